import { PortSet, type Connectivity, type IpPeer, type WorkloadPeer } from '../connectivity';
import { compare } from '../values/compare';
import type { TopologyEdge, TopologyNode } from './model';

/** An edge, with its ports as a set and its ends. */
export interface DrawnEdge {
  readonly edge: TopologyEdge;
  readonly ports: PortSet;
  readonly ends: readonly [from: TopologyNode, to: TopologyNode];
}

/** Sources of one namespace with the same ports are one edge from here on. */
const GROUPED = 3;

/**
 * What policies allow and no flow names. Only pods that a policy isolates have such edges: without a policy everything is open, which
 * the nodes say.
 * @param connectivity - the evaluated objects
 * @param flows - what flows name
 */
export function policyEdges(connectivity: Connectivity, flows: readonly DrawnEdge[]): DrawnEdge[] {
  const named = new Map<string, PortSet>();
  for (const { edge, ports } of flows) {
    const key = `${edge.from}\0${edge.to}`;
    named.set(key, ports.union(named.get(key) ?? PortSet.NONE));
  }
  const sizes = new Map<string, number>();
  for (const { namespace } of connectivity.workloads) sizes.set(namespace, (sizes.get(namespace) ?? 0) + 1);
  const left = (from: string, to: string, allowed: PortSet): PortSet => {
    const known = named.get(`${from}\0${to}`);
    return known === undefined ? allowed : allowed.subtract(known);
  };
  const hasFlows = flows.length > 0;
  return connectivity.workloads.flatMap((workload) => [
    ...intoPods(workload, connectivity, left, sizes),
    // Flows name the traffic of a platform with addresses by who is there, and policies by ports only.
    ...(hasFlows ? [] : withAddresses(workload, connectivity)),
  ]);
}

function intoPods(
  to: WorkloadPeer,
  connectivity: Connectivity,
  left: (from: string, to: string, allowed: PortSet) => PortSet,
  sizes: ReadonlyMap<string, number>,
): DrawnEdge[] {
  if (!connectivity.isProtected(to, 'ingress')) return [];
  const byPorts = new Map<string, { readonly ports: PortSet; readonly namespaces: Map<string, WorkloadPeer[]> }>();
  for (const from of connectivity.workloads) {
    if (from === to) continue;
    const ports = left(from.id, to.id, connectivity.allowed(from, to));
    if (ports.isEmpty()) continue;
    const same = byPorts.get(ports.toString()) ?? { ports, namespaces: new Map<string, WorkloadPeer[]>() };
    byPorts.set(ports.toString(), same);
    const own = same.namespaces.get(from.namespace) ?? [];
    own.push(from);
    same.namespaces.set(from.namespace, own);
  }
  const target = podNode(to);
  const total = connectivity.workloads.length - 1;
  return [...byPorts.values()].flatMap(({ ports, namespaces }) => {
    const count = [...namespaces.values()].reduce((sum, pods) => sum + pods.length, 0);
    if (count > GROUPED && count >= total) return [edge(EVERYTHING, target, ports)];
    return [...namespaces].flatMap(([namespace, pods]) => {
      const others = (sizes.get(namespace) ?? 0) - (namespace === to.namespace ? 1 : 0);
      return pods.length > GROUPED && pods.length === others
        ? [edge(allOf(namespace), target, ports)]
        : pods.map((from) => edge(podNode(from), target, ports));
    });
  });
}

/** Traffic of isolated pods with addresses; neighbouring addresses with the same ports are one edge. */
function withAddresses(workload: WorkloadPeer, connectivity: Connectivity): DrawnEdge[] {
  const own = podNode(workload);
  const incoming = connectivity.isProtected(workload, 'ingress')
    ? byPorts(connectivity.outsideSources, (peer) => connectivity.allowed(peer, workload))
    : [];
  const outgoing = connectivity.isProtected(workload, 'egress')
    ? byPorts(connectivity.outsideDestinations, (peer) => connectivity.allowed(workload, peer))
    : [];
  return [
    ...incoming.map(({ peers, ports }) => edge(addresses(peers), own, ports)),
    ...outgoing.map(({ peers, ports }) => edge(own, addresses(peers), ports)),
  ];
}

function byPorts(
  peers: readonly IpPeer[],
  allowed: (peer: IpPeer) => PortSet,
): Array<{ readonly peers: IpPeer[]; readonly ports: PortSet }> {
  const found = new Map<string, { readonly peers: IpPeer[]; readonly ports: PortSet }>();
  for (const peer of peers) {
    const ports = allowed(peer);
    if (ports.isEmpty()) continue;
    const same = found.get(ports.toString()) ?? { peers: [], ports };
    same.peers.push(peer);
    found.set(ports.toString(), same);
  }
  return [...found.values()];
}

const EVERYTHING: TopologyNode = { id: 'group:*', type: 'group', label: 'every pod' };

function allOf(namespace: string): TopologyNode {
  return { id: `group:${namespace}`, type: 'group', label: `every pod of ${namespace}`, namespace };
}

function addresses(peers: readonly IpPeer[]): TopologyNode {
  const ids = peers.map(({ id }) => id).sort(compare);
  const isEverything = ids.includes('0.0.0.0-255.255.255.255');
  const label = isEverything ? 'every address' : ids.length > 1 ? `${ids.length} ranges of addresses` : (ids[0] ?? '');
  return { id: `addresses:${ids.join(',')}`, type: 'addresses', label, hosts: ids };
}

function podNode({ id, namespace, name }: WorkloadPeer): TopologyNode {
  return { id, type: 'workload', label: name, namespace };
}

function edge(from: TopologyNode, to: TopologyNode, ports: PortSet): DrawnEdge {
  return {
    ports,
    ends: [from, to],
    edge: {
      id: `policy: ${from.id} -> ${to.id}: ${ports.toString()}`,
      kind: 'policy',
      from: from.id,
      to: to.id,
      ports: ports.toString(),
      reason: 'policies allow it, and no flow names it',
      source: '',
      state: 'open',
    },
  };
}
