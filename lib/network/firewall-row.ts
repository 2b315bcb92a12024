import type { Flow } from './flows/internal';

/** Something that a firewall around the cluster must let through. */
export interface FirewallRow {
  /** Which way the connection is opened. */
  readonly direction: 'in' | 'out';
  /** Who opens it. */
  readonly from: string;
  /** Who is reached. */
  readonly to: string;
  /** Host names or addresses beyond the cluster or of its load balancer; `<...>` stands for what depends on the site, empty for what the user alone knows. */
  readonly hosts: readonly string[];
  /** Transport protocol; `any` is every one. */
  readonly protocol: 'TCP' | 'UDP' | 'any';
  /** Ports at the edge, sorted: those of the load balancer for incoming rows. `all` is what the user alone knows. */
  readonly ports: readonly number[] | 'all';
  /** What for, in a few words. */
  readonly reason: string;
  /** When it happens, for people; undefined is always. */
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
