import type { Port } from '../../definition/workload';
import { compare } from '../../values/compare';
import type { Flow, FlowEnd, FlowKind, FlowPort } from './flow';

/** A flow before it is merged with others between the same ends. */
export interface FlowDraft extends Omit<Flow, 'id' | 'when' | 'service' | 'refusedUpstream'> {
  /** As in {@link Flow}. */
  readonly when?: string | undefined;
  /** As in {@link Flow}. */
  readonly service?: string | undefined;
  /** As in {@link Flow}. */
  readonly refusedUpstream?: string | undefined;
}

/** All kinds of flows, in the order in which they are listed. */
const FLOW_KINDS: readonly FlowKind[] = [
  'ingress',
  'call',
  'own',
  'scrape',
  'webhook',
  'api-server',
  'mesh',
  'dns',
  'egress',
  'user',
];

/**
 * Makes flows of drafts: drafts of the same kind and ends become one flow, and flows are sorted by kind, source and
 * destination.
 * @param drafts - the drafts, in any order
 */
export function mergeDrafts(drafts: readonly FlowDraft[]): readonly Flow[] {
  const groups = new Map<string, FlowDraft[]>();
  for (const draft of drafts) {
    const id = `${draft.kind}: ${endText(draft.from)} -> ${endText(draft.to)}`;
    groups.set(id, [...(groups.get(id) ?? []), draft]);
  }
  return [...groups].map(([id, group]) => merged(id, group)).sort(byPlace);
}

/**
 * An end as unique text: `<component>/<workload>`, `external <name>`, or the kind.
 * @param end - the end
 */
export function endText(end: FlowEnd): string {
  switch (end.kind) {
    case 'workload':
      return `${end.component}/${end.workload.name}`;
    case 'external':
      return `external ${end.name}`;
    case 'pods':
      return `pods ${labelText(end.labels)} in ${labelText(end.namespaceLabels)}`;
    default:
      return end.kind;
  }
}

/**
 * A port of a workload as the port of a flow.
 * @param port - the port
 */
export function flowPort({ port, protocol, key }: Port): FlowPort {
  return { port, protocol, name: key };
}

/**
 * A TCP port that no definition names.
 * @param port - its number
 */
export function plainPort(port: number): FlowPort {
  return { port, protocol: 'TCP', name: undefined };
}

/** Compares flows by kind, source and destination. */
function byPlace(a: Flow, b: Flow): number {
  const kinds = FLOW_KINDS.indexOf(a.kind) - FLOW_KINDS.indexOf(b.kind);
  return kinds || compare(endText(a.from), endText(b.from)) || compare(endText(a.to), endText(b.to));
}

function merged(id: string, drafts: readonly FlowDraft[]): Flow {
  const first = drafts[0];
  if (first === undefined) throw new Error(`${id} has no draft`);
  return {
    id,
    kind: first.kind,
    from: first.from,
    to: drafts.map(({ to }) => to).reduce(mergeEnds),
    ports: mergePorts(drafts.map(({ ports }) => ports)),
    reason: distinct(drafts.map(({ reason }) => reason)).join('; '),
    source: distinct(drafts.map(({ source }) => source)).join('; '),
    when: mergeWhen(drafts.map(({ when }) => when)),
    service: joined(drafts.map(({ service }) => service)),
    refusedUpstream: joined(drafts.map(({ refusedUpstream }) => refusedUpstream)),
  };
}

/** One external name may cover hosts of several definitions; otherwise ends with the same text are equal. */
function mergeEnds(a: FlowEnd, b: FlowEnd): FlowEnd {
  if (a.kind !== 'external' || b.kind !== 'external') return a;
  return {
    ...a,
    hosts: distinct([...a.hosts, ...b.hosts]),
    // Where the addresses of one of them are unknown, addresses restrict nothing.
    cidrs: a.cidrs.length === 0 || b.cidrs.length === 0 ? [] : distinct([...a.cidrs, ...b.cidrs]),
    hairpin: a.hairpin || b.hairpin,
    cluster: a.cluster ?? b.cluster,
  };
}

function mergePorts(lists: readonly Flow['ports'][]): Flow['ports'] {
  const known: FlowPort[] = [];
  for (const list of lists) {
    if (list === 'all') return 'all';
    for (const each of list) known.push(each);
  }
  // A port that one definition names and another only numbers is one port, under its name.
  const byNumber = new Map<string, FlowPort>();
  for (const port of known) {
    const key = `${port.port}/${port.protocol}`;
    const before = byNumber.get(key);
    if (before === undefined || before.name === undefined) byNumber.set(key, port);
  }
  return [...byNumber.values()].sort((a, b) => a.port - b.port || compare(a.protocol, b.protocol));
}

/** Traffic that one definition has at all times happens at all times, whatever the others say. */
function mergeWhen(whens: ReadonlyArray<string | undefined>): string | undefined {
  return whens.includes(undefined) ? undefined : distinct(whens).join(', or ');
}

function joined(values: ReadonlyArray<string | undefined>): string | undefined {
  const texts = distinct(values.filter((value) => value !== undefined));
  return texts.length === 0 ? undefined : texts.join('; ');
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}

function labelText(labels: Readonly<Record<string, string>>): string {
  const entries = Object.entries(labels).sort(([a], [b]) => compare(a, b));
  return `{${entries.map(([key, value]) => `${key}=${value}`).join(',')}}`;
}
