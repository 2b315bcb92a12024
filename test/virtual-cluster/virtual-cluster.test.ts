import { App, Chart, Testing } from 'cdk8s';
import * as fc from 'fast-check';
import {
  SecretReference,
  VirtualCluster,
  VirtualDistribution,
  VirtualDns,
  VirtualExposure,
  VirtualStore,
  type VirtualClusterProps,
} from '../../lib';
import { VirtualHostNames } from '../../lib/virtual-cluster/names/host-names';
import { runs } from '../support/fc-runs';

const chart = (): Chart => new Chart(Testing.app(), 'host');
const virtual = (props: Partial<VirtualClusterProps> = {}, id = 'blue'): VirtualCluster =>
  new VirtualCluster(chart(), id, { namespace: 'team', ...props });

interface Object_ {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec?: Readonly<Record<string, unknown>>;
}
const objects = (cluster: VirtualCluster): Object_[] => Testing.synth(Chart.of(cluster)) as Object_[];
const kinds = (cluster: VirtualCluster): string[] =>
  objects(cluster).map(({ kind, metadata }) => `${kind}/${metadata.name}`);

const DEFAULT = [
  'ServiceAccount/vc-blue',
  'ServiceAccount/vc-workload-blue',
  'Secret/vc-config-blue',
  'ConfigMap/vc-coredns-blue',
  'Role/vc-blue',
  'RoleBinding/vc-blue',
  'Service/blue-headless',
  'Service/blue',
  'StatefulSet/blue',
];

test('the objects of the chart, by default without one outside of the namespace', () => {
  expect(kinds(virtual()).sort()).toEqual([...DEFAULT].sort());
  expect(objects(virtual()).every(({ metadata }) => metadata.namespace === 'team')).toBe(true);
});

test('options say what the values say', () => {
  const cluster = virtual({
    distribution: VirtualDistribution.k3s({ version: 'v1.31.5-k3s1', extraArgs: ['--v=2'] }),
    store: VirtualStore.deployedEtcd({ replicas: 3, size: '10Gi' }),
    replicas: 3,
    volume: { size: '1Gi', whenDeleted: 'Delete' },
    virtualScheduler: true,
    dns: VirtualDns.separate({ replicas: 2, corefile: '.:1053 {\n}' }),
    clusterDomain: 'tenant.local',
    fallbackToHostDns: true,
    servicesFromHost: [{ from: 'db/postgres', to: 'default/postgres' }],
    servicesToHost: [{ from: 'default/web', to: 'web' }],
    sync: { ingresses: 'with-classes', toHost: { networkPolicies: true }, configMapsFromHost: { '/a': 'b/a' } },
    isolation: {
      quota: { 'count/pods': 5 },
      limits: false,
      networkPolicy: { except: ['10.0.0.0/8'] },
      podSecurity: 'baseline',
    },
    exposure: VirtualExposure.ingress({ host: 'blue.example.com', className: 'nginx' }),
    kubeconfig: { context: 'blue', secrets: [{ namespace: 'argocd' }] },
    sharesNamespace: true,
    edition: 'oss',
  });
  expect(cluster.values).toEqual({
    controlPlane: {
      distro: { k3s: { enabled: true, image: { tag: 'v1.31.5-k3s1' }, extraArgs: ['--v=2'] } },
      backingStore: {
        etcd: {
          deploy: {
            enabled: true,
            statefulSet: { highAvailability: { replicas: 3 }, persistence: { volumeClaim: { size: '10Gi' } } },
          },
        },
      },
      coredns: { enabled: true, deployment: { replicas: 2 }, overwriteConfig: '.:1053 {\n}' },
      ingress: { enabled: true, host: 'blue.example.com', spec: { ingressClassName: 'nginx' } },
      proxy: { extraSANs: ['blue.example.com'] },
      statefulSet: {
        highAvailability: { replicas: 3 },
        persistence: { volumeClaim: { size: '1Gi', retentionPolicy: 'Delete' } },
        image: { repository: 'loft-sh/vcluster-oss' },
      },
      advanced: { virtualScheduler: { enabled: true } },
    },
    networking: {
      advanced: { clusterDomain: 'tenant.local', fallbackHostCluster: true },
      replicateServices: {
        fromHost: [{ from: 'db/postgres', to: 'default/postgres' }],
        toHost: [{ from: 'default/web', to: 'web' }],
      },
    },
    sync: {
      toHost: { networkPolicies: { enabled: true }, ingresses: { enabled: true } },
      fromHost: {
        nodes: { enabled: true },
        ingressClasses: { enabled: true },
        configMaps: { enabled: true, mappings: { byName: { '/a': 'b/a' } } },
      },
    },
    policies: {
      resourceQuota: { enabled: true, quota: { 'count/pods': 5 } },
      limitRange: { enabled: false },
      networkPolicy: { enabled: true, outgoingConnections: { ipBlock: { except: ['10.0.0.0/8'] } } },
      podSecurityStandard: 'baseline',
    },
    exportKubeConfig: {
      context: 'blue',
      server: 'https://blue.example.com',
      additionalSecrets: [{ namespace: 'argocd' }],
    },
    experimental: { reuseNamespace: true },
  });
  expect(() => objects(cluster)).not.toThrow();
});

