import * as fc from 'fast-check';
import {
  AdminCluster,
  ChartSource,
  Cni,
  DevProfile,
  Dns,
  GitOpsApp,
  GitOpsCluster,
  Installer,
  ManagedCluster,
  ManagedClusterProfile,
} from '../../lib';
import { MultiClusterApplication, MultiClusterConfigMap, NoneProfile, ProdProfile, Registry } from '../../lib';
import { VerrazzanoProject, type Profile } from '../../lib';
import type { JsonObject, JsonValue } from '../../lib/values/json';
import type { RegistryProps } from '../../lib/values/registry';

const optional = (members: Record<string, fc.Arbitrary<JsonValue>>): fc.Arbitrary<JsonObject> =>
  fc.record(members, { requiredKeys: [] });
const values = (...all: readonly JsonObject[]): fc.Arbitrary<JsonValue> =>
  fc.constantFrom(...all.map((one): JsonValue => [{ values: one }]));

const OCI = {
  dnsZoneCompartmentOCID: 'ocid1.compartment.oc1..a',
  dnsZoneOCID: 'ocid1.dns-zone.oc1..b',
  dnsZoneName: 'example.com',
  ociConfigSecret: 'oci',
};
const DNS = fc.constantFrom<JsonObject>(
  {},
  { dns: { wildcard: { domain: 'nip.io' } } },
  { dns: { wildcard: { domain: 'sslip.io' } } },
  { dns: { external: { suffix: 'example.org' } } },
  { dns: { oci: OCI } },
  { dns: { oci: { ...OCI, dnsScope: 'PRIVATE' } } },
);
const ISSUERS = fc.constantFrom<JsonObject>(
  {},
  { clusterIssuer: { letsEncrypt: { emailAddress: 'a@example.com', environment: 'staging' } } },
  { clusterIssuer: { ca: { secretName: 'own-ca' }, clusterResourceNamespace: 'own' } },
  { certManager: { certificate: { ca: { secretName: 'own-ca', clusterResourceNamespace: 'own' } } } },
);
const SWITCHES = fc.dictionary(
  fc.constantFrom(
    ...['argoCD', 'authProxy', 'clusterAgent', 'clusterAPI', 'clusterOperator', 'coherenceOperator', 'console', 'dex'],
    ...['fluentOperator', 'fluentd', 'grafana', 'jaegerOperator', 'kiali', 'kubeStateMetrics', 'oam', 'opensearch'],
    ...['prometheusAdapter', 'prometheusNodeExporter', 'prometheusPushgateway', 'rancher', 'thanos', 'velero'],
    ...['keycloak', 'rancherBackup', 'weblogicOperator'],
  ),
  fc.boolean(),
  { maxKeys: 6 },
);
const SETTINGS = optional({
  grafana: fc.constant({ replicas: 2, database: { host: 'mysql.example.com', name: 'grafana' } }),
  opensearch: fc.constantFrom<JsonValue>(
    { nodes: [{ name: 'only', replicas: 1, roles: ['master', 'data', 'ingest'] }] },
    { policies: [{ policyName: 'p', indexPattern: 'verrazzano-*', minIndexAge: '7d' }] },
  ),
  ingressNGINX: optional({
    type: fc.constantFrom('LoadBalancer', 'NodePort'),
    overrides: values({ controller: { service: { externalIPs: ['192.0.2.4'] } } }),
  }),
  prometheusOperator: optional({
    overrides: fc.constantFrom<JsonValue>(
      [{ values: { prometheus: { prometheusSpec: { replicas: 2 } } } }],
      [{ configMapRef: { name: 'prom', key: 'values.yaml' } }, { secretRef: { name: 'prom', key: 'values.yaml' } }],
    ),
  }),
  fluentd: fc.constant({ opensearchURL: 'https://os.example.com', extraVolumeMounts: [{ source: '/data/log' }] }),
  keycloak: optional({ overrides: values({ replicas: 2 }, { http: { relativePath: '/auth' } }) }),
});
const STORAGE = fc.constantFrom<JsonObject>(
  {},
  { defaultVolumeSource: { emptyDir: {} } },
  {
    defaultVolumeSource: { persistentVolumeClaim: { claimName: 'big' } },
    volumeClaimSpecTemplates: [{ metadata: { name: 'big' }, spec: { resources: { requests: { storage: '80Gi' } } } }],
  },
);
const SECURITY = fc.constantFrom<JsonObject>({}, { security: { adminSubjects: [{ kind: 'Group', name: 'admins' }] } });

