import { compared, expectRisk, fields, metadata, object, specs, type RiskRow } from './compared';

const INGRESS = 'networking.k8s.io/v1 Ingress';
const VIRTUAL = 'networking.istio.io/v1beta1 VirtualService';
const RULE = 'networking.istio.io/v1beta1 DestinationRule';
const HTTP = 'gateway.networking.k8s.io/v1 HTTPRoute';
const ROUTE = 'route.openshift.io/v1 Route';
const SERVICE = 'v1 Service';

const backend = (name: string, path = '/'): object => ({
  path,
  pathType: 'Prefix',
  backend: { service: { name, port: { number: 80 } } },
});
const ingress = (...hosts: Array<[host: string, service: string]>): object => ({
  rules: hosts.map(([host, service]) => ({ host, http: { paths: [backend(service)] } })),
});
const to = (host: string, weight?: number): object => ({
  destination: { host },
  ...(weight !== undefined && { weight }),
});
const http = (...route: object[]): object => ({ hosts: ['a.io'], http: [{ route }] });
const refs = (...backendRefs: object[]): object => ({ rules: [{ backendRefs }] });

const RISKY: readonly RiskRow[] = [
  [
    'the Service of an Ingress',
    specs(INGRESS, ingress(['a.io', 'a']), ingress(['a.io', 'b'])),
    'selector',
    'elsewhere',
  ],
  [
    'the default Service of an Ingress',
    specs(INGRESS, { defaultBackend: { service: { name: 'a' } } }, { defaultBackend: { service: { name: 'b' } } }),
    'selector',
    'elsewhere',
  ],
  [
    'a host that an Ingress loses',
    specs(INGRESS, ingress(['a.io', 'a'], ['b.io', 'b']), ingress(['a.io', 'a'])),
    'removal',
    'no longer reach',
  ],
  ['a destination', specs(VIRTUAL, http(to('a')), http(to('b'))), 'selector', 'elsewhere'],
  ['a destination beside one', specs(VIRTUAL, http(to('a', 100)), http(to('a', 90), to('b', 10))), 'selector'],
  ['weights', specs(VIRTUAL, http(to('a', 90), to('b', 10)), http(to('a', 50), to('b', 50))), 'image', 'share'],
  [
    'a mirror',
    specs(VIRTUAL, http(to('a')), { hosts: ['a.io'], http: [{ route: [to('a')], mirror: { host: 'b' } }] }),
    'exposure',
    'copies',
  ],
  [
    'a fault',
    specs(VIRTUAL, http(to('a')), {
      hosts: ['a.io'],
      http: [{ route: [to('a')], fault: { abort: { httpStatus: 500 } } }],
    }),
    'removal',
    'on purpose',
  ],
  [
    'a timeout of a route',
    specs(VIRTUAL, http(to('a')), { hosts: ['a.io'], http: [{ route: [to('a')], timeout: '5s' }] }),
    'change',
  ],
  [
    'TLS to a host',
    specs(
      RULE,
      { host: 'a', trafficPolicy: { tls: { mode: 'ISTIO_MUTUAL' } } },
      { host: 'a', trafficPolicy: { tls: { mode: 'DISABLE' } } },
    ),
    'access',
    'encrypted',
  ],
  [
    'no TLS to a host',
    specs(RULE, { host: 'a', trafficPolicy: { tls: { mode: 'SIMPLE' } } }, { host: 'a' }),
    'access',
    'encrypted',
  ],
  ['the host of a rule', specs(RULE, { host: 'a' }, { host: 'b' }), 'selector'],
  [
    'a backend of a route',
    specs(HTTP, refs({ name: 'a', port: 80 }), refs({ name: 'b', port: 80 })),
    'selector',
    'elsewhere',
  ],
  [
    'weights of a route',
    specs(
      HTTP,
      refs({ name: 'a', weight: 9 }, { name: 'b', weight: 1 }),
      refs({ name: 'a', weight: 1 }, { name: 'b', weight: 9 }),
    ),
    'image',
    'share',
  ],
  [
    'a mirror of a route',
    specs(
      HTTP,
      { rules: [{ filters: [] }] },
      { rules: [{ filters: [{ type: 'RequestMirror', requestMirror: { backendRef: { name: 'b' } } }] }] },
    ),
    'selector',
  ],
  ['a timeout', specs(HTTP, { rules: [{}] }, { rules: [{ timeouts: { request: '5s' } }] }), 'change'],
  ['a rule that goes', specs(HTTP, { rules: [{ name: 'a' }, { name: 'b' }] }, { rules: [{ name: 'a' }] }), 'removal'],
  ['the Service of a Route', specs(ROUTE, { to: { name: 'a' } }, { to: { name: 'b' } }), 'selector', 'elsewhere'],
  ['the host of a Route', specs(ROUTE, { host: 'a.io' }, { host: 'b.io' }), 'exposure'],
  ['TLS of a Route', specs(ROUTE, { tls: { termination: 'edge' } }, {}), 'exposure', 'encrypted'],
  [
    'a Service of Traefik',
    specs(
      'traefik.io/v1alpha1 IngressRoute',
      { routes: [{ match: 'Host(`a.io`)', services: [{ name: 'a', port: 80 }] }] },
      { routes: [{ match: 'Host(`a.io`)', services: [{ name: 'b', port: 80 }] }] },
    ),
    'selector',
  ],
  ['no load balancer', specs(SERVICE, { type: 'LoadBalancer' }, {}), 'removal', 'outside'],
  [
    'a port of nodes',
    specs(
      SERVICE,
      { type: 'NodePort', ports: [{ port: 80, nodePort: 30000 }] },
      { type: 'NodePort', ports: [{ port: 80, nodePort: 30001 }] },
    ),
    'removal',
    'nodes',
  ],
  ['pods that are not ready', specs(SERVICE, {}, { publishNotReadyAddresses: true }), 'removal', 'not ready'],
  [
    'a load balancer of the internet',
    metadata(
      SERVICE,
      { annotations: { 'service.beta.kubernetes.io/aws-load-balancer-scheme': 'internal' } },
      { annotations: { 'service.beta.kubernetes.io/aws-load-balancer-scheme': 'internet-facing' } },
    ),
    'exposure',
    'balancer',
  ],
  [
    'addresses of a Service',
    fields(
      'v1 Endpoints',
      { subsets: [{ addresses: [{ ip: '192.0.2.1' }] }] },
      { subsets: [{ addresses: [{ ip: '192.0.2.2' }] }] },
    ),
    'selector',
    'elsewhere',
  ],
];

test.each(RISKY.map((row) => [row[0], row] as const))('%s', (_, row) => expectRisk(row));

test.each([
  [object(ROUTE, 'web', { spec: { to: { name: 'a' } } })],
  [object(VIRTUAL, 'web', { spec: { ...http(to('a')), gateways: ['shop/out'] } })],
])('a new route takes traffic from outside', (added) => {
  expect(compared([], [added])[0]?.risk).toBe('exposure');
});

test('a new route of the mesh alone takes none', () => {
  expect(compared([], [object(VIRTUAL, 'web', { spec: http(to('a')) })])[0]?.risk).toBe('addition');
});