test('values win over options, and a misspelt path names the nearest one', () => {
  const values = { controlPlane: { statefulSet: { highAvailability: { replicas: 1 } } } };
  expect(virtual({ replicas: 3, values }).values).toEqual(values);
  const misspelt = { sync: { toHost: { ingress: { enabled: true } } } } as unknown as VirtualClusterProps['values'];
  expect(() => objects(virtual({ values: misspelt }))).toThrow(
    /\[host\/blue\] \[sync\.toHost\.ingress\] is not a key .* did you mean sync\.toHost\.ingresses\?/,
  );
});

test('a bad name is refused at once', () => {
  expect(() => virtual({}, 'Blue')).toThrow(/\[host\/Blue: name\] cannot be the name of a virtual cluster; got "Blue"/);
  expect(() => virtual({ name: 'a'.repeat(54) })).toThrow(/1 to 53 characters/);
});

test('a database is reached with a data source from a Secret, and a password in the values is an error', () => {
  const store = VirtualStore.mysql({ dataSource: SecretReference.of('blue-db', 'dataSource') });
  const cluster = virtual({ store, distribution: VirtualDistribution.k3s() });
  const deployment = objects(cluster).find(({ kind }) => kind === 'Deployment');
  expect(JSON.stringify(deployment)).toContain('"secretKeyRef":{"key":"dataSource","name":"blue-db"}');
  expect(JSON.stringify(deployment)).toContain(
    '"args":["--set","controlPlane.backingStore.database.external.dataSource=$(DATA_SOURCE)"]',
  );
  const external = { enabled: true, dataSource: 'mysql://blue:geheim@tcp(db:3306)/blue' };
  expect(() => objects(virtual({ values: { controlPlane: { backingStore: { database: { external } } } } }))).toThrow(
    /dataSource\] has a URL with a password, and the configuration is in Git/,
  );
});

test('privileges name the settings that ask for them', () => {
  expect(virtual().requiredPrivileges).toEqual([]);
  const cluster = virtual({ sync: { ingresses: 'with-classes' }, servicesFromHost: [{ from: 'a/b', to: 'c/d' }] });
  expect(cluster.requiredPrivileges.map(({ setting }) => setting)).toEqual([
    'networking.replicateServices.fromHost',
    'sync.fromHost.ingressClasses.enabled',
  ]);
  expect(kinds(cluster)).toContain('ClusterRole/vc-blue-v-team');
});

test('all principles are kept by default, and settings that break them are named', () => {
  expect(virtual().principles.filter(({ kept }) => !kept)).toEqual([]);
  expect(virtual().principles).toHaveLength(7);
  const broken = virtual({
    store: VirtualStore.deployedEtcd(),
    multiNamespace: true,
    values: { integrations: { certManager: { enabled: true } }, sync: { toHost: { secrets: { all: true } } } },
  }).principles.filter(({ kept }) => !kept);
  expect(broken.map(({ name }) => name)).toEqual([
    'Lightweight with low overhead',
    'Reduce requests on the host cluster',
    'Flexible deployment',
    'No admin privileges required',
    'Single namespace encapsulation',
    'Easy cleanup',
  ]);
  expect(broken[0]?.reasons).toEqual(['controlPlane.backingStore.etcd: etcd has pods of its own']);
});

test('options that later releases took away, by release', () => {
  const cluster = virtual({ distribution: VirtualDistribution.k3s(), sharesNamespace: true, multiNamespace: true });
  const gone = (version: string): string[] => cluster.upgradeFindings(version).map(({ option }) => option);
  expect(gone('0.24')).toEqual([]);
  expect(gone('0.25')).toEqual(['experimental.reuseNamespace']);
  expect(gone('v0.26.5')).toEqual(['experimental.reuseNamespace', 'experimental.multiNamespaceMode']);
  expect(gone('0.33')).toContain('controlPlane.distro.k3s');
  expect(virtual().upgradeFindings('0.36')).toEqual([]);
  expect(() => virtual().upgradeFindings('1.0')).toThrow(/is not a release/);
});

test('what only the paid edition honours is named', () => {
  expect(virtual().paidOptions).toEqual([]);
  expect(
    virtual({ dns: VirtualDns.embedded({ resolve: [{ hostname: 'a', target: { ip: '10.0.0.1' } }] }) }).paidOptions,
  ).toEqual(['controlPlane.coredns.embedded', 'networking.resolveDNS']);
});

