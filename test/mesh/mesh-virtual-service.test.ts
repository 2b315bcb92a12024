import { App, Chart } from 'cdk8s';
import {
  AdminCluster,
  GatewayTls,
  GitOpsApp,
  MeshDestinationRule,
  MeshGateway,
  MeshTls,
  MeshVirtualService,
} from '../../lib';
import type { MeshRoute } from '../../lib/mesh/routing/mesh-route';
import { kubernetes, type PlainCluster } from '../support/profiles';
import { problems, rendered, shop } from './traffic';

const to = { host: 'carts' };
const uri = (prefix: string): MeshRoute => ({ matches: [{ uri: { prefix } }], to });

/** A unit with a gateway for `*.example.com`. */
function entrance(tls = GatewayTls.simple('tls')): {
  prod: PlainCluster;
  unit: ReturnType<typeof shop>['unit'];
  gateway: MeshGateway;
} {
  const { prod, unit } = shop();
  return { prod, unit, gateway: new MeshGateway(unit, 'gateway', { servers: [{ hosts: ['*.example.com'], tls }] }) };
}

test('inside the mesh it names no gateway, and everything a route may say is rendered', () => {
  const service = new MeshVirtualService(shop().unit, 'carts', {
    hosts: ['carts'],
    exportTo: ['.', 'other'],
    routes: [
      {
        name: 'all',
        matches: [
          {
            uri: { prefix: '/A' },
            ignoreUriCase: true,
            headers: { 'x-a': { exact: '1' } },
            withoutHeaders: { 'x-b': { regex: '.*' } },
            queryParams: { q: { exact: 'z' } },
            method: 'POST',
            port: 8080,
            sourceLabels: { app: 'a' },
            sourceNamespace: 'shop',
            gateways: ['mesh'],
          },
        ],
        to: [
          { host: 'carts', port: 8080, subset: 'a', weight: 60, headers: { response: { remove: ['server'] } } },
          { host: 'carts', weight: 40 },
        ],
        headers: { request: { set: { 'x-c': 'd' }, add: { 'x-e': 'f' } } },
        rewrite: { uri: '/', authority: 'b' },
        timeout: '1m30s',
        retries: { attempts: 2, perTryTimeout: '10ms', on: ['5xx', 'reset'] },
        fault: { delay: { fixed: '1s', percentage: 0.5 }, abort: { httpStatus: 503, percentage: 1 } },
        mirror: { host: 'shadow', port: 81, percentage: 5 },
      },
      { redirect: { uri: '/new', scheme: 'https', port: 443, code: 308 } },
    ],
  });
  expect(rendered(service).spec).toEqual({
    hosts: ['carts'],
    exportTo: ['.', 'other'],
    http: [
      {
        name: 'all',
        match: [
          {
            uri: { prefix: '/A' },
            ignoreUriCase: true,
            headers: { 'x-a': { exact: '1' } },
            withoutHeaders: { 'x-b': { regex: '.*' } },
            queryParams: { q: { exact: 'z' } },
            method: { exact: 'POST' },
            port: 8080,
            sourceLabels: { app: 'a' },
            sourceNamespace: 'shop',
            gateways: ['mesh'],
          },
        ],
        route: [
          {
            destination: { host: 'carts', port: { number: 8080 }, subset: 'a' },
            weight: 60,
            headers: { response: { remove: ['server'] } },
          },
          { destination: { host: 'carts' }, weight: 40 },
        ],
        headers: { request: { set: { 'x-c': 'd' }, add: { 'x-e': 'f' } } },
        rewrite: { uri: '/', authority: 'b' },
        timeout: '1m30s',
        retries: { attempts: 2, perTryTimeout: '10ms', retryOn: '5xx,reset' },
        fault: {
          delay: { fixedDelay: '1s', percentage: { value: 0.5 } },
          abort: { httpStatus: 503, percentage: { value: 1 } },
        },
        mirror: { host: 'shadow', port: { number: 81 } },
        mirrorPercentage: { value: 5 },
      },
      { redirect: { uri: '/new', scheme: 'https', port: 443, redirectCode: 308 } },
    ],
  });
  expect(problems(service)).toEqual([]);
});

