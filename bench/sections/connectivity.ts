import { Connectivity } from '../../lib/connectivity';
import type { JsonObject } from '../../lib/values/json';
import { compare, inProcess, logLogSlope, type Row } from '../measure';

const SIZES: ReadonlyArray<readonly [pods: number, policies: number]> = [
  [100, 50],
  [1_000, 250],
  [10_000, 500],
];
const NAMESPACES = 50;

/** Large generated clusters, always the same: one question from a cold start, loading, and the full matrix. */
export function connectivity(): Row[] {
  return [true, false].flatMap((isDense) => {
    const density = isDense ? 'dense' : 'sparse';
    const rows = SIZES.map(([pods, policies]) => {
      const objects = cluster(pods, policies, isDense);
      return ofSize(`connectivity, ${pods} pods, ${policies} policies, ${density}`, objects, pods > 1_000 ? 1 : 3);
    });
    const points = rows.map((each, index) => [SIZES[index]?.[0] ?? 1, each[0]?.cpu ?? 0] as const);
    process.stderr.write(`connectivity, ${density}: log-log slope of loading ${logLogSlope(points).toFixed(2)}\n`);
    return rows.flat();
  });
}

function ofSize(section: string, objects: readonly JsonObject[], runs: number): Row[] {
  const loaded = Connectivity.of(objects);
  return compare(
    section,
    [
      { name: 'loading', run: () => inProcess(() => void Connectivity.of(objects)) },
      { name: 'one pair with warnings, loading included', run: () => inProcess(() => onePair(objects)) },
      { name: 'full matrix, loaded', run: () => inProcess(() => void countOf(loaded.connections())) },
    ],
    runs,
  );
}

/** What the command does for one pair. */
function onePair(objects: readonly JsonObject[]): void {
  const once = Connectivity.of(objects);
  const [from, to] = once.workloads;
  if (from === undefined || to === undefined) throw new Error('there are no workloads');
  once.explain(from, to, 8000);
  void once.warnings;
}

function countOf(items: Iterable<unknown>): number {
  let count = 0;
  for (const _ of items) count++;
  return count;
}

function cluster(pods: number, policies: number, isDense: boolean): JsonObject[] {
  const below = sequence(1);
  return [
    ...Array.from({ length: NAMESPACES }, (_, number) => namespace(number)),
    ...Array.from({ length: pods }, (_, number) => pod(number, below)),
    ...Array.from({ length: policies }, (_, number) => policy(number, below, isDense)),
  ];
}

/** A sequence that looks random and is always the same. */
function sequence(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function namespace(number: number): JsonObject {
  const name = `ns-${number}`;
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: { team: `team-${number % 7}` } } };
}

/** Every pod has a label of its own, so that no two of them are alike. */
function pod(number: number, below: (limit: number) => number): JsonObject {
  const labels = { app: `app-${below(100)}`, tier: `tier-${below(4)}`, id: `${number}` };
  const ports = [{ name: 'http', containerPort: 8000 + below(4) }];
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: `pod-${number}`, namespace: `ns-${number % NAMESPACES}`, labels },
    spec: { containers: [{ name: 'main', ports }] },
  };
}

/** A dense policy selects by labels that many pods have, a sparse one by those of one pod. */
function policy(number: number, below: (limit: number) => number, isDense: boolean): JsonObject {
  const one = (): JsonObject => ({ matchLabels: { id: `${below(100)}` } });
  const many = (): JsonObject => ({ matchLabels: { tier: `tier-${below(4)}` } });
  const peers = (): JsonObject[] => [
    {
      namespaceSelector: { matchLabels: { team: `team-${below(7)}` } },
      podSelector: isDense ? many() : one(),
    },
    {
      podSelector: {
        matchExpressions: [{ key: 'app', operator: 'In', values: [`app-${below(100)}`, `app-${below(100)}`] }],
      },
    },
    { ipBlock: { cidr: `10.${below(256)}.0.0/16`, except: [] } },
  ];
  const ports = (): JsonObject[] => [
    { port: 'http' },
    { port: 1 + below(1000), endPort: 2000 },
    { protocol: 'UDP', port: 53 },
  ];
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: `policy-${number}`, namespace: `ns-${number % NAMESPACES}` },
    spec: {
      podSelector: number % 5 === 0 ? {} : isDense ? many() : one(),
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ from: peers(), ports: ports() }],
      egress: [{ to: peers(), ports: ports() }, { ports: [{ protocol: 'UDP', port: 53 }] }],
    },
  };
}
