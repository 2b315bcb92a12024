import { ApiObject } from 'cdk8s';
import fc from 'fast-check';
import {
  AdminCluster,
  ApplicationNamespace,
  Certificates,
  Cni,
  DevProfile,
  Dns,
  EgressRoute,
  External,
  GatewayTls,
  type GitOpsApp,
  Installer,
  LoadBalancer,
  ManagedCluster,
  ManagedClusterProfile,
  MeshDestinationRule,
  MeshGateway,
  MeshVirtualService,
  OamApplication,
  OamTrait,
  OamWorkload,
  ProdProfile,
  Rendering,
  TlsPassthrough,
  VerrazzanoProject,
  VirtualCluster,
} from '../../../lib';
import type { DeliveryUnit } from '../../../lib/gitops';
import { configMap, newApp } from '../helpers';

const kubernetes = { version: '1.27', cni: Cni.calico(), storageClass: 'standard', apiServerCidrs: ['10.0.0.0/28'] };
const dns = Dns.external('example.com');

/** An admin cluster, and what depends on it. */
interface World {
  readonly app: GitOpsApp;
  readonly prod: AdminCluster;
  readonly profile: ProdProfile;
}

type Statement = (world: World) => void;

const unitOf = ({ prod }: World, name: string): DeliveryUnit =>
  prod.unit(`apps/${name}`, { wave: 40, namespace: name });

const namespace =
  (name: string): Statement =>
  (world) =>
    void new ApiObject(unitOf(world, name), 'namespace', { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });

function oam(rendering: Rendering, name: string): Statement {
  return ({ prod }) => {
    const containers = [{ name: 'main', image: 'registry.example.com/a/b:1', ports: [{ containerPort: 8080 }] }];
    const workload = OamWorkload.helidon({ name, deployment: { name, pods: { containers } } });
    const traits = [OamTrait.ingress({ name, rules: [{ paths: [{ path: '/', pathType: 'Prefix' }] }] })];
    new OamApplication(new ApplicationNamespace(prod, name), name, {
      rendering,
      components: { [name]: { workload, traits } },
    });
  };
}

function managed(name: string): Statement {
  return ({ app, prod }) => {
    const cluster = new ManagedCluster(app, name, { admin: prod, kubernetes });
    new ManagedClusterProfile(cluster, 'verrazzano', { environmentName: name, dns });
  };
}

/** Statements of a program, of which each may be there or not, in any order. */
export const STATEMENTS: Readonly<Record<string, Statement>> = {
  'namespace shop': namespace('shop'),
  'namespace legacy': namespace('legacy'),
  'mesh gateway': (world) => {
    const unit = unitOf(world, 'shop');
    const servers = [{ hosts: ['shop.example.com'], tls: GatewayTls.simple('shop-tls') }];
    const gateways = [new MeshGateway(unit, 'shop', { servers })];
    new MeshVirtualService(unit, 'route', {
      hosts: ['shop.example.com'],
      gateways,
      routes: [{ to: { host: 'web', port: 80 } }],
    });
  },
  'mesh destination': (world) =>
    void new MeshDestinationRule(unitOf(world, 'shop'), 'carts', {
      host: 'carts',
      connectionPool: { connectTimeout: '2s' },
    }),
  'mesh egress': (world) =>
    void new EgressRoute(unitOf(world, 'shop'), 'payments', { host: 'api.payments.example.com' }),
  'mesh passthrough': (world) =>
    void new TlsPassthrough(unitOf(world, 'legacy'), 'orders', {
      hosts: ['orders.example.com'],
      to: { host: 'orders', port: 8443, outsideMesh: true },
    }),
  'services of others': ({ prod }) =>
    prod.declareObjects(
      ['shop', 'legacy'].map((name) => ({ kind: 'Service', namespace: name, name: '*', createdBy: 'others' })),
    ),
  'allowed flow': ({ profile }) =>
    void profile.allow(profile.grafana, External.host('idp.example.com', 443), 'sign-on'),
  'other allowed flow': ({ profile }) => void profile.allow(profile.grafana, External.cidr('10.9.0.0/16', 443), 'data'),
  'refused flow': ({ profile }) => {
    const [flow] = profile.flows.filter(({ kind }) => kind === 'scrape');
    if (flow !== undefined) profile.refuse(flow.id, 'not wanted');
  },
  'application of OAM': oam(Rendering.OAM, 'hello'),
  'application without OAM': oam(Rendering.KUBERNETES, 'plain'),
  'managed cluster eu-1': managed('eu-1'),
  'managed cluster eu-2': managed('eu-2'),
  'cluster of charts': ({ app }) => {
    const cluster = new AdminCluster(app, 'exit', { kubernetes });
    const external = LoadBalancer.none({ externalIPs: ['10.1.0.200'] });
    const loadBalancers = { system: external, applications: external };
    const certificates = Certificates.customCa({ secretName: 'corporate-ca' });
    new DevProfile(cluster, 'verrazzano', {
      environmentName: 'exit',
      dns: Dns.wildcard('nip.io'),
      loadBalancers,
      certificates,
      installer: Installer.charts(),
    });
  },
  project: ({ prod }) => void new VerrazzanoProject(prod, 'team', { clusters: [prod], namespaces: ['team'] }),
  'virtual cluster': ({ prod }) =>
    void new VirtualCluster(prod, 'team-a', { namespace: 'team-a', isolation: { networkPolicy: true, admitFrom: [] } }),
  'other virtual cluster': ({ prod }) => void new VirtualCluster(prod, 'team-b', { namespace: 'team-b', replicas: 1 }),
  'remaining step': ({ prod }) => prod.addRemainingStep({ title: 'Look', when: 'after', instructions: 'Look at it.' }),
  'required Secret': ({ prod }) =>
    prod.addRequiredSecret({
      namespace: 'shop',
      name: 'shop-tls',
      keys: ['tls.crt'],
      usedBy: 'the gateway',
      description: 'TLS',
    }),
  'own objects': (world) => void configMap(unitOf(world, 'shop'), 'own', { a: 'true', b: '010' }),
};

/** Statements that are in every program, since others do not work without them. */
const ALWAYS = ['namespace shop', 'namespace legacy', 'services of others'];

/** Names of statements that are in a program. */
export const programs: fc.Arbitrary<readonly string[]> = fc
  .subarray(Object.keys(STATEMENTS).filter((name) => !ALWAYS.includes(name)))
  .map((names) => [...ALWAYS, ...names]);

/**
 * An app of some statements.
 * @param names - their names, in their order
 * @param outdir - the output folder
 */
export function appOf(names: readonly string[], outdir?: string): World {
  const app = newApp({ quiet: true, ...(outdir !== undefined && { outdir }) });
  const prod = new AdminCluster(app, 'prod', { kubernetes });
  const profile = new ProdProfile(prod, 'verrazzano', { environmentName: 'prod', dns });
  const world = { app, prod, profile };
  for (const name of names) STATEMENTS[name]?.(world);
  return world;
}