test.each([
  [{ to: [] }, 'to is empty'],
  [{ to: [to, to] }, 'the weights do not add up; got "nothing + nothing"; allowed a sum of 100'],
  [
    {
      to: [
        { ...to, weight: 90 },
        { ...to, weight: 20 },
      ],
    },
    'the weights do not add up; got "90 + 20"',
  ],
  [{ to: { ...to, weight: 50 } }, 'the weights do not add up; got "50"'],
  [
    {
      to: [
        { ...to, weight: 120 },
        { ...to, weight: -20 },
      ],
    },
    'a weight is out of range; got 120',
  ],
  [{ to: { host: 'no host' } }, 'the host of a destination is not a host name; got "no host"'],
  [{ to: { ...to, port: 99999 } }, 'the port of a destination is not a port; got 99999'],
  [{ to: { ...to, subset: 'A' } }, 'the subset of a destination is not valid; got "A"'],
  [{ to, timeout: '5' }, 'timeout is not a duration; got "5"; allowed a Go duration'],
  [{ to, retries: { attempts: -1 } }, 'attempts is not a count; got -1'],
  [{ to, rewrite: {} }, 'the rewrite changes nothing'],
  [{ to, fault: { delay: { fixed: '1s', percentage: 101 } } }, 'the percentage of the delay is out of range; got 101'],
  [{ to, fault: { abort: { httpStatus: 100, percentage: 1 } } }, 'the status of the abort is out of range; got 100'],
  [{ to, mirror: { host: 'a', percentage: 0.00001 } }, 'the percentage of the mirror is out of range'],
  [{ redirect: { code: 301 } }, 'the redirect changes nothing'],
  [{ to, matches: [{ uri: { prefix: '' } }] }, 'a prefix to match is empty'],
  [{ to, matches: [{ uri: { regex: '' } }] }, 'a regular expression cannot be read; got ""'],
  [{ to, matches: [{ uri: { regex: '/a(?=b)' } }] }, 'a regular expression cannot be read; got "/a(?=b)"'],
  [{ to, matches: [{ headers: { a: { regex: 'é'.repeat(600) } } }] }, 'a regular expression cannot be read'],
  [{ to, retries: { attempts: 1, on: ['5xx', 'timeout'] } }, 'a condition of retries is not known; got "timeout"'],
  [{ to, retries: { attempts: 0, on: ['5xx'] } }, 'the retries have settings and no attempts'],
  [{ to, retries: { attempts: 0, perTryTimeout: '1s' } }, 'the retries have settings and no attempts'],
  [{ to, rewrite: { uri: '' } }, 'the rewrite changes nothing'],
  [{ to, fault: {} }, 'the fault does nothing; allowed delay, abort'],
  [{ redirect: { uri: '', authority: '' } }, 'the redirect changes nothing'],
  [{ to, headers: { request: { set: { ':path': '/' } } } }, 'a header cannot be changed; got ":path"'],
  [{ to, headers: { request: { remove: ['Host'] } } }, 'a header cannot be changed; got "Host"'],
  [{ to, headers: { response: { add: { '': 'a' } } } }, 'a header cannot be changed; got ""'],
  [{ to, headers: { response: { set: { a: '100%' } } } }, 'a value of a header cannot be read; got "100%"'],
  [{ to: { ...to, headers: { request: { add: { ':authority': 'a' } } } } }, 'a header cannot be changed'],
  [{ to: { ...to, headers: { response: { add: { a: '%A(' } } } } }, 'a value of a header cannot be read; got "%A("'],
  [
    { to, rewrite: { authority: 'a' }, headers: { request: { set: { host: 'b' } } } },
    'the host of the request is changed twice; got "a, b"',
  ],
  [{ to, matches: [{ headers: { 'X-A': { exact: 'a' } } }] }, 'a header to match is not in lower case'],
  [{ to, matches: [{ headers: { 'a b': { exact: 'a' } } }] }, 'a key of headers is not the name of a header'],
  [{ to, matches: [{ ignoreUriCase: true }] }, 'ignoreUriCase has no effect'],
  [{ to, matches: [{ sourceNamespace: 'A' }] }, 'sourceNamespace is not valid'],
  [
    { to, matches: [{ gateways: ['shop/other'] }] },
    'a match has a gateway that the virtual service does not have; got "shop/other"; allowed mesh',
  ],
] as const)('a bad route is refused at once: %j', (route, message) => {
  const service = new MeshVirtualService(shop().unit, 'a', { hosts: ['carts'] });
  expect(() => service.addRoute(route)).toThrow(message);
});

