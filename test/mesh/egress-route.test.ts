import { App, Chart } from 'cdk8s';
import { EgressRoute } from '../../lib/mesh/egress-route';
import { EgressTls } from '../../lib/values/egress-tls';
import { istio } from '../../lib/components/istio';
import { names, problems, rendered, shop } from './traffic';

const host = 'api.example.com';
const egress = 'istio-egressgateway.istio-system.svc.cluster.local';

/** All that the constructs below a route say at synthesis. */
const allProblems = (route: EgressRoute): string[] => route.node.findAll().flatMap((node) => problems(node));

test('TLS of the application is passed from the sidecar through the egress gateway to the host', () => {
  const route = new EgressRoute(shop().unit, 'payments', { host, port: 8443 });
  expect(rendered(route.serviceEntry).spec).toMatchObject({
    hosts: [host],
    ports: [{ number: 8443, protocol: 'TLS' }],
    exportTo: ['.', 'istio-system'],
  });
  expect(rendered(route.gateway).spec).toMatchObject({
    selector: { istio: 'egressgateway' },
    servers: [{ port: { number: 443, protocol: 'TLS' }, hosts: [host], tls: { mode: 'PASSTHROUGH' } }],
  });
  expect(rendered(route.gatewayRule).spec).toEqual({
    host: egress,
    subsets: [{ name: 'payments', trafficPolicy: { tls: { mode: 'DISABLE' } } }],
    exportTo: ['.'],
  });
  expect(rendered(route.virtualService).spec).toEqual({
    hosts: [host],
    gateways: ['mesh', 'payments-egress'],
    tls: [
      {
        match: [{ gateways: ['mesh'], port: 8443, sniHosts: [host] }],
        route: [{ destination: { host: egress, port: { number: 443 }, subset: 'payments' } }],
      },
      {
        match: [{ gateways: ['payments-egress'], port: 443, sniHosts: [host] }],
        route: [{ destination: { host, port: { number: 8443 } } }],
      },
    ],
    exportTo: ['.', 'istio-system'],
  });
  expect(route.hostRule).toBeUndefined();
  expect(allProblems(route)).toEqual([]);
});

test('TLS of the gateway: mutual TLS to the gateway, and a rule that only the gateway sees', () => {
  const route = new EgressRoute(shop().unit, 'rates', { host, tls: EgressTls.originate() });
  expect(rendered(route.serviceEntry).spec.ports).toEqual([
    { number: 80, name: 'http-80', protocol: 'HTTP', targetPort: 443 },
  ]);
  expect(rendered(route.gateway).spec.servers).toMatchObject([
    { port: { number: 443, protocol: 'HTTPS' }, tls: { mode: 'ISTIO_MUTUAL' } },
  ]);
  expect(rendered(route.gatewayRule).spec.subsets).toEqual([
    { name: 'rates', trafficPolicy: { tls: { mode: 'ISTIO_MUTUAL', sni: host } } },
  ]);
  expect(rendered(route.virtualService).spec.http).toEqual([
    {
      match: [{ port: 80, gateways: ['mesh'] }],
      route: [{ destination: { host: egress, port: { number: 443 }, subset: 'rates' } }],
    },
    { match: [{ port: 443, gateways: ['rates-egress'] }], route: [{ destination: { host, port: { number: 80 } } }] },
  ]);
  expect(route.hostRule && rendered(route.hostRule).spec).toEqual({
    host,
    trafficPolicy: {
      portLevelSettings: [
        { port: { number: 80 }, tls: { mode: 'SIMPLE', caCertificates: 'system', sni: host, subjectAltNames: [host] } },
      ],
    },
    exportTo: ['istio-system'],
  });
  expect(allProblems(route)).toEqual([]);
  expect(route.virtualService.warnings).toEqual([]);
});

