import { Connectivity, describeDifference, diffConnectivity } from '../../lib/connectivity';
import type { JsonObject, JsonValue } from '../../lib/values/json';
import { app, deployment, policy } from './manifests';

const WORKLOADS = [deployment('x/a'), deployment('x/b'), deployment('x/c')];
const DENY = policy('x/deny', { policyTypes: ['Ingress', 'Egress'] });

/** Egress of all is open; ingress of a is as these rules say. */
function cluster(...ingress: JsonValue[]): JsonObject[] {
  return [
    ...WORKLOADS,
    DENY,
    policy('x/out', { policyTypes: ['Egress'], egress: [{ to: [{ podSelector: {} }] }] }),
    policy('x/a', { podSelector: app('a'), ingress }),
  ];
}

function diff(before: readonly JsonObject[], after: readonly JsonObject[]): string[] {
  return diffConnectivity(Connectivity.of(before), Connectivity.of(after)).map(describeDifference);
}

const fromB = (...ports: JsonValue[]): JsonObject => ({ from: [{ podSelector: app('b') }], ports });
const fromC = (...ports: JsonValue[]): JsonObject => ({ from: [{ podSelector: app('c') }], ports });
const fromBlock = (cidr: string): JsonObject => ({ from: [{ ipBlock: { cidr } }], ports: [{ port: 443 }] });

test('equal evaluations do not differ, however they are written', () => {
  const one = cluster(fromB({ port: 80, endPort: 81 }));
  const other = cluster(fromB({ port: 81 }), fromB({ port: 80 }), { from: [{ podSelector: app('nobody') }] });
  expect(diff(one, one)).toEqual([]);
  expect(diff(one, [...other].reverse())).toEqual([]);
});

test('what became reachable from outside comes first, then added, widened, narrowed, removed', () => {
  const before = [
    ...cluster(fromB({ port: 80 }), fromC({ port: 80 })),
    policy('x/b', { podSelector: app('b'), ingress: [fromC({ port: 1, endPort: 9 })] }),
    policy('x/c', { podSelector: app('c'), ingress: [fromB({ port: 7 })] }),
  ];
  const after = [
    ...cluster(fromB({ port: 80 }, { port: 81 }), fromBlock('10.0.0.0/8')),
    policy('x/b', { podSelector: app('b'), ingress: [fromC({ port: 1 })] }),
    policy('x/c', { podSelector: app('c'), ingress: [fromB({ port: 7 }), { from: [{ podSelector: app('a') }] }] }),
  ];
  expect(diff(before, after)).toEqual([
    'added: 10.0.0.0-10.255.255.255 => x/a[Deployment]: none -> TCP 443',
    'added: x/a[Deployment] => x/c[Deployment]: none -> all',
    'widened: x/b[Deployment] => x/a[Deployment]: TCP 80 -> TCP 80-81',
    'narrowed: x/c[Deployment] => x/b[Deployment]: TCP 1-9 -> TCP 1',
    'removed: x/c[Deployment] => x/a[Deployment]: TCP 80 -> none',
  ]);
});

test('ports gained and lost at once are a gain', () => {
  const [only, ...others] = diffConnectivity(
    Connectivity.of(cluster(fromB({ port: 80 }))),
    Connectivity.of(cluster(fromB({ port: 81 }))),
  );
  expect(others).toEqual([]);
  expect(only).toMatchObject({ kind: 'widened', fromOutside: false });
  expect([only?.gained.toString(), only?.lost.toString()]).toEqual(['TCP 81', 'TCP 80']);
});

test('addresses are split where they changed, and joined where they changed alike', () => {
  expect(diff(cluster(fromBlock('10.0.0.0/9')), cluster(fromBlock('10.0.0.0/8')))).toEqual([
    'added: 10.128.0.0-10.255.255.255 => x/a[Deployment]: none -> TCP 443',
  ]);
  expect(diff(cluster(fromBlock('10.0.0.0/9'), fromBlock('10.128.0.0/10')), cluster())).toEqual([
    'removed: 10.0.0.0-10.191.255.255 => x/a[Deployment]: TCP 443 -> none',
  ]);
});

test('a new workload brings its traffic', () => {
  const open = [deployment('x/a')];
  expect(diff(open, [...open, deployment('x/b')])).toEqual([
    'added: 0.0.0.0-255.255.255.255 => x/b[Deployment]: none -> all',
    'added: x/a[Deployment] => x/b[Deployment]: none -> all',
    'added: x/b[Deployment] => 0.0.0.0-255.255.255.255: none -> all',
    'added: x/b[Deployment] => x/a[Deployment]: none -> all',
  ]);
});

test('a new Ingress is traffic from outside', () => {
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 's', namespace: 'x' },
    spec: { selector: { app: 'a' }, ports: [{ port: 80 }] },
  };
  const ingress = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'i', namespace: 'x' },
    spec: { defaultBackend: { service: { name: 's', port: { number: 80 } } } },
  };
  const before = [deployment('x/a'), service];
  expect(diff(before, [...before, ingress])).toEqual([
    'added: {ingress-controller} => x/a[Deployment]: none -> TCP 80',
  ]);
  expect(diff([...before, ingress], before)).toEqual([
    'removed: {ingress-controller} => x/a[Deployment]: TCP 80 -> none',
  ]);
});
