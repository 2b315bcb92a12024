import { compare } from '../../values/compare';
import type { PodPeer, PolicyPeer } from './policy-manifest';

type Labels = Readonly<Record<string, string>>;

/**
 * An equivalent, shorter list of peers: pods of one namespace whose labels differ in the value of one key become one peer with
 * a list of values. The result does not depend on the order of the peers.
 * @param peers - the peers, each once
 */
export function mergePeers(peers: readonly PolicyPeer[]): readonly PolicyPeer[] {
  const keys = [...new Set(peers.flatMap((peer) => Object.keys(labelsOf(peer) ?? {})))].sort(compare);
  return keys.reduce<readonly PolicyPeer[]>((left, key) => mergeBy(left, key), peers);
}

function mergeBy(peers: readonly PolicyPeer[], key: string): readonly PolicyPeer[] {
  const groups = new Map<string, PolicyPeer[]>();
  for (const peer of peers) {
    const alike = groupKey(peer, key);
    groups.set(alike, [...(groups.get(alike) ?? []), peer]);
  }
  return [...groups.values()].flatMap((group) => (group.length === 1 ? group : [merged(group, key)]));
}

/** Key of the group of a peer: equal for peers that differ only in the value of the label. */
function groupKey(peer: PolicyPeer, key: string): string {
  const labels = labelsOf(peer);
  if (labels?.[key] === undefined || 'ipBlock' in peer) return JSON.stringify(peer);
  return JSON.stringify([
    peer.namespaceSelector,
    Object.entries(without(labels, key)).sort(([a], [b]) => compare(a, b)),
  ]);
}

function merged(group: readonly PolicyPeer[], key: string): PodPeer {
  const values = group.flatMap((peer) => labelsOf(peer)?.[key] ?? []).sort(compare);
  const [first] = group;
  if (first === undefined || 'ipBlock' in first) throw new Error('unreachable');
  const others = without(labelsOf(first) ?? {}, key);
  return {
    namespaceSelector: first.namespaceSelector,
    podSelector: {
      ...(Object.keys(others).length > 0 && { matchLabels: others }),
      matchExpressions: [{ key, operator: 'In', values }],
    },
  };
}

/** Labels of a peer that selects pods by labels alone. */
function labelsOf(peer: PolicyPeer): Labels | undefined {
  if ('ipBlock' in peer || peer.podSelector?.matchExpressions !== undefined) return undefined;
  return peer.podSelector?.matchLabels;
}

function without(labels: Labels, key: string): Labels {
  return Object.fromEntries(Object.entries(labels).filter(([one]) => one !== key));
}
