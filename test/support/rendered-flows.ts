import { Connectivity, type Peer } from '../../lib/connectivity';
import type { Platform } from '../../lib/definition/platform';
import { meshLayer } from '../../lib/mesh';
import { platformFlows, type FlowEnd } from '../../lib/network/flows';
import type { JsonObject } from '../../lib/values/json';

/** How what is rendered differs from the flows of a platform. */
export interface FlowDifferences {
  /** Number of permitted connections that were compared. */
  readonly wanted: number;
  /** Flows between rendered workloads that are closed, with the port. */
  readonly closed: readonly string[];
  /** Connections between rendered workloads that no flow is about, and that are open. */
  readonly opened: readonly string[];
}

/**
 * Compares the flows of a platform with what is open between rendered workloads.
 * @param platform - the platform
 * @param manifests - all objects, with the policies
 */
export function flowDifferences(platform: Platform, manifests: readonly JsonObject[]): FlowDifferences {
  const connectivity = Connectivity.of(manifests, { layers: [meshLayer(manifests)] });
  const flows = platformFlows(platform).filter(({ refusedUpstream }) => refusedUpstream === undefined);
  const nameOf = (peer: Peer): string => (peer.type === 'workload' ? peer.id : peer.type);
  const peerOf = (end: FlowEnd): Peer | undefined =>
    end.kind === 'workload'
      ? connectivity.peer(`${end.workload.namespace}/${end.workload.name}[${end.workload.kind}]`)
      : undefined;
  const ends = flows.map(({ id, from, to, ports }) => ({ id, from: peerOf(from), to: peerOf(to), ports }));
  const wanted = new Set<string>();
  const closed: string[] = [];
  for (const { id, from, to, ports } of ends) {
    if (to === undefined || ports === 'all') continue;
    for (const { port, protocol } of ports) {
      wanted.add(`${from === undefined ? 'elsewhere' : nameOf(from)} -> ${nameOf(to)}:${port}`);
      if (from !== undefined && !connectivity.allowed(from, to).contains(protocol, port)) closed.push(`${id}:${port}`);
    }
  }
  // Every other workload is refused at these ports, unless they are for anyone.
  const peers = ends.flatMap(({ from, to }) => [from, to]).filter((peer) => peer !== undefined);
  const sources = [...new Map(peers.map((peer) => [nameOf(peer), peer])).values()];
  const opened: string[] = [];
  for (const { to, ports } of ends) {
    if (to === undefined || ports === 'all') continue;
    for (const { port, protocol } of ports) {
      if (wanted.has(`elsewhere -> ${nameOf(to)}:${port}`)) continue;
      for (const source of sources.filter((one) => !wanted.has(`${nameOf(one)} -> ${nameOf(to)}:${port}`))) {
        const isOpen = connectivity.allowed(source, to).contains(protocol, port);
        if (isOpen && nameOf(source) !== nameOf(to)) opened.push(`${nameOf(source)} -> ${nameOf(to)}:${port}`);
      }
    }
  }
  return { wanted: wanted.size, closed, opened: [...new Set(opened)] };
}