test.each([
  [{ hosts: [] }, 'hosts is empty'],
  [{ hosts: ['a b'] }, 'a host is not a host name; got "a b"'],
  [{ hosts: ['a'], gateways: [] }, 'gateways is empty'],
  [
    { hosts: ['a'], gateways: ['gateway'] },
    'a gateway reference is not valid; got "gateway"; allowed a MeshGateway, "mesh", or "<namespace>/<name>"',
  ],
])('bad props are refused at once: %j', (props, message) => {
  expect(() => new MeshVirtualService(shop().unit, 'a', props)).toThrow(message);
});

describe('gateways', () => {
  test('one beside it goes by name, others by namespace and name', () => {
    const { prod, unit, gateway } = entrance();
    const other = prod.unit('apps/other', { wave: 40, namespace: 'other' });
    const props = { hosts: ['a.example.com'], gateways: [gateway, 'ns/x', 'mesh'], routes: [{ to }] };
    expect(rendered(new MeshVirtualService(unit, 'a', props)).spec.gateways).toEqual(['gateway', 'ns/x', 'mesh']);
    expect(rendered(new MeshVirtualService(other, 'a', props)).spec.gateways).toEqual(['shop/gateway', 'ns/x', 'mesh']);
  });

  test('must serve the hosts', () => {
    const { unit, gateway } = entrance();
    const service = new MeshVirtualService(unit, 'a', {
      hosts: ['a.example.com', 'a.example.org'],
      gateways: [gateway],
      routes: [{ to }],
    });
    expect(problems(service)).toEqual([
      'the gateway test/apps--shop/gateway does not serve a host; got "a.example.org"; allowed *.example.com',
    ]);
  });

  test('must be of the same cluster', () => {
    const app = new GitOpsApp({ repository: { url: 'https://git.example.com/platform.git' } });
    const unit = (name: string) =>
      new AdminCluster(app, name, { kubernetes }).unit('mesh', { wave: 30, namespace: 'shop' });
    const gateway = new MeshGateway(unit('one'), 'gateway', { servers: [{ hosts: ['*'] }] });
    const service = new MeshVirtualService(unit('two'), 'a', { hosts: ['a.b'], gateways: [gateway], routes: [{ to }] });
    expect(problems(service)).toEqual(['the gateway one/mesh/gateway is in another cluster; name one of this cluster']);
  });

  test('that end TLS take no TLS routes, and those that pass it through take nothing else', () => {
    const ending = entrance();
    const hosts = ['a.example.com'];
    const tls = new MeshVirtualService(ending.unit, 'a', { hosts, gateways: [ending.gateway], tlsRoutes: [{ to }] });
    expect(problems(tls)).toEqual([expect.stringContaining('terminates TLS, so TLS routes never match')]);
    const passing = entrance(GatewayTls.passthrough());
    const http = new MeshVirtualService(passing.unit, 'a', { hosts, gateways: [passing.gateway], routes: [{ to }] });
    expect(problems(http)).toEqual([expect.stringContaining('passes TLS through, so it cannot route HTTP')]);
  });
});

