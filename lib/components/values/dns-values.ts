/** The typed part of the values of chart `external-dns`; they have an effect only while `oci` is set. */
export interface DnsValues {
  /**
   * Lowest severity that is logged.
   * @default info
   */
  readonly logLevel?: 'trace' | 'debug' | 'info' | 'warning' | 'error' | 'fatal' | 'panic';
  /**
   * What ExternalDNS may do to records: all (`sync`), never delete (`upsert-only`), or only add (`create-only`).
   * @default sync (the chart itself: upsert-only)
   */
  readonly policy?: 'sync' | 'upsert-only' | 'create-only';
  /**
   * Time between two runs, as a duration of Go, such as `1m` or `24h`.
   * @default 24h (the chart itself: 1m)
   */
  readonly interval?: string;
  /**
   * Name by which ExternalDNS knows its own records.
   * @default - `v8o-` and a hash of the UID of the Verrazzano resource
   */
  readonly txtOwnerId?: string;
  /**
   * Domains whose records it may touch.
   * @default - `dnsZoneName`
   */
  readonly domainFilters?: readonly string[];
  /**
   * Number of pods.
   * @default 1
   */
  readonly replicas?: number;
}
