import { translateOam, type OamTranslation } from '../../../lib/application';
import type { JsonObject } from '../../../lib/values/json';
import { application, component, CONSOLE, helidon, named, namespace, trait } from './objects';

/** One application, as release 1.7.2 translates it and with its mistakes corrected. */
function both(components: readonly JsonObject[], entries: readonly JsonObject[], context: readonly JsonObject[] = []) {
  const objects = [...components, application(entries)];
  const input = { objects, context: [namespace(), CONSOLE, ...context] };
  return { upstream: translateOam(input), corrected: translateOam({ ...input, corrected: true }) };
}

const HOST = 'orders.shop.prod.example.org';
const policy = { rules: [{ from: { requestPrincipals: ['a'] } }] };
const kinds = (result: OamTranslation, kind: string): string[] =>
  result.objects
    .filter((each) => each.kind === kind)
    .map(({ metadata }) => (metadata as { name: string }).name)
    .sort();
const front = component('front', helidon('front'));
const entry = (...traits: JsonObject[]): JsonObject => ({ componentName: 'front', traits });

test('a trait without rules serves the generated host', () => {
  const { upstream, corrected } = both([front], [entry(trait('IngressTrait', {}, 'in'))]);
  expect(named(upstream, 'Certificate', 'shop-in-cert').spec).not.toHaveProperty('dnsNames');
  expect(named(corrected, 'Certificate', 'shop-in-cert').spec).toMatchObject({ dnsNames: [HOST] });
  expect(named(corrected, 'Gateway', 'shop-orders-gw').spec).toMatchObject({ servers: [{ hosts: [HOST] }] });
  expect(upstream.findings.map(({ what }) => what).join()).toContain('has no rules');
  expect(corrected.findings).toEqual([]);
});

test('one host has one server and one certificate', () => {
  const rules = (path: string): JsonObject => ({ rules: [{ paths: [{ path }] }] });
  const entries = [entry(trait('IngressTrait', rules('/a'), 'one'), trait('IngressTrait', rules('/b'), 'two'))];
  const { upstream, corrected } = both([front], entries);
  expect(kinds(upstream, 'Certificate')).toEqual(['shop-one-cert', 'shop-two-cert']);
  expect(kinds(corrected, 'Certificate')).toEqual(['shop-one-cert']);
  expect(named(corrected, 'Gateway', 'shop-orders-gw').spec).toMatchObject({ servers: [{ name: 'one' }] });
  expect(kinds(corrected, 'VirtualService')).toEqual(kinds(upstream, 'VirtualService'));
});

test('paths whose policies share a name share a policy', () => {
  const paths = ['/a/b', '/ab', '/x.*'].map((path) => ({ path, authorizationPolicy: policy }));
  const { upstream, corrected } = both([front], [entry(trait('IngressTrait', { rules: [{ paths }] }, 'in'))]);
  expect(kinds(upstream, 'AuthorizationPolicy')).toContain('in-rule-0-authz-x.*');
  expect(kinds(corrected, 'AuthorizationPolicy')).toEqual(['in-rule-0-authz-ab', 'in-rule-0-authz-x']);
  const { spec } = named(corrected, 'AuthorizationPolicy', 'in-rule-0-authz-ab') as { spec: { rules: JsonObject[] } };
  expect(spec.rules.map(({ to }) => to)).toEqual([
    [{ operation: { hosts: [HOST], paths: ['/a/b'] } }],
    [{ operation: { hosts: [HOST], paths: ['/ab'] } }],
  ]);
});

test('a destination that is named needs no Service, and a Deployment has those that select its pods', () => {
  const labels = { app: 'db' };
  const containers = [{ name: 'db', image: 'i', ports: [{ containerPort: 3306 }] }];
  const deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    spec: { template: { metadata: { labels }, spec: { containers } } },
  };
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'db', namespace: 'shop' },
    spec: { selector: labels, ports: [{ port: 80 }] },
  };
  const ingress = (destination: JsonObject): JsonObject => trait('IngressTrait', { rules: [{ destination }] }, 'in');
  const stated = both(
    [component('db', deployment)],
    [{ componentName: 'db', traits: [ingress({ host: 'other', port: 1 })] }],
  );
  expect(kinds(stated.upstream, 'VirtualService')).toEqual([]);
  expect(kinds(stated.corrected, 'VirtualService')).toEqual(['in-rule-0-vs']);
  const found = both([component('db', deployment)], [{ componentName: 'db', traits: [ingress({})] }], [service]);
  expect(kinds(found.upstream, 'VirtualService')).toEqual([]);
  expect(named(found.corrected, 'VirtualService', 'in-rule-0-vs').spec).toMatchObject({
    http: [{ route: [{ destination: { host: 'db', port: { number: 80 } } }] }],
  });
  // Nothing listens on the port that release 1.7.2 scrapes by default.
  expect(kinds(found.upstream, 'ServiceMonitor')).toHaveLength(1);
  expect(kinds(found.corrected, 'ServiceMonitor')).toEqual([]);
});

test('two cookies of one host are one rule, and an error when they differ', () => {
  const rule = (path: string, ttl: number): JsonObject => ({
    paths: [{ path }],
    destination: { host: 'front', httpCookie: { name: 'c', path: '/', ttl } },
  });
  const of = (...ttls: number[]) =>
    both([front], [entry(trait('IngressTrait', { rules: ttls.map((ttl, index) => rule(`/${index}`, ttl)) }, 'in'))]);
  const same = of(60, 60);
  expect(kinds(same.upstream, 'DestinationRule')).toEqual(['in-rule-0-dr', 'in-rule-1-dr']);
  expect(kinds(same.corrected, 'DestinationRule')).toEqual(['in-rule-0-dr']);
  expect(of(60, 30).corrected.findings.map(({ severity }) => severity)).toEqual(['error']);
});