test('TLS routes go by host, which must be one of the virtual service', () => {
  const { unit, gateway } = entrance(GatewayTls.passthrough());
  const service = new MeshVirtualService(unit, 'a', { hosts: ['*.example.com'], gateways: [gateway] });
  service.addTlsRoute({ sniHosts: ['a.example.com'], port: 443, gateways: [gateway], to });
  service.addTlsRoute({ to });
  expect(rendered(service).spec.tls).toEqual([
    {
      match: [{ gateways: ['gateway'], port: 443, sniHosts: ['a.example.com'] }],
      route: [{ destination: { host: 'carts' } }],
    },
    { match: [{ sniHosts: ['*.example.com'] }], route: [{ destination: { host: 'carts' } }] },
  ]);
  expect(() => service.addTlsRoute({ sniHosts: ['a.b'], to })).toThrow(
    'an SNI host is not one of the hosts of the virtual service; got "a.b"',
  );
});

test('a route that no request reaches is a problem', () => {
  const { unit } = shop();
  const service = new MeshVirtualService(unit, 'a', {
    hosts: ['a'],
    routes: [uri('/a'), uri('/b'), uri('/a'), { to }, uri('/c')],
  });
  expect(problems(service)).toEqual([
    expect.stringContaining('route 3 is unreachable'),
    expect.stringContaining('route 5 is unreachable'),
  ]);
});

test('a subset must be one of the rule for the host, where the app has a rule', () => {
  const { unit } = shop();
  const service = new MeshVirtualService(unit, 'a', {
    hosts: ['a'],
    routes: [{ to: { host: 'carts', subset: 'v3' } }],
  });
  expect(problems(service)).toEqual([]);
  const rule = new MeshDestinationRule(unit, 'b', { host: 'carts.shop.svc.cluster.local', subsets: { v1: {} } });
  expect(problems(service)).toEqual(['test/apps--shop/b has no such subset; got "v3"; allowed v1']);
  rule.addSubset('v3', {});
  expect(problems(service)).toEqual([]);
});

describe('clashes', () => {
  test('inside the mesh a host has one virtual service', () => {
    const { prod, unit } = shop();
    const other = prod.unit('apps/other', { wave: 40, namespace: 'other' });
    const first = new MeshVirtualService(unit, 'a', { hosts: ['carts'], routes: [uri('/a')] });
    new MeshVirtualService(other, 'a', { hosts: ['carts'], routes: [uri('/a')] });
    expect(problems(first)).toEqual([]);
    const host = 'carts.shop.svc.cluster.local';
    new MeshVirtualService(other, 'b', { hosts: [host], routes: [uri('/b')] });
    expect(problems(first)).toEqual([
      expect.stringContaining(`apps--other/b has the same host at the sidecars; got "${host}"`),
    ]);
  });

  test('services that only their namespaces see do not clash', () => {
    const { prod, unit } = shop();
    const props = { hosts: ['api.example.com'], routes: [{ to }], exportTo: ['.'] };
    const first = new MeshVirtualService(unit, 'a', props);
    new MeshVirtualService(prod.unit('apps/other', { wave: 40, namespace: 'other' }), 'a', props);
    expect(problems(first)).toEqual([]);
  });

  test('at a gateway a host may have several, if no request fits two', () => {
    const { unit, gateway } = entrance();
    const service = (id: string, prefix: string) =>
      new MeshVirtualService(unit, id, { hosts: ['a.example.com'], gateways: [gateway], routes: [uri(prefix)] });
    const first = service('a', '/a');
    service('b', '/b');
    expect(problems(first)).toEqual([]);
    service('c', '/a');
    expect(problems(first)).toEqual([
      expect.stringContaining('shop/c has the same host at the same gateway; got "a.example.com"'),
    ]);
  });
});

test('no route, and every host inside the mesh, are problems', () => {
  const { unit } = shop();
  expect(problems(new MeshVirtualService(unit, 'a', { hosts: ['a'] }))).toEqual([
    'the virtual service has no route; give routes or tlsRoutes',
  ]);
  expect(problems(new MeshVirtualService(unit, 'b', { hosts: ['*'], routes: [{ to }] }))).toEqual([
    expect.stringContaining('host * is not allowed for traffic inside the mesh'),
  ]);
});