test('both forms enter the gateway at a port that the policy of upstream opens', () => {
  const { services, workloads } = istio;
  const ports = services['istio-egressgateway'].ports;
  const target = ports.find(({ port }) => port === 443)?.name ?? '';
  const refused = workloads['istio-egressgateway'].serves
    .filter((serve) => 'refusedUpstream' in serve)
    .flatMap((serve) => serve.ports as readonly string[]);
  expect(refused).toEqual(['http2']);
  for (const tls of [EgressTls.passthrough(), EgressTls.originate()]) {
    const { gateway } = new EgressRoute(shop().unit, 'a', { host, tls });
    expect(gateway.servers.map(({ port }) => port)).toEqual([443]);
  }
  expect(refused).not.toContain(target);
});

test.each([
  [EgressTls.originate({ caSecret: 'ca' }), { mode: 'SIMPLE', credentialName: 'ca' }, ['ca.crt']],
  [
    EgressTls.originate({ clientSecret: 'us' }),
    { mode: 'MUTUAL', credentialName: 'us' },
    ['tls.crt', 'tls.key', 'ca.crt'],
  ],
])('certificates are Secrets beside the gateway, and required: %#', (tls, settings, keys) => {
  const { prod, unit } = shop();
  const route = new EgressRoute(unit, 'rates', { host, tls });
  expect(route.hostRule && rendered(route.hostRule).spec.trafficPolicy.portLevelSettings[0].tls).toMatchObject(
    settings,
  );
  expect(prod.requiredSecrets).toEqual([
    expect.objectContaining({ namespace: 'istio-system', name: settings.credentialName, keys }),
  ]);
});

test('a route for every namespace is in istio-system', () => {
  const { unit } = shop();
  const wide = new EgressRoute(unit, 'wide', { host, exportTo: ['*'] });
  expect(problems(wide)).toEqual([
    expect.stringContaining(
      'whose proxies do not read the rule of the egress gateway from this one; got "*"; set namespace: \'istio-system\'',
    ),
  ]);
  const right = new EgressRoute(unit, 'right', {
    host: 'b.example.com',
    namespace: 'istio-system',
    exportTo: ['*'],
    tls: EgressTls.originate(),
  });
  expect(allProblems(right)).toEqual([]);
  expect(
    [right.serviceEntry, right.virtualService, right.gatewayRule].map((object) => rendered(object).spec.exportTo),
  ).toEqual([['*'], ['*'], ['*']]);
  expect(right.hostRule && rendered(right.hostRule).spec.exportTo).toEqual(['.']);
});

test('one host has one route in a cluster', () => {
  const { prod, unit } = shop();
  const first = new EgressRoute(unit, 'a', { host });
  new EgressRoute(prod.unit('apps/other', { wave: 40, namespace: 'other' }), 'a', { host });
  expect(allProblems(first)).toEqual([
    expect.stringContaining('apps--other/a/gateway has the same host and port; got "api.example.com:443"'),
  ]);
});

test.each([
  [{ host: '*.example.com' }, '[test/apps--shop/a] host is not a host name; got "*.example.com"'],
  [{ host, port: 0 }, '[test/apps--shop/a] port is not a port; got 0'],
])('a bad prop is refused at once: %j', (props, message) => {
  expect(() => new EgressRoute(shop().unit, 'a', props)).toThrow(message);
});

test('Secrets exclude each other and must have names', () => {
  expect(() => EgressTls.originate({ caSecret: 'a', clientSecret: 'b' })).toThrow(
    '[EgressTls.originate] caSecret and clientSecret exclude each other',
  );
  expect(() => EgressTls.originate({ caSecret: 'A' })).toThrow('the name of a Secret is not valid; got "A"');
});

test('it works in a plain Chart', () => {
  const chart = new Chart(new App(), 'chart', { namespace: 'shop' });
  new EgressRoute(chart, 'payments', { host, tls: EgressTls.originate() });
  expect(names(chart)).toEqual([
    'DestinationRule/payments',
    'DestinationRule/payments-egress',
    'Gateway/payments-egress',
    'ServiceEntry/payments',
    'VirtualService/payments-egress',
  ]);
});
