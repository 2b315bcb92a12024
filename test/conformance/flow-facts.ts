import { readFileSync } from 'node:fs';
import type { Flow, FlowEnd } from '../../lib/network/flows';
import { sharedPath } from '../support/shared';

/** An end of a hop as flows.json writes it: pods, or words for what is no pod. */
export type FactEnd =
  | string
  | { readonly namespace: string; readonly podSelector: { readonly matchLabels?: Readonly<Record<string, string>> } };

/** One connection between two ends. */
export interface Connection {
  readonly from: FactEnd;
  readonly to: FactEnd;
  readonly protocol: 'TCP' | 'UDP';
  readonly ports: readonly number[];
}

/** One connection of a row of flows.json. */
interface Hop extends Connection {
  readonly upstreamVerdict: string;
}

/** A row of flows.json that stands for a row of a table of the seed. */
interface FactRow {
  readonly id: string;
  readonly table: string;
  readonly seedRow: string;
  readonly existsIn172: boolean;
  readonly hops: readonly Hop[];
}

/** A flow of flows.json that no table of the seed has. */
interface AdditionalFact extends Hop {
  readonly id: string;
  readonly description: string;
}

/** A workload of egress.json, as far as the tests of flows read it. */
export interface EgressFact {
  readonly workload: string;
  readonly namespace: string;
  readonly podSelector: { readonly matchLabels?: Readonly<Record<string, string>> } | null;
  readonly istiod: boolean;
  readonly inCluster: ReadonlyArray<{
    readonly to: string;
    readonly namespace: string | null;
    readonly podSelector: { readonly matchLabels?: Readonly<Record<string, string>> } | null;
    readonly ports: ReadonlyArray<number | string>;
    readonly protocol: string;
  }>;
}

interface FactFile {
  readonly flows: readonly FactRow[];
  readonly additionalFlows: readonly AdditionalFact[];
}

/** The facts about flows, from the shared folder. */
export function flowFacts(): FactFile {
  return JSON.parse(readFileSync(sharedPath('upstream', 'network', 'flows.json'), 'utf8')) as FactFile;
}

/** Ports of a hop that no flow between such ends has. */
export function missingPorts(hop: Connection, flows: readonly Flow[]): readonly number[] {
  const between = flows.filter(({ from, to }) => isEnd(from, hop.from, 'from') && isEnd(to, hop.to, 'to'));
  return hop.ports.filter(
    (port) =>
      !between.some(
        ({ ports }) => ports === 'all' || ports.some((one) => one.port === port && one.protocol === hop.protocol),
      ),
  );
}

function isEnd(end: FlowEnd, fact: FactEnd, side: 'from' | 'to'): boolean {
  if (typeof fact === 'string') return end.kind === wordKind(fact, side);
  if (fact.namespace.startsWith('<application')) return end.kind === 'applications' || end.kind === 'injected';
  if (end.kind !== 'workload' || end.workload.namespace !== fact.namespace) return false;
  const wanted = Object.entries(fact.podSelector.matchLabels ?? {});
  return wanted.length > 0 && wanted.every(([key, value]) => end.workload.labels[key] === value);
}

function wordKind(fact: string, side: 'from' | 'to'): FlowEnd['kind'] {
  if (fact === 'kube-apiserver') return 'api-server';
  if (fact.includes('kubelet')) return 'nodes';
  return side === 'from' ? 'outside' : 'external';
}

/** What workloads call, from the shared folder. */
export function egressFacts(): readonly EgressFact[] {
  const text = readFileSync(sharedPath('upstream', 'network', 'egress.json'), 'utf8');
  return (JSON.parse(text) as { readonly workloads: readonly EgressFact[] }).workloads;
}

/** Calls of egress.json from pods with labels to pods with labels; what has none is no workload of the platform. */
export function labelledCalls(): ReadonlyArray<Connection & { readonly name: string }> {
  return egressFacts().flatMap(({ workload, namespace, podSelector, inCluster }) =>
    inCluster.flatMap((call) => {
      const labels = { from: podSelector?.matchLabels, to: call.podSelector?.matchLabels };
      if (labels.from === undefined || labels.to === undefined || call.namespace === null) return [];
      return call.protocol.split(/[^A-Z]+/).map((protocol) => ({
        name: `${workload} -> ${call.to} ${protocol}`,
        from: { namespace, podSelector: { matchLabels: labels.from } },
        to: { namespace: call.namespace ?? '', podSelector: { matchLabels: labels.to } },
        protocol: protocol as 'TCP' | 'UDP',
        ports: call.ports.filter((port) => typeof port === 'number'),
      }));
    }),
  );
}
