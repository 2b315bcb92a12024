/**
 * A second evaluator of NetworkPolicies, slow and plain: one pod, one address, one port at a time. It shares nothing
 * with the library, so that a mistake in one of them shows.
 */

export interface ReferencePod {
  name: string;
  namespace: string;
  labels: Record<string, string>;
  ports: Array<{ name: string; containerPort: number; protocol: string }>;
}

export interface ReferenceSelector {
  matchLabels?: Record<string, string>;
  matchExpressions?: Array<{ key: string; operator: string; values?: string[] }>;
}

export interface ReferencePeer {
  podSelector?: ReferenceSelector;
  namespaceSelector?: ReferenceSelector;
  ipBlock?: { cidr: string; except?: string[] };
}

export interface ReferencePort {
  protocol?: string;
  port?: number | string;
  endPort?: number;
}

export interface ReferenceRule {
  from?: ReferencePeer[];
  to?: ReferencePeer[];
  ports?: ReferencePort[];
}

export interface ReferencePolicy {
  namespace: string;
  podSelector: ReferenceSelector;
  policyTypes?: string[];
  ingress?: ReferenceRule[];
  egress?: ReferenceRule[];
}

export type End = { pod: ReferencePod } | { address: string };

export interface ReferenceCluster {
  namespaces: Record<string, Record<string, string>>;
  policies: ReferencePolicy[];
}

/** Whether labels fulfil a selector. */
export function labelsMatch(selector: ReferenceSelector, labels: Record<string, string>): boolean {
  for (const [key, value] of Object.entries(selector.matchLabels ?? {})) if (labels[key] !== value) return false;
  for (const { key, operator, values = [] } of selector.matchExpressions ?? []) {
    const has = key in labels;
    if (operator === 'In' && !(has && values.includes(labels[key] ?? ''))) return false;
    if (operator === 'NotIn' && has && values.includes(labels[key] ?? '')) return false;
    if (operator === 'Exists' && !has) return false;
    if (operator === 'DoesNotExist' && has) return false;
  }
  return true;
}

/** The bits of an address, as a string of 32 or 128 characters. */
function bitsOf(address: string): string {
  if (!address.includes(':')) {
    return address
      .split('.')
      .map((byte) => Number(byte).toString(2).padStart(8, '0'))
      .join('');
  }
  const [head = [], tail] = address.split('::').map((half) => half.split(':').filter((group) => group !== ''));
  const groups = [...head, ...Array(tail === undefined ? 0 : 8 - head.length - tail.length).fill('0'), ...(tail ?? [])];
  return groups.map((group) => parseInt(group, 16).toString(2).padStart(16, '0')).join('');
}

/** Whether an address lies in a CIDR; bits behind the prefix do not count. */
export function inCidr(address: string, cidr: string): boolean {
  const [base = '', prefix = '0'] = cidr.split('/');
  const [one, other] = [bitsOf(address), bitsOf(base)];
  return one.length === other.length && one.slice(0, Number(prefix)) === other.slice(0, Number(prefix));
}

function peerMatches(cluster: ReferenceCluster, policy: ReferencePolicy, peer: ReferencePeer, end: End): boolean {
  if (peer.ipBlock !== undefined) {
    if (!('address' in end)) return false;
    const { cidr, except = [] } = peer.ipBlock;
    return inCidr(end.address, cidr) && !except.some((hole) => inCidr(end.address, hole));
  }
  if (!('pod' in end)) return false;
  if (peer.podSelector !== undefined && !labelsMatch(peer.podSelector, end.pod.labels)) return false;
  if (peer.namespaceSelector === undefined) return end.pod.namespace === policy.namespace;
  const labels = { ...cluster.namespaces[end.pod.namespace], 'kubernetes.io/metadata.name': end.pod.namespace };
  return labelsMatch(peer.namespaceSelector, labels);
}

function portMatches(wanted: ReferencePort, destination: End, protocol: string, port: number): boolean {
  if ((wanted.protocol ?? 'TCP') !== protocol) return false;
  if (wanted.port === undefined) return true;
  if (typeof wanted.port === 'number') return wanted.port <= port && port <= (wanted.endPort ?? wanted.port);
  if (!('pod' in destination)) return false;
  return destination.pod.ports.some(
    (own) => own.name === wanted.port && own.containerPort === port && own.protocol === protocol,
  );
}

/** What the NetworkPolicies of one direction decide; nothing when none selects the pod. */
export function networkPolicyAllows(
  cluster: ReferenceCluster,
  direction: 'Ingress' | 'Egress',
  source: End,
  destination: End,
  protocol: string,
  port: number,
): boolean | undefined {
  const [subject, other] = direction === 'Ingress' ? [destination, source] : [source, destination];
  if (!('pod' in subject)) return undefined;
  let isolated = false;
  for (const policy of cluster.policies) {
    if (policy.namespace !== subject.pod.namespace || !labelsMatch(policy.podSelector, subject.pod.labels)) continue;
    const types = policy.policyTypes ?? ['Ingress', ...((policy.egress ?? []).length > 0 ? ['Egress'] : [])];
    if (!types.includes(direction)) continue;
    isolated = true;
    for (const rule of (direction === 'Ingress' ? policy.ingress : policy.egress) ?? []) {
      const peers = (direction === 'Ingress' ? rule.from : rule.to) ?? [];
      const rulePorts = rule.ports ?? [];
      const peerFits = peers.length === 0 || peers.some((peer) => peerMatches(cluster, policy, peer, other));
      const portFits =
        rulePorts.length === 0 || rulePorts.some((each) => portMatches(each, destination, protocol, port));
      if (peerFits && portFits) return true;
    }
  }
  return isolated ? false : undefined;
}

/** Whether one port is open from one end to another. */
export function isOpen(
  cluster: ReferenceCluster,
  source: End,
  destination: End,
  protocol: string,
  port: number,
): boolean {
  if ('pod' in source && 'pod' in destination && source.pod === destination.pod) return true;
  return (
    networkPolicyAllows(cluster, 'Egress', source, destination, protocol, port) !== false &&
    networkPolicyAllows(cluster, 'Ingress', source, destination, protocol, port) !== false
  );
}
