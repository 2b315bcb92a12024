import { compare } from '../../values/compare';
import type { PolicyDirection, PolicyGrant } from './grants';
import type { LabelSelector, PolicyPeer, PolicyPort, PolicyRule } from './policy-manifest';
import { mergePeers } from './merge-peers';

/** Ports as texts `<number>/<protocol>`, or every port. */
type Ports = ReadonlySet<string> | 'all';

interface Entry {
  readonly peer: PolicyPeer | undefined;
  readonly ports: Ports;
}

/**
 * The shortest list of rules for what a policy must allow: each peer once, peers with the same ports in one rule, and nothing
 * that a wider peer already has. Sorted, independent of the order of the flows.
 * @param grants - what the policy must allow
 * @param direction - the direction of the policy
 */
export function rulesOf(grants: readonly PolicyGrant[], direction: PolicyDirection): readonly PolicyRule[] {
  const entries = withoutCovered(byPeer(grants));
  const rules = new Map<string, Entry[]>();
  for (const entry of entries) {
    const key = portsText(entry.ports);
    rules.set(key, [...(rules.get(key) ?? []), entry]);
  }
  return [...rules.values()].map((group) => rule(group, direction)).sort(compareRules);
}

function byPeer(grants: readonly PolicyGrant[]): readonly Entry[] {
  const entries = new Map<string, Entry>();
  for (const { peer, ports } of grants) {
    const key = JSON.stringify(peer) ?? '';
    const before = entries.get(key)?.ports ?? new Set<string>();
    const own = ports === 'all' ? 'all' : new Set(ports.map(({ port, protocol }) => `${port}/${protocol}`));
    entries.set(key, { peer, ports: before === 'all' || own === 'all' ? 'all' : new Set([...before, ...own]) });
  }
  return [...entries.values()];
}

function withoutCovered(entries: readonly Entry[]): readonly Entry[] {
  return entries.flatMap((entry) => {
    const wider = entries.filter((other) => other !== entry && covers(other.peer, entry.peer));
    if (wider.some(({ ports }) => ports === 'all')) return [];
    const { peer, ports } = entry;
    if (ports === 'all') return [entry];
    const left = new Set(
      [...ports].filter((port) => !wider.some((other) => other.ports !== 'all' && other.ports.has(port))),
    );
    return left.size === 0 ? [] : [{ peer, ports: left }];
  });
}

/** Whether a peer contains another one; false where that cannot be decided by comparing selectors. */
function covers(wide: PolicyPeer | undefined, narrow: PolicyPeer | undefined): boolean {
  if (wide === undefined) return true;
  if (narrow === undefined || 'ipBlock' in wide || 'ipBlock' in narrow) return false;
  return (
    isLooser(wide.namespaceSelector, narrow.namespaceSelector) &&
    isLooser(wide.podSelector ?? {}, narrow.podSelector ?? {})
  );
}

/** Whether every condition of a selector is also a condition of another one. */
function isLooser(loose: LabelSelector, strict: LabelSelector): boolean {
  const expressions = new Set((strict.matchExpressions ?? []).map((one) => JSON.stringify(one)));
  return (
    Object.entries(loose.matchLabels ?? {}).every(([key, value]) => strict.matchLabels?.[key] === value) &&
    (loose.matchExpressions ?? []).every((one) => expressions.has(JSON.stringify(one)))
  );
}

function rule(entries: readonly Entry[], direction: PolicyDirection): PolicyRule {
  const peers = [...mergePeers(entries.flatMap(({ peer }) => peer ?? []))].sort(comparePeers);
  const ports = entries[0]?.ports ?? 'all';
  const field = direction === 'ingress' ? 'from' : 'to';
  return {
    ...(peers.length > 0 && { [field]: peers }),
    ...(ports !== 'all' && { ports: [...ports].map(readPort).sort(comparePorts) }),
  };
}

function portsText(ports: Ports): string {
  return ports === 'all' ? 'all' : [...ports].sort(compare).join();
}

function readPort(text: string): PolicyPort {
  const [port, protocol] = text.split('/');
  return { port: Number(port), protocol: protocol === 'UDP' ? 'UDP' : 'TCP' };
}

function comparePorts(a: PolicyPort, b: PolicyPort): number {
  return a.port - b.port || compare(a.protocol, b.protocol);
}

/** Pods by namespace before addresses. */
function comparePeers(a: PolicyPeer, b: PolicyPeer): number {
  return Number('ipBlock' in a) - Number('ipBlock' in b) || compare(JSON.stringify(a), JSON.stringify(b));
}

/** By their first port, rules for every port first. */
function compareRules(a: PolicyRule, b: PolicyRule): number {
  const first = ({ ports }: PolicyRule): number => ports?.[0]?.port ?? 0;
  return first(a) - first(b) || compare(JSON.stringify(a), JSON.stringify(b));
}
