import type { JsonObject } from '../../lib/values/json';

const OCI = {
  dnsZoneCompartmentOCID: 'ocid1.compartment.oc1..a',
  dnsZoneOCID: 'ocid1.dns-zone.oc1..b',
  dnsZoneName: 'example.com',
  ociConfigSecret: 'oci',
};
const ON = { enabled: true };
const OFF = { enabled: false };

function platform(
  profile: string,
  components: JsonObject = {},
  more: { readonly spec?: JsonObject; readonly version?: string } = {},
): JsonObject {
  const { spec = {}, version = '1.7.2' } = more;
  return {
    apiVersion: 'install.verrazzano.io/v1beta1',
    kind: 'Verrazzano',
    metadata: { name: 'verrazzano', namespace: 'default', finalizers: ['install.verrazzano.io'] },
    spec: { profile, components, ...spec },
    status: { state: 'Ready', version, conditions: [] },
  };
}

function object(apiVersion: string, kind: string, at: string, more: JsonObject = {}): JsonObject {
  const [namespace = '', name = ''] = at.split('/');
  return { apiVersion, kind, metadata: { name, namespace }, ...more };
}

const NODE: JsonObject = {
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: 'n' },
  status: { nodeInfo: { kubeletVersion: 'v1.26.5' } },
};
const MULTICLUSTER = 'clusters.verrazzano.io/v1alpha1';
const managed = (name: string): JsonObject => object(MULTICLUSTER, 'VerrazzanoManagedCluster', `verrazzano-mc/${name}`);
const project = (name: string, clusters: readonly string[], more: JsonObject = {}): JsonObject =>
  object(MULTICLUSTER, 'VerrazzanoProject', `verrazzano-mc/${name}`, {
    spec: {
      placement: { clusters: clusters.map((each) => ({ name: each })) },
      template: { namespaces: [{ metadata: { name } }], ...more },
    },
  });
const WORKLOAD: JsonObject = {
  apiVersion: 'core.oam.dev/v1alpha2',
  kind: 'ContainerizedWorkload',
  metadata: { name: 'web' },
  spec: { containers: [{ name: 'web', image: 'r.example.com/web:1', ports: [{ name: 'http', containerPort: 80 }] }] },
};
const orders: readonly JsonObject[] = [
  object('core.oam.dev/v1alpha2', 'Component', 'shop/web', {
    spec: { workload: WORKLOAD },
  }),
  object('core.oam.dev/v1alpha2', 'ApplicationConfiguration', 'shop/orders', {
    spec: { components: [{ componentName: 'web' }] },
  }),
];

/** Running platforms, by what is special about them. */
export const PROGRAMS: Readonly<Record<string, readonly JsonObject[]>> = {
  dev: [platform('dev'), NODE],
  prod: [platform('prod'), NODE],
  'a managed cluster': [
    platform('managed-cluster'),
    object('v1', 'Secret', 'verrazzano-system/verrazzano-cluster-registration', {
      data: { 'managed-cluster-name': 'ZXUtMQ==' },
    }),
  ],
  'external DNS': [
    platform('prod', { dns: { external: { suffix: 'example.com' } } }, { spec: { environmentName: 'eu' } }),
  ],
  'OCI DNS': [
    platform('prod', { dns: { oci: OCI } }),
    object('apps/v1', 'Deployment', 'verrazzano-system/external-dns', {
      spec: {
        template: {
          spec: { containers: [{ name: 'external-dns', args: ['--txt-owner-id=v8o-1a', '--txt-prefix=_v8o-1a-'] }] },
        },
      },
    }),
  ],
  "Let's Encrypt": [
    platform('prod', {
      dns: { oci: OCI },
      clusterIssuer: { letsEncrypt: { emailAddress: 'a@example.com', environment: 'production' } },
    }),
  ],
  'an authority of its own': [
    platform('prod', { clusterIssuer: { ca: { secretName: 'own-ca' }, clusterResourceNamespace: 'cert-manager' } }),
  ],
  Velero: [platform('prod', { velero: ON, rancherBackup: ON })],
  'Rancher and managed clusters': [platform('prod', { argoCD: ON }), managed('eu-1'), managed('us.west')],
  'projects on managed clusters': [
    platform('prod', { argoCD: ON, dns: { external: { suffix: 'example.com' } } }),
    managed('eu-1'),
    managed('eu-2'),
    project('shop', ['eu-1', 'eu-2'], {
      networkPolicies: [{ metadata: { name: 'p', namespace: 'shop' }, spec: { podSelector: {} } }],
    }),
    project('here', ['local']),
    object('core.oam.dev/v1alpha2', 'Component', 'shop/web', { spec: { workload: WORKLOAD } }),
    object(MULTICLUSTER, 'MultiClusterApplicationConfiguration', 'shop/orders', {
      spec: {
        placement: { clusters: [{ name: 'eu-1' }] },
        template: { spec: { components: [{ componentName: 'web' }] } },
      },
    }),
    object(MULTICLUSTER, 'MultiClusterConfigMap', 'shop/settings', {
      spec: { placement: { clusters: [{ name: 'eu-2' }] }, template: { data: { a: 'b' } } },
    }),
  ],
  'Argo CD and OAM applications': [platform('prod', { argoCD: ON }), ...orders],
  'an OpenSearch elsewhere': [
    platform('prod', {
      opensearch: OFF,
      opensearchDashboards: OFF,
      opensearchOperator: OFF,
      fluentd: { enabled: true, opensearchURL: 'https://logs.example.com:9200', opensearchSecret: 'logs' },
    }),
  ],
  'release 1.3': [
    platform('prod', {}, { version: '1.3.8' }),
    { ...NODE, status: { nodeInfo: { kubeletVersion: 'v1.22.9' } } },
  ],
  'release 1.5 on a Kubernetes that it does not support': [
    platform('prod', {}, { version: '1.5.3' }),
    { ...NODE, status: { nodeInfo: { kubeletVersion: 'v1.28.1' } } },
  ],
  'a private registry and everything': [
    platform('prod', {
      argoCD: ON,
      velero: ON,
      rancherBackup: ON,
      thanos: ON,
      jaegerOperator: ON,
      dex: ON,
      fluentOperator: ON,
    }),
  ],
  'nothing of a resource': [object('apps/v1', 'Deployment', 'keycloak/mysql', { spec: { template: { spec: {} } } })],
};
