import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { App, Chart } from 'cdk8s';
import { parse } from 'yaml';
import { EgressRoute } from '../../lib/mesh/egress-route';
import { MeshDestinationRule } from '../../lib/mesh/mesh-destination-rule';
import { MeshGateway } from '../../lib/mesh/mesh-gateway';
import { MeshServiceEntry } from '../../lib/mesh/mesh-service-entry';
import { MeshVirtualService } from '../../lib/mesh/mesh-virtual-service';
import { TlsPassthrough } from '../../lib/mesh/tls-passthrough';
import { EgressTls } from '../../lib/values/egress-tls';
import { GatewayTls } from '../../lib/values/gateway-tls';
import { MeshLoadBalancer } from '../../lib/values/mesh-load-balancer';
import { MeshTls } from '../../lib/values/mesh-tls';
import { describeSharedInCi } from '../support/shared';
import { crdErrors } from './crds';

interface CustomResource {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
}

/** A Chart that says everything the constructs can say. */
function everything(): CustomResource[] {
  const chart = new Chart(new App(), 'chart', { namespace: 'shop' });
  const text = { exact: 'a' };
  const gateway = new MeshGateway(chart, 'gateway', {
    servers: [
      { hosts: ['./a.example.com'], tls: GatewayTls.simple('tls'), httpsRedirect: true },
      { hosts: ['b.example.com'], tls: GatewayTls.mutual('tls') },
      { hosts: ['c.example.com'], tls: GatewayTls.passthrough() },
      { hosts: ['d.example.com'], tls: GatewayTls.mesh() },
      { hosts: ['*'], port: 5000, protocol: 'TCP' },
    ],
  });
  new MeshVirtualService(chart, 'route', {
    hosts: ['a.example.com', 'c.example.com'],
    gateways: [gateway, 'mesh', 'ns/other'],
    exportTo: ['.', 'other'],
    routes: [
      {
        name: 'all',
        matches: [
          {
            uri: { prefix: '/' },
            ignoreUriCase: true,
            headers: { a: text, b: { regex: 'b+' } },
            withoutHeaders: { c: text },
            queryParams: { d: text },
            method: 'GET',
            port: 443,
            sourceLabels: { app: 'a' },
            sourceNamespace: 'shop',
            gateways: [gateway],
          },
        ],
        to: [
          {
            host: 'a',
            port: 80,
            subset: 'robin',
            weight: 99,
            headers: { request: { set: { a: 'b' }, add: { c: 'd' }, remove: ['e'] } },
          },
          { host: 'b', weight: 1, outsideMesh: true },
        ],
        headers: { response: { set: { a: 'b' }, add: { c: 'd' }, remove: ['e'] } },
        rewrite: { uri: '/', authority: 'a' },
        timeout: '10s',
        retries: { attempts: 3, perTryTimeout: '1s', on: ['5xx'] },
        fault: { delay: { fixed: '1s', percentage: 0.1 }, abort: { httpStatus: 500, percentage: 1 } },
        mirror: { host: 'b', port: 80, subset: 'robin', percentage: 10 },
      },
      { redirect: { uri: '/', authority: 'a', scheme: 'https', port: 443, code: 302 } },
    ],
    tlsRoutes: [{ sniHosts: ['c.example.com'], port: 443, gateways: [gateway], to: { host: 'c', port: 443 } }],
  });
  const balancers = {
    robin: MeshLoadBalancer.roundRobin(),
    least: MeshLoadBalancer.leastRequest(),
    random: MeshLoadBalancer.random(),
    passthrough: MeshLoadBalancer.passthrough(),
    cookie: MeshLoadBalancer.byCookie({ name: 'a', ttl: '1h', path: '/' }),
    header: MeshLoadBalancer.byHeader('a'),
    parameter: MeshLoadBalancer.byQueryParameter('a'),
    source: MeshLoadBalancer.bySourceIp(),
  };
  new MeshDestinationRule(chart, 'rule', {
    host: 'a',
    subsets: Object.fromEntries(
      Object.entries(balancers).map(([name, loadBalancer]) => [name, { labels: { a: 'b' }, loadBalancer }]),
    ),
    connectionPool: {
      maxConnections: 1,
      connectTimeout: '1s',
      maxPendingRequests: 1,
      maxRequests: 1,
      maxRequestsPerConnection: 1,
      maxRetries: 1,
      idleTimeout: '1m',
    },
    outlierDetection: {
      consecutive5xxErrors: 1,
      consecutiveGatewayErrors: 1,
      interval: '1s',
      baseEjectionTime: '1s',
      maxEjectionPercent: 10,
      minHealthPercent: 10,
    },
    tls: MeshTls.mesh('a.b'),
    ports: {
      80: { tls: MeshTls.disable() },
      443: { tls: MeshTls.simple({ host: 'a.b', caSecret: 'ca' }) },
      444: { tls: MeshTls.mutual('client', 'a.b'), loadBalancer: MeshLoadBalancer.random() },
    },
    exportTo: ['*'],
  });
  new MeshServiceEntry(chart, 'entry', {
    hosts: ['a.example.com'],
    ports: [{ port: 80, protocol: 'HTTP', targetPort: 81, name: 'web' }],
    location: 'MESH_INTERNAL',
    resolution: 'STATIC',
    endpoints: [{ address: '192.0.2.1', ports: { web: 82 }, labels: { a: 'b' } }],
    addresses: ['192.0.2.0/24'],
    exportTo: ['.'],
  });
  new EgressRoute(chart, 'passed', { host: 'e.example.com' });
  new EgressRoute(chart, 'opened', { host: 'f.example.com', tls: EgressTls.originate() });
  new TlsPassthrough(chart, 'through', { hosts: ['g.example.com'], to: { host: 'a', port: 443 } });
  return chart.toJson() as CustomResource[];
}

/** The objects of Istio in the output of the example. */
function example(): CustomResource[] {
  const folder = join(__dirname, '..', '..', 'dist', 'mesh');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.networking\.istio\.io\.[^/]*\.yaml$/.test(path))
    .sort()
    .map((path) => parse(readFileSync(join(folder, path), 'utf8')) as CustomResource);
}

const named = (objects: readonly CustomResource[]) =>
  objects.map((object) => [`${object.kind} ${object.metadata.name}`, object] as const);

describeSharedInCi('objects of the mesh are valid under the schemas of their CRDs', () => {
  test.each(named(everything()))('with every option: %s', (_, object) => {
    expect(crdErrors(object)).toEqual([]);
  });

  test.each(named(example()))('in the example: %s', (_, object) => {
    expect(crdErrors(object)).toEqual([]);
  });

  test('an unknown field is found', () => {
    const [object] = everything();
    expect(crdErrors({ ...object, spec: { servrs: [] } } as CustomResource)).toEqual([
      expect.stringContaining('servrs'),
    ]);
  });
});
