import type { JsonObject } from '../values/json';
import { compare } from '../values/compare';
import { covers, mergeRanges } from './ip-ranges';
import { canonicalJson } from './manifest';
import type { Owner } from './owners';
import type { WorkloadPeer } from './peer';
import type { PodSplit } from './pod-split';
import type { Template } from './pod-template';

/** Pods of one owner that nothing tells apart. */
interface Group {
  /** The labels that selectors use, by key. */
  readonly used: Readonly<Record<string, string>>;
  readonly pods: readonly Template[];
}

/**
 * The pods of one owner as peers: one when nothing that decides tells them apart, otherwise one for each kind of pod, named by the
 * labels in which they differ.
 * @param owner - the owner
 * @param pods - its pods, or its template; at least one
 * @param split - what tells pods apart
 */
export function splitPods(
  owner: Owner,
  pods: readonly Template[],
  split: PodSplit,
): Array<{ peer: WorkloadPeer; pod: JsonObject }> {
  const groups = groupsOf(pods, split);
  const names = namesOf(groups);
  return groups.flatMap(({ pods: members }, index) => {
    const [first] = members;
    if (first === undefined) return [];
    const peer: WorkloadPeer = {
      type: 'workload',
      id: `${owner.id}${names[index] ?? ''}`,
      owner: owner.id,
      namespace: owner.namespace,
      name: owner.name,
      kind: owner.kind,
      pods: members.flatMap(({ name }) => name ?? []),
      labels: commonLabels(members),
      ports: first.ports,
      hostNetwork: first.hostNetwork,
      addresses: mergeRanges(members.flatMap(({ addresses }) => addresses)),
    };
    return [{ peer, pod: first.pod }];
  });
}

/** In an order that does not depend on that of the pods. */
function groupsOf(pods: readonly Template[], { keys, networks }: PodSplit): Group[] {
  const groups = new Map<string, { used: Record<string, string>; pods: Array<{ pod: Template; text: string }> }>();
  const isOne = pods.length === 1;
  for (const pod of pods) {
    const used = Object.fromEntries(Object.entries(pod.labels).filter(([key]) => keys.has(key)));
    const key = isOne ? '' : canonicalJson({ used, ...deciding(pod), networks: networksOf(pod, networks) });
    const group = groups.get(key) ?? { used, pods: [] };
    group.pods.push({
      pod,
      text: isOne ? '' : `${pod.name ?? ''} ${canonicalJson({ ...deciding(pod), ...pod.labels })}`,
    });
    groups.set(key, group);
  }
  return [...groups.entries()]
    .sort(([a], [b]) => compare(a, b))
    .map(([, { used, pods: members }]) => ({
      used,
      pods: members.sort((a, b) => compare(a.text, b.text)).map(({ pod }) => pod),
    }));
}

function deciding({ ports, hostNetwork }: Template): { ports: string[]; hostNetwork: boolean } {
  const named = ports.filter(({ name }) => name !== undefined);
  return { ports: named.map(({ name, protocol, port }) => `${name} ${protocol} ${port}`).sort(compare), hostNetwork };
}

/** Which networks hold the addresses of a pod. */
function networksOf({ addresses }: Template, networks: PodSplit['networks']): string {
  if (addresses.length === 0) return '';
  return networks.map((network) => (addresses.every((each) => covers([network], each)) ? '1' : '0')).join('');
}

/** Nothing for a single group; otherwise the labels that differ, as selectors write them, and a pod where these are equal. */
function namesOf(groups: readonly Group[]): string[] {
  if (groups.length <= 1) return [];
  const keys = [...new Set(groups.flatMap(({ used }) => Object.keys(used)))].sort(compare);
  const differing = keys.filter((key) => new Set(groups.map(({ used }) => used[key])).size > 1);
  const labels = groups.map(({ used }) =>
    differing.map((key) => (used[key] === undefined ? `!${key}` : `${key}=${used[key]}`)).join(','),
  );
  return groups.map(({ pods }, index) => {
    const own = labels[index] ?? '';
    const isAlone = labels.filter((text) => text === own).length === 1;
    const pod = pods[0]?.name ?? `${index}`;
    return `{${[...(own === '' ? [] : [own]), ...(isAlone ? [] : [`pod=${pod}`])].join(',')}}`;
  });
}

/** The labels that all have. */
function commonLabels([first, ...others]: readonly Template[]): Readonly<Record<string, string>> {
  if (first === undefined || others.length === 0) return first?.labels ?? {};
  const common = Object.entries(first.labels).filter(([key, value]) =>
    others.every(({ labels }) => Object.hasOwn(labels, key) && labels[key] === value),
  );
  return Object.fromEntries(common);
}
