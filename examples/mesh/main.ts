import { ApiObject } from 'cdk8s';
import {
  AdminCluster,
  Cni,
  EgressRoute,
  EgressTls,
  GatewayTls,
  GitOpsApp,
  MeshDestinationRule,
  MeshGateway,
  MeshLoadBalancer,
  MeshVirtualService,
  ProdProfile,
  TlsPassthrough,
} from 'cdk8s-verrazzano';

const app = new GitOpsApp({
  repository: { url: 'https://git.example.com/platform.git', revision: 'main', path: 'dist/mesh' },
});

const prod = new AdminCluster(app, 'prod', {
  kubernetes: { version: '1.27', cni: Cni.calico(), storageClass: 'standard', apiServerCidrs: ['10.0.0.0/28'] },
});
new ProdProfile(prod, 'verrazzano', { environmentName: 'prod' });
// The repositories of the applications deliver their Services; the routes below refer to them.
prod.declareObjects([
  { kind: 'Service', namespace: 'shop', name: '*', createdBy: 'the repository of the shop' },
  { kind: 'Service', namespace: 'legacy', name: '*', createdBy: 'the repository of the legacy applications' },
]);

// The traffic of one application, whose namespace is in the mesh.
const shop = prod.unit('apps/shop', { wave: 40, namespace: 'shop', description: 'Traffic of the shop' });
new ApiObject(shop, 'namespace', {
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: 'shop', labels: { 'istio-injection': 'enabled', 'verrazzano-managed': 'true' } },
});

// Ingress: HTTPS ends at the ingress gateway.
const entrance = new MeshGateway(shop, 'shop', {
  servers: [{ hosts: ['shop.example.com'], tls: GatewayTls.simple('shop-example-com-tls'), httpsRedirect: true }],
});

// Two versions of the front end, told apart by a label of their pods.
const frontend = new MeshDestinationRule(shop, 'frontend', {
  host: 'frontend',
  subsets: { stable: { labels: { version: 'v1' } }, canary: { labels: { version: 'v2' } } },
});

// A canary: testers always get the new version, as does one request in ten of all others.
new MeshVirtualService(shop, 'frontend-route', {
  hosts: ['shop.example.com'],
  gateways: [entrance],
  routes: [
    {
      name: 'testers',
      matches: [{ headers: { 'x-tester': { exact: 'true' } } }],
      to: frontend.split({ canary: 100 }, { port: 8080 }),
    },
    {
      name: 'others',
      to: frontend.split({ stable: 90, canary: 10 }, { port: 8080 }),
      timeout: '10s',
      retries: { attempts: 2, perTryTimeout: '3s', on: ['connect-failure', 'refused-stream', '503'] },
    },
  ],
});

// Inside the mesh: requests of one cart go to one pod, and pods that fail are left out for a while.
new MeshDestinationRule(shop, 'carts', {
  host: 'carts',
  loadBalancer: MeshLoadBalancer.byHeader('x-cart-id'),
  connectionPool: { connectTimeout: '2s', maxPendingRequests: 64 },
  outlierDetection: { consecutive5xxErrors: 3, interval: '10s', baseEjectionTime: '1m', maxEjectionPercent: 50 },
});
new MeshVirtualService(shop, 'carts-route', {
  hosts: ['carts'],
  routes: [
    {
      matches: [{ method: 'GET' }],
      to: { host: 'carts' },
      timeout: '2s',
      retries: { attempts: 3, perTryTimeout: '500ms' },
    },
    { to: { host: 'carts' }, timeout: '5s', retries: { attempts: 0 } },
  ],
});

// Ways out, through the egress gateway: one that the application encrypts, and one that the gateway encrypts for it.
new EgressRoute(shop, 'payments', { host: 'api.payments.example.com' });
new EgressRoute(shop, 'rates', { host: 'rates.example.com', tls: EgressTls.originate() });

// An application outside the mesh whose pods serve TLS: the gateway passes connections on and never sees plaintext.
const legacy = prod.unit('apps/legacy', {
  wave: 40,
  namespace: 'legacy',
  description: 'Traffic of the old order system',
});
new ApiObject(legacy, 'namespace', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'legacy' } });
new TlsPassthrough(legacy, 'orders', {
  hosts: ['orders.example.com'],
  to: { host: 'orders', port: 8443, outsideMesh: true },
});

// Another one that serves plaintext: this works, and the README of the cluster warns of it.
const reports = new MeshGateway(legacy, 'reports', {
  servers: [{ hosts: ['reports.example.com'], tls: GatewayTls.simple('reports-example-com-tls') }],
});
new MeshVirtualService(legacy, 'reports-route', {
  hosts: ['reports.example.com'],
  gateways: [reports],
  routes: [{ to: { host: 'reports', port: 8080, outsideMesh: true } }],
});

export const result = app.synth();
