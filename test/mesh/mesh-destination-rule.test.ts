import { assert, constantFrom, integer, property, record } from 'fast-check';
import { MeshDestinationRule } from '../../lib/mesh/mesh-destination-rule';
import { MeshLoadBalancer } from '../../lib/values/mesh-load-balancer';
import { MeshTls } from '../../lib/values/mesh-tls';
import { problems, rendered, shop } from './traffic';
import { runs } from '../support/fc-runs';

const versions = { stable: { labels: { version: 'v1' } }, canary: { labels: { version: 'v2' } } };

test('load balancing, limits, outlier detection and TLS', () => {
  const rule = new MeshDestinationRule(shop().unit, 'carts', {
    host: 'carts',
    loadBalancer: MeshLoadBalancer.byCookie({ name: 'cart', ttl: '0s', path: '/' }),
    connectionPool: {
      maxConnections: 10,
      connectTimeout: '1s',
      maxPendingRequests: 5,
      maxRequests: 6,
      maxRequestsPerConnection: 1,
      maxRetries: 2,
      idleTimeout: '1m',
    },
    outlierDetection: { consecutive5xxErrors: 3, interval: '5s', baseEjectionTime: '1m', maxEjectionPercent: 100 },
    tls: MeshTls.mesh(),
    ports: { 9000: { tls: MeshTls.disable() } },
    exportTo: ['.'],
  });
  expect(rendered(rule).spec).toEqual({
    host: 'carts',
    trafficPolicy: {
      loadBalancer: { consistentHash: { httpCookie: { name: 'cart', ttl: '0s', path: '/' } } },
      connectionPool: {
        tcp: { maxConnections: 10, connectTimeout: '1s' },
        http: {
          http1MaxPendingRequests: 5,
          http2MaxRequests: 6,
          maxRequestsPerConnection: 1,
          maxRetries: 2,
          idleTimeout: '1m',
        },
      },
      outlierDetection: { consecutive5xxErrors: 3, interval: '5s', baseEjectionTime: '1m', maxEjectionPercent: 100 },
      tls: { mode: 'ISTIO_MUTUAL' },
      portLevelSettings: [{ port: { number: 9000 }, tls: { mode: 'DISABLE' } }],
    },
    exportTo: ['.'],
  });
});

test.each([
  [MeshLoadBalancer.roundRobin(), { simple: 'ROUND_ROBIN' }],
  [MeshLoadBalancer.leastRequest(), { simple: 'LEAST_REQUEST' }],
  [MeshLoadBalancer.random(), { simple: 'RANDOM' }],
  [MeshLoadBalancer.passthrough(), { simple: 'PASSTHROUGH' }],
  [MeshLoadBalancer.byHeader('x-user'), { consistentHash: { httpHeaderName: 'x-user' } }],
  [MeshLoadBalancer.byQueryParameter('user'), { consistentHash: { httpQueryParameterName: 'user' } }],
  [MeshLoadBalancer.bySourceIp(), { consistentHash: { useSourceIp: true } }],
])('load balancer %#', (loadBalancer, settings) => {
  expect(loadBalancer.settings).toEqual(settings);
});

test('TLS that a proxy opens is always checked against an authority', () => {
  expect(MeshTls.simple().settings).toEqual({ mode: 'SIMPLE', caCertificates: 'system' });
  expect(MeshTls.simple({ host: 'a.b', caSecret: 'ca' }).settings).toEqual({
    mode: 'SIMPLE',
    credentialName: 'ca',
    sni: 'a.b',
    subjectAltNames: ['a.b'],
  });
  expect(MeshTls.mutual('client').settings).toEqual({ mode: 'MUTUAL', credentialName: 'client' });
});

test.each([
  [() => MeshLoadBalancer.byCookie({ name: '', ttl: '1h' }), '[MeshLoadBalancer.byCookie] the cookie has no name'],
  [() => MeshLoadBalancer.byCookie({ name: 'a', ttl: '1 hour' }), 'ttl is not a duration; got "1 hour"'],
  [() => MeshLoadBalancer.byHeader('x user'), '[MeshLoadBalancer.byHeader] the header is not valid; got "x user"'],
  [() => MeshLoadBalancer.byQueryParameter(''), 'the parameter has no name'],
  [() => MeshTls.simple({ caSecret: 'A' }), '[MeshTls.simple] caSecret is not valid; got "A"'],
  [() => MeshTls.mutual('A'), '[MeshTls.mutual] secret is not valid; got "A"'],
  [() => MeshTls.mesh('A'), '[MeshTls.mesh] sni is not valid; got "A"'],
])('a bad value is refused by its factory: %#', (make, message) => {
  expect(make).toThrow(message);
});