describe('plaintext', () => {
  const hosts = ['a.example.com'];
  const outside = { host: 'reports', outsideMesh: true };

  test('from a gateway to pods without sidecar is warned of: by the construct, in the object, in the README', () => {
    const { prod, unit, gateway } = entrance();
    const service = new MeshVirtualService(unit, 'a', { hosts, gateways: [gateway], routes: [{ to: outside }] });
    const warning = 'a gateway sends plaintext to reports.shop.svc.cluster.local: its pods have no sidecar';
    expect(service.warnings).toEqual([warning]);
    expect(rendered(service).metadata.annotations).toEqual({ 'cdk8s-verrazzano/warnings': warning });
    expect(problems(service)).toEqual([]);
    expect(prod.remainingSteps).toEqual([
      expect.objectContaining({
        title: 'Plaintext from a gateway to reports.shop.svc.cluster.local',
        when: 'before',
        unit: 'apps/shop',
      }),
    ]);
  });

  test('is known for namespaces of the platform', () => {
    const { unit, gateway } = entrance();
    const route = (host: string) => ({ matches: [{ uri: { prefix: `/${host}` } }], to: { host } });
    const logging = 'opensearch.verrazzano-logging.svc.cluster.local';
    const system = 'grafana.verrazzano-system.svc.cluster.local';
    const service = new MeshVirtualService(unit, 'a', {
      hosts,
      gateways: [gateway],
      routes: [route(logging), route(system)],
    });
    expect(service.warnings).toEqual([expect.stringContaining(logging)]);
  });

  test.each([
    ['a rule says that the gateway encrypts', MeshTls.simple()],
    ['a rule says that plaintext is meant', MeshTls.disable()],
  ])('is no warning where %s', (_, tls) => {
    const { prod, unit, gateway } = entrance();
    const service = new MeshVirtualService(unit, 'a', { hosts, gateways: [gateway], routes: [{ to: outside }] });
    new MeshDestinationRule(unit, 'b', { host: 'reports', ports: { 8080: { tls } } });
    expect(service.warnings).toEqual([]);
    expect(rendered(service).metadata.annotations).toBeUndefined();
    expect(problems(service)).toEqual([]);
    expect(prod.remainingSteps).toEqual([]);
  });

  test('cannot become mutual TLS of the mesh', () => {
    const { unit, gateway } = entrance();
    const service = new MeshVirtualService(unit, 'a', { hosts, gateways: [gateway], routes: [{ to: outside }] });
    new MeshDestinationRule(unit, 'b', { host: 'reports', tls: MeshTls.mesh() });
    expect(problems(service)).toEqual([
      expect.stringContaining('shop/b sets mutual TLS of the mesh for pods that have no sidecar'),
    ]);
  });

  test('is no warning inside the mesh, for TLS that is passed through, or for routes of sidecars', () => {
    const { unit, gateway } = entrance();
    const passing = new MeshGateway(unit, 'p', { servers: [{ hosts, port: 8443, tls: GatewayTls.passthrough() }] });
    const inside = { matches: [{ gateways: ['mesh'] }], to: outside };
    const both = { hosts, gateways: [gateway, 'mesh'], routes: [inside] };
    expect(new MeshVirtualService(unit, 'a', { hosts: ['reports'], routes: [{ to: outside }] }).warnings).toEqual([]);
    expect(
      new MeshVirtualService(unit, 'b', { hosts, gateways: [passing], tlsRoutes: [{ to: outside }] }).warnings,
    ).toEqual([]);
    expect(new MeshVirtualService(unit, 'c', both).warnings).toEqual([]);
  });

  test('is annotated in a plain Chart too', () => {
    const chart = new Chart(new App(), 'chart', { namespace: 'shop' });
    const service = new MeshVirtualService(chart, 'a', { hosts, gateways: ['ns/x'], routes: [{ to: outside }] });
    expect(Object.keys(rendered(service).metadata.annotations ?? {})).toEqual(['cdk8s-verrazzano/warnings']);
    expect(problems(service)).toEqual([]);
  });
});