const specs = fc
  .tuple(fc.constantFrom({}, { environmentName: 'eu' }), DNS, ISSUERS, SWITCHES, SETTINGS, STORAGE, SECURITY)
  .map(([environment, dns, issuer, switches, settings, storage, security]): JsonObject => {
    const sections: Record<string, JsonObject> = { ...(settings as Record<string, JsonObject>) };
    for (const [key, enabled] of Object.entries(switches)) sections[key] = { ...sections[key], enabled };
    return { ...environment, ...storage, ...security, components: { ...sections, ...dns, ...issuer } };
  });

/** A program with a platform that charts install: those of the release, or published ones. */
export const chartEstates = fc.record({
  profile: fc.constantFrom('dev', 'prod'),
  // Overrides of ConfigMaps and Secrets leave a component to a person; without the auth proxy only Ingresses of charts name the platform,
  // of which the model has no hosts.
  spec: specs.filter((spec) => !/Ref"|"authProxy":{"enabled":false/.test(JSON.stringify(spec))),
  step: fc.constantFrom('release', 'closest', 'newest'),
  components: fc.constantFrom<Record<string, string>>(
    {},
    { keycloak: 'closest' },
    { 'cert-manager': 'release', velero: 'newest' },
  ),
});

const LABELS = fc.constantFrom<Record<string, string>>({}, { region: 'eu' });
const projects = fc.record({
  name: fc.constantFrom('shop', 'pay', 'x-1'),
  second: fc.boolean(),
  admins: fc.constantFrom(
    [{ kind: 'Group', name: 'g' } as const],
    [{ kind: 'ServiceAccount', name: 's', namespace: 'n' } as const, { kind: 'User', name: 'u' } as const],
  ),
  labels: LABELS,
  policy: fc.boolean(),
  local: fc.boolean(),
  settings: fc.constantFrom('none', 'all', 'one'),
});

/** A program with the platform of an estate, and what of it a dump of the cluster shows. */
export const estates = fc.record({
  profile: fc.constantFrom('dev', 'prod', 'managed-cluster', 'none'),
  spec: specs,
  registry: fc.constantFrom<RegistryProps | undefined>(
    undefined,
    { registry: 'r.example.com:5000' },
    { registry: 'r.example.com', repository: 'a/b' },
  ),
  clusters: fc.uniqueArray(fc.record({ name: fc.constantFrom('eu-1', 'us-2'), labels: LABELS }), {
    selector: ({ name }) => name,
    maxLength: 2,
  }),
  projects: fc.uniqueArray(projects, { selector: ({ name }) => name, maxLength: 2 }),
  /** How it is registered, where its profile is that of a managed cluster, or prod on one. */
  admin: fc.constantFrom('none', 'rancher', 'secrets', 'declared'),
});

/** A random estate. */
export type RandomEstate = typeof estates extends fc.Arbitrary<infer E> ? E : never;

const KUBERNETES = { version: '1.27', cni: Cni.calico(), storageClass: 'standard' } as const;
const PROFILES = { dev: DevProfile, prod: ProdProfile, 'managed-cluster': ManagedClusterProfile, none: NoneProfile };

/** What every dump of these estates has of the cluster. */
export const CLUSTER_FACTS: readonly JsonObject[] = [
  { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n' }, status: { nodeInfo: { kubeletVersion: 'v1.27.3' } } },
  {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name: 'standard', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
  },
  { apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'calico-node', namespace: 'kube-system' }, spec: {} },
];

/** Name of the cluster that the programs are about. */
export const CLUSTER = 'verrazzano';

/** Where the programs say that their output goes. */
export const REPOSITORY = 'https://git.example.com/platform.git';

/** The admin cluster of an estate whose cluster is managed: its operators push the Secrets, or leave them to a person, or there are none. */
function adminOf(app: GitOpsApp, way: RandomEstate['admin']): AdminCluster {
  const kubernetes = { ...KUBERNETES, apiServerCidrs: ['10.0.0.0/28'] };
  const admin = new AdminCluster(app, 'admin', {
    kubernetes,
    ...(way !== 'rancher' && { apiServer: 'https://192.0.2.1:6443' }),
  });
  new ProdProfile(admin, 'verrazzano', {
    dns: Dns.wildcard('nip.io', { address: '192.0.2.2' }),
    ...(way === 'declared' && { installer: Installer.charts() }),
    ...(way === 'secrets' && { components: { rancher: { enabled: false } } }),
  });
  return admin;
}

/** Synthesizes an estate as its owner would write it. */
export function synthesizeEstate(estate: RandomEstate, outdir: string): Profile {
  const { profile, spec, registry } = estate;
  const repository = { url: REPOSITORY, revision: 'main', path: 'dist' };
  const app = new GitOpsApp({ repository, argoCd: { automated: false }, outdir });
  const destination = { server: 'https://kubernetes.default.svc' };
  const more = { patch: spec, ...(registry !== undefined && { registry: Registry.private(registry) }) };
  const Class = PROFILES[profile];
  const isManaged = profile === 'managed-cluster' || (profile === 'prod' && estate.admin !== 'none');
  if (profile === 'none' || isManaged) {
    const isPlain = profile === 'none';
    const admin = isManaged && estate.admin !== 'none' ? adminOf(app, estate.admin) : undefined;
    const cluster = isPlain
      ? new GitOpsCluster(app, CLUSTER, { destination })
      : new ManagedCluster(app, CLUSTER, { kubernetes: KUBERNETES, ...(admin !== undefined && { admin }) });
    const platform = new Class(cluster, 'verrazzano', { ...more, ...(isPlain && { kubernetes: KUBERNETES }) });
    app.synth();
    return platform;
  }
  const admin = new AdminCluster(app, CLUSTER, { destination, kubernetes: KUBERNETES });
  const platform = new Class(admin, 'verrazzano', more);
  for (const { name, labels } of estate.clusters) {
    const registration = { description: `Cluster ${name}`, labels };
    new ManagedClusterProfile(
      new ManagedCluster(app, name, { admin, kubernetes: KUBERNETES, registration }),
      'verrazzano',
    );
  }
  for (const project of estate.projects) addProject(admin, project, estate.clusters);
  app.synth();
  return platform;
}

function addProject(
  admin: AdminCluster,
  { name, second, admins, labels, policy, local, settings }: RandomEstate['projects'][number],
  clusters: RandomEstate['clusters'],
): void {
  const names = clusters.map((one) => one.name);
  const placed = local || names.length === 0 ? [...names, 'local'] : names;
  const project = new VerrazzanoProject(admin, name, {
    clusters: placed,
    namespaces: [name, ...(second ? [{ name: `${name}-b`, labels: { team: 'a' } }] : [])],
    admins,
    labels,
    ...(policy && { networkPolicies: [{ name: 'p', namespace: name, spec: { podSelector: {}, ingress: [{}] } }] }),
  });
  const namespace = second ? { namespace: name } : {};
  const last = placed[placed.length - 1] ?? '';
  if (settings !== 'none') {
    const on = settings === 'one' && placed.length > 1 ? { clusters: [last] } : {};
    new MultiClusterConfigMap(project, `${name}-map`, {
      ...namespace,
      ...on,
      data: { a: 'b' },
      configMapLabels: { x: 'y' },
    });
  }
  // What is placed on the admin cluster itself becomes plain objects.
  if (placed.includes('local')) return;
  const workload = {
    apiVersion: 'core.oam.dev/v1alpha2',
    kind: 'ContainerizedWorkload',
    metadata: { name: 'web' },
    spec: {},
  };
  const metadata = { name: `${name}-app`, annotations: { version: 'v1' } };
  new MultiClusterApplication(project, `${name}-app`, {
    ...namespace,
    manifests: [
      { apiVersion: 'core.oam.dev/v1alpha2', kind: 'Component', metadata: { name: 'web' }, spec: { workload } },
      {
        apiVersion: 'core.oam.dev/v1alpha2',
        kind: 'ApplicationConfiguration',
        metadata,
        spec: { components: [{ componentName: 'web' }] },
      },
    ],
  });
}

/** A random platform that charts install. */
export type RandomCharts = typeof chartEstates extends fc.Arbitrary<infer E> ? E : never;

/** Whether names are below a wildcard domain: that of the profile unless the patch states another one. */
function hasWildcard({ components }: JsonObject): boolean {
  const { dns } = (components ?? {}) as { dns?: JsonObject };
  return dns === undefined || dns.wildcard !== undefined;
}

/** Synthesizes a platform that charts install, as its owner would write it. */
export function synthesizeCharts({ profile, spec, step, components }: RandomCharts, outdir: string): Profile {
  const repository = { url: REPOSITORY, revision: 'main', path: 'dist' };
  const app = new GitOpsApp({ repository, argoCd: { automated: false }, outdir });
  const destination = { server: 'https://kubernetes.default.svc' };
  const cluster = new AdminCluster(app, CLUSTER, { destination, kubernetes: KUBERNETES });
  const source = ChartSource.maintained({ step, components });
  const platform = new PROFILES[profile](cluster, 'verrazzano', {
    patch: spec,
    ...(hasWildcard(spec) && { dns: Dns.wildcard('nip.io', { address: '192.0.2.7' }) }),
    installer: Installer.charts({ source }),
  });
  app.synth();
  return platform;
}
