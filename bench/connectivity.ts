/**
 * Prints how long it takes to evaluate NetworkPolicies of a large generated cluster, always the same one.
 *
 * `node -r ts-node/register bench/connectivity.ts`
 */
import { Connectivity } from '../lib/connectivity';
import type { JsonObject } from '../lib/values/json';

const CLUSTERS = [
  { pods: 100, policies: 50 },
  { pods: 1_000, policies: 250 },
  { pods: 2_000, policies: 500 },
  { pods: 10_000, policies: 500 },
];
const NAMESPACES = 50;
const QUERIES = 1_000;

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

function policy(number: number, below: (limit: number) => number): JsonObject {
  const peers = (): JsonObject[] => [
    {
      namespaceSelector: { matchLabels: { team: `team-${below(7)}` } },
      podSelector: { matchLabels: { tier: `tier-${below(4)}` } },
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
      podSelector: number % 5 === 0 ? {} : { matchLabels: { tier: `tier-${below(4)}` } },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ from: peers(), ports: ports() }],
      egress: [{ to: peers(), ports: ports() }, { ports: [{ protocol: 'UDP', port: 53 }] }],
    },
  };
}

function milliseconds<T>(work: () => T): [result: T, milliseconds: number] {
  const start = process.hrtime.bigint();
  const result = work();
  return [result, Number(process.hrtime.bigint() - start) / 1e6];
}

for (const { pods, policies } of CLUSTERS) {
  const below = sequence(1);
  const objects = [
    ...Array.from({ length: NAMESPACES }, (_, number) => namespace(number)),
    ...Array.from({ length: pods }, (_, number) => pod(number, below)),
    ...Array.from({ length: policies }, (_, number) => policy(number, below)),
  ];
  // What the command does for one pair, before anything is warm: evaluate, answer, and find what is doubtful.
  const [, onePair] = milliseconds(() => {
    const once = Connectivity.of(objects);
    const [from, to] = once.workloads;
    if (from === undefined || to === undefined) throw new Error('no workload');
    return [once.explain(from, to, 8000), once.warnings];
  });
  const [connectivity, loading] = milliseconds(() => Connectivity.of(objects));
  const { workloads } = connectivity;
  let slowest = 0;
  for (let query = 0; query < QUERIES; query++) {
    const [from, to] = [workloads[below(pods)], workloads[below(pods)]];
    if (from === undefined || to === undefined) throw new Error('no workload');
    slowest = Math.max(slowest, milliseconds(() => connectivity.explain(from, to, 8000))[1]);
  }
  const [count, matrix] = milliseconds(() => {
    let connections = 0;
    for (const _ of connectivity.connections()) connections++;
    return connections;
  });
  const memory = process.memoryUsage().heapUsed / 2 ** 20;
  console.log(`${pods} pods, ${policies} policies`);
  console.log(`  one pair, warnings ${onePair.toFixed(0)} ms`);
  console.log(`  loading            ${loading.toFixed(0)} ms`);
  console.log(`  slowest explain    ${slowest.toFixed(1)} ms (of ${QUERIES})`);
  console.log(`  full matrix        ${matrix.toFixed(0)} ms (${count} connections)`);
  console.log(`  heap               ${memory.toFixed(0)} MiB`);
}