test('a gateway of Istio passes TLS on to the API', () => {
  const cluster = virtual({ exposure: VirtualExposure.gateway('blue.example.com') });
  expect(kinds(cluster)).toEqual(expect.arrayContaining(['Gateway/blue-api', 'VirtualService/blue-api']));
  expect(() => VirtualExposure.nodePort(80)).toThrow(/30000 to 32767/);
});

test('what a managed cluster inside needs to know', () => {
  expect(virtual().destination).toEqual({ server: 'https://blue.team.svc' });
  expect(virtual({ exposure: VirtualExposure.loadBalancer('blue.example.com') }).destination.server).toBe(
    'https://blue.example.com',
  );
  expect(virtual().kubeconfigSecret).toEqual({ namespace: 'team', name: 'vc-blue', key: 'config' });
  const ports = (cluster: VirtualCluster): string[] =>
    cluster.hostEndpoints.map((each) => `${each.name} ${each.port}/${each.protocol}`);
  const always = ['api 8443/TCP', 'dns 1053/UDP', 'dns 1053/TCP', 'host-api 443/TCP', 'host-dns 53/UDP'];
  expect(ports(virtual())).toEqual(always);
  expect(ports(virtual({ store: VirtualStore.deployedEtcd() }))).toEqual(
    expect.arrayContaining(['etcd 2379/TCP', 'etcd-peer 2380/TCP']),
  );
  const lacking = virtual({ isolation: { quota: true, podSecurity: 'restricted' } }).verrazzanoFindings.map(
    ({ setting }) => setting,
  );
  expect(lacking).toEqual([
    'sync.toHost.networkPolicies.enabled',
    'sync.fromHost.nodes.enabled',
    'sync.fromHost.storageClasses.enabled',
    'policies.podSecurityStandard',
    'policies.resourceQuota.quota',
    'controlPlane.distro.k8s.version',
    undefined,
  ]);
});

test('nested: names go through every virtual cluster, to the one host namespace', () => {
  const outer = virtual({}, 'outer');
  const inner = virtual({ namespace: 'sandbox', host: outer }, 'inner');
  expect(inner.hostObject('web', 'shop')).toEqual({
    name: new VirtualHostNames({ name: 'outer', namespace: 'team' }).object('web-x-shop-x-inner', 'sandbox').name,
    namespace: 'team',
  });
});

const name = fc.stringMatching(/^[a-z]([-a-z0-9]{0,8}[a-z0-9])?$/);
const suffix = fc.constantFrom('', '-etcd', '-headless', '-etcd-headless', '-x');
const settings = fc.record({ etcd: fc.boolean(), nodes: fc.boolean(), quota: fc.boolean(), multi: fc.boolean() });

test('any two virtual clusters of one host namespace share no object, or are refused', () => {
  const make = (scope: Chart, id: string, on: { etcd: boolean; nodes: boolean; quota: boolean; multi: boolean }) =>
    new VirtualCluster(scope, id, {
      namespace: 'team',
      sharesNamespace: true,
      sync: { fromHost: { nodes: on.nodes } },
      isolation: { quota: on.quota, networkPolicy: on.quota, ...(on.quota && { admitFrom: [] }) },
      multiNamespace: on.multi,
      ...(on.etcd && { store: VirtualStore.deployedEtcd() }),
    });
  fc.assert(
    fc.property(name, name, suffix, settings, settings, (a, other, end, x, y) => {
      const b = end === '' ? other : `${a}${end}`;
      fc.pre(a !== b);
      const scope = chart();
      const keysOf = (cluster: VirtualCluster): string[] =>
        cluster.manifests.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
      const taken = new Set(keysOf(make(scope, a, x)));
      const shared = keysOf(make(scope, b, y)).filter((key) => taken.has(key));
      if (shared.length === 0) expect(() => Testing.synth(scope)).not.toThrow();
      else expect(() => Testing.synth(scope)).toThrow(/has objects with the names of those of/);
    }),
    { numRuns: runs(3, 300) },
  );
});

test('a second one in a namespace must say so, and policies cannot follow namespaces that are many', () => {
  const scope = chart();
  new VirtualCluster(scope, 'a', { namespace: 'team' });
  new VirtualCluster(scope, 'b', { namespace: 'team' });
  expect(() => Testing.synth(scope)).toThrow(/\[host\/b\] is in the namespace of host\/a/);
  const cluster = virtual({ multiNamespace: true, sync: { toHost: { networkPolicies: true } } });
  expect(() => objects(cluster)).toThrow(/is on in multi-namespace mode/);
});

test('the same app makes the same objects', () => {
  const once = JSON.stringify(objects(virtual({ isolation: { quota: true } })));
  expect(JSON.stringify(objects(virtual({ isolation: { quota: true } })))).toBe(once);
  expect(new App()).toBeDefined();
});
