import type { Flow } from './flows/internal';

/** Something that a firewall around the cluster must let through. */
export interface FirewallRow {
  /** Direction in which the connection is opened. */
  readonly direction: 'in' | 'out';
  /** Peer that opens it. */
  readonly from: string;
  /** Peer that is reached. */
  readonly to: string;
  /**
   * Host names or addresses beyond the cluster or of its load balancer; `<...>` marks a part that depends on the site; empty
   * where only the user knows them.
   */
  readonly hosts: readonly string[];
  /** Transport protocol; `any` is every protocol. */
  readonly protocol: 'TCP' | 'UDP' | 'any';
  /** Ports at the edge, sorted: those of the load balancer for incoming rows. `all` where only the user knows them. */
  readonly ports: readonly number[] | 'all';
  /** Purpose, in a few words. */
  readonly reason: string;
  /** When it happens, as prose; undefined if always. */
  readonly when: string | undefined;
}

/**
 * Ports of a flow as rows have them: one group for each protocol.
 * @param ports - ports of the flow
 */
export function portGroups(ports: Flow['ports']): ReadonlyArray<Pick<FirewallRow, 'protocol' | 'ports'>> {
  if (ports === 'all') return [{ protocol: 'any', ports }];
  return (['TCP', 'UDP'] as const).flatMap((protocol) => {
    const numbers = ports.filter((one) => one.protocol === protocol).map(({ port }) => port);
    return numbers.length === 0 ? [] : [{ protocol, ports: numbers }];
  });
}