test.each([
  [{ host: 'A' }, 'host is not a host name; got "A"'],
  [{ connectionPool: { maxConnections: 0 } }, 'maxConnections is not a count; got 0'],
  [{ connectionPool: { connectTimeout: '0s' } }, 'connectTimeout is not a duration; got "0s"'],
  [{ outlierDetection: { maxEjectionPercent: 101 } }, 'maxEjectionPercent is out of range; got 101'],
  [{ ports: { 70000: {} } }, 'a key of ports is not a port; got 70000'],
  [{ ports: { 80: {} } }, 'a port has no settings; got "80"; give settings, or leave it out'],
  [{ subsets: { V_1: {} } }, 'the name of a subset is not valid; got "V_1"'],
  [{ exportTo: ['*', 'shop'] }, 'exportTo contradicts itself'],
  [{ exportTo: [] }, 'exportTo is empty'],
  [{ exportTo: ['A'] }, 'exportTo has an entry that is not a namespace; got "A"'],
])('a bad prop is refused at once: %j', (props, message) => {
  expect(() => new MeshDestinationRule(shop().unit, 'a', { host: 'a', ...props })).toThrow(message);
});

test('subsets have labels and policies, and can be added', () => {
  const rule = new MeshDestinationRule(shop().unit, 'a', { host: 'a', subsets: versions });
  rule.addSubset('slow', { loadBalancer: MeshLoadBalancer.random() });
  expect(rendered(rule).spec.subsets).toEqual([
    { name: 'stable', labels: { version: 'v1' } },
    { name: 'canary', labels: { version: 'v2' } },
    { name: 'slow', trafficPolicy: { loadBalancer: { simple: 'RANDOM' } } },
  ]);
  expect(() => rule.addSubset('slow', {})).toThrow('two subsets have the same name; got "slow"');
});

describe('split', () => {
  const rule = new MeshDestinationRule(shop().unit, 'a', { host: 'a', subsets: versions });

  test('gives destinations with the host of the rule', () => {
    expect(rule.split({ stable: 90, canary: 10 }, { port: 8080 })).toEqual([
      { host: 'a.shop.svc.cluster.local', subset: 'stable', weight: 90, port: 8080 },
      { host: 'a.shop.svc.cluster.local', subset: 'canary', weight: 10, port: 8080 },
    ]);
  });

  test('takes exactly the shares that add up to 100', () => {
    const shares = record({ stable: integer({ min: -50, max: 150 }), canary: constantFrom(0, 10, 50, 100) });
    assert(
      property(shares, (weights) => {
        const fits = weights.stable >= 0 && weights.stable + weights.canary === 100;
        if (fits) expect(rule.split(weights)).toHaveLength(2);
        else expect(() => rule.split(weights)).toThrow('the weights do not add up');
      }),
      { numRuns: runs(20, 500) },
    );
  });

  test('knows its subsets, at compile time and at run time', () => {
    // @ts-expect-error there is no such subset
    expect(() => rule.split({ stable: 90, cannary: 10 })).toThrow(
      'has no such subset; got "cannary"; allowed stable, canary',
    );
  });
});

test('mutual TLS to a namespace of the platform without sidecars is a problem', () => {
  const host = 'opensearch.verrazzano-logging.svc.cluster.local';
  const { unit } = shop();
  expect(problems(new MeshDestinationRule(unit, 'a', { host, tls: MeshTls.mesh() }))).toEqual([
    expect.stringContaining('pods of this namespace have no sidecar'),
  ]);
  expect(
    problems(
      new MeshDestinationRule(unit, 'b', { host: 'grafana.verrazzano-system.svc.cluster.local', tls: MeshTls.mesh() }),
    ),
  ).toEqual([]);
});

test('two policies for one host are a problem, and subsets beside a policy are not', () => {
  const { unit } = shop();
  const first = new MeshDestinationRule(unit, 'a', { host: 'x', tls: MeshTls.mesh() });
  const subsets = new MeshDestinationRule(unit, 'b', { host: 'x', subsets: versions });
  expect(problems(first)).toEqual([]);
  new MeshDestinationRule(unit, 'c', { host: 'x.shop.svc.cluster.local', loadBalancer: MeshLoadBalancer.random() });
  expect(problems(first)).toEqual([expect.stringContaining('shop/c has a policy for the same host')]);
  expect(problems(subsets)).toEqual([]);
});