test('components whose ServiceMonitors share a name share a monitor', () => {
  const long = (text: string): string => `${text}-${'x'.repeat(50)}`;
  const names = [long('a'), long('b')];
  const components = names.map((name, index) => component(name, helidon(`d${index}`)));
  const { upstream, corrected } = both(
    components,
    names.map((componentName) => ({ componentName })),
  );
  const endpoints = (result: OamTranslation): unknown[] =>
    (named(result, 'ServiceMonitor', 'orders-shop') as { spec: { endpoints: unknown[] } }).spec.endpoints;
  expect(endpoints(upstream)).toHaveLength(1);
  expect(endpoints(corrected)).toHaveLength(2);
});

test('Services and files of workloads are as one would write them', () => {
  const containerized = {
    apiVersion: 'core.oam.dev/v1alpha2',
    kind: 'ContainerizedWorkload',
    spec: { containers: [{ name: 'c', image: 'i', ports: [{ name: 'http', containerPort: 8080 }] }] },
  };
  const http = helidon('front') as {
    spec: { deploymentTemplate: { podSpec: { containers: Array<{ ports: JsonObject[] }> } } };
  };
  for (const { ports } of http.spec.deploymentTemplate.podSpec.containers)
    ports.splice(0, 1, { name: 'http-api', containerPort: 8080 });
  const { corrected } = both(
    [component('box', containerized), component('front', http)],
    [
      { componentName: 'box', traits: [trait('LoggingTrait', { loggingImage: 'i' }, 'log')] },
      { componentName: 'front' },
    ],
  );
  expect(named(corrected, 'Service', 'box').spec).toMatchObject({ type: 'ClusterIP' });
  expect(named(corrected, 'Service', 'front').spec).toMatchObject({
    ports: [{ name: 'main-8080', appProtocol: 'http' }],
  });
  expect(JSON.stringify(named(corrected, 'Deployment', 'box'))).toContain('"defaultMode":420');
});

test('Coherence and WebLogic keep what the user gives', () => {
  const mounts = [{ name: 'data', mountPath: '/data' }];
  const coherence = {
    apiVersion: 'oam.verrazzano.io/v1alpha1',
    kind: 'VerrazzanoCoherenceWorkload',
    spec: { template: { metadata: { name: 'cache' }, spec: { sideCars: [{ name: 'mine', volumeMounts: mounts }] } } },
  };
  const weblogic = {
    apiVersion: 'oam.verrazzano.io/v1alpha1',
    kind: 'VerrazzanoWebLogicWorkload',
    spec: {
      template: { metadata: { name: 'wls' }, spec: { domainUID: 'wls', serverService: { labels: { a: 'b' } } } },
    },
  };
  const { upstream, corrected } = both(
    [component('cache', coherence), component('wls', weblogic)],
    [{ componentName: 'cache' }, { componentName: 'wls' }],
  );
  expect(named(upstream, 'Coherence', 'cache').spec).toMatchObject({ sideCars: [{ name: 'mine' }, {}] });
  const { spec } = named(corrected, 'Coherence', 'cache') as { spec: { sideCars: JsonObject[] } };
  expect(spec.sideCars.map(({ name, volumeMounts }) => [name, volumeMounts])).toEqual([
    ['mine', mounts],
    ['fluentd-stdout-sidecar', undefined],
  ]);
  expect(named(corrected, 'Domain', 'wls').spec).toMatchObject({ serverService: { labels: { a: 'b' } } });
  expect(corrected.findings).toEqual([]);
});

test('a load balancer without address is an error', () => {
  const annotations = {
    'external-dns.alpha.kubernetes.io/target': 'verrazzano-ingress.default.1.2.3.4.nip.io',
    'verrazzano.io/dns.wildcard.domain': 'nip.io',
  };
  const console = { ...CONSOLE, metadata: { name: 'verrazzano-ingress', namespace: 'verrazzano-system', annotations } };
  const gateway = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'istio-ingressgateway', namespace: 'istio-system' },
    spec: { type: 'LoadBalancer' },
    status: { loadBalancer: { ingress: [{ hostname: 'lb.example.com' }] } },
  };
  const { upstream, corrected } = both([front], [entry(trait('IngressTrait', {}, 'in'))], [console, gateway]);
  const severities = (result: OamTranslation): string[] => result.findings.map(({ severity }) => severity);
  // As in the release, the server has no hosts, so that istiod refuses the Gateway.
  expect([severities(upstream), severities(corrected)]).toEqual([['warning', 'warning'], ['error']]);
  expect(upstream.findings[1]?.what).toContain('istiod: spec.servers[0].hosts is required');
});

test('objects and findings are told apart by application', () => {
  const second = { ...application([{ componentName: 'back' }]), metadata: { name: 'stock', namespace: 'shop' } };
  const objects = [front, component('back', helidon('back')), application([entry()]), second];
  const { byApplication, objects: all } = translateOam({ objects, context: [namespace()] });
  const named = ([, { objects: own }]: [string, { objects: readonly JsonObject[] }]): string[] =>
    own.map(({ kind }) => kind as string).sort();
  const parts = [...byApplication].filter(([key]) => key !== '');
  expect(parts.map(([key]) => key)).toEqual(['shop/orders', 'shop/stock']);
  expect(parts.map(named)).toEqual([
    ['Deployment', 'Service', 'ServiceMonitor'],
    ['Deployment', 'Service', 'ServiceMonitor'],
  ]);
  expect([...byApplication.values()].flatMap((part) => part.objects)).toHaveLength(all.length);
});
