import { adoptedPlatform } from '../../lib/exit/adopt/adopt-platform';
import type { JsonObject } from '../../lib/values/json';
import { listOf, modelObjects } from './model-dump';

/** What the cluster of `examples/exit` runs: a small platform, and one OAM application. */
const SPEC: JsonObject = {
  profile: 'dev',
  version: '1.7.2',
  environmentName: 'shop',
  components: {
    dns: { external: { suffix: 'example.com' } },
    clusterAPI: { enabled: false },
    coherenceOperator: { enabled: false },
    console: { enabled: false },
    fluentd: { enabled: false },
    kiali: { enabled: false },
    opensearch: { enabled: false },
    opensearchDashboards: { enabled: false },
    opensearchOperator: { enabled: false },
    rancher: { enabled: false },
    weblogicOperator: { enabled: false },
  },
};

const RESOURCE: JsonObject = {
  apiVersion: 'install.verrazzano.io/v1beta1',
  kind: 'Verrazzano',
  metadata: {
    name: 'verrazzano',
    namespace: 'default',
    uid: '00000000-0000-4000-8000-000000000001',
    finalizers: ['install.verrazzano.io'],
  },
  spec: SPEC,
  status: { state: 'Ready', version: '1.7.2' },
};

const NAMESPACE = 'hello-helidon';

const APPLICATION: readonly JsonObject[] = [
  {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: NAMESPACE, labels: { 'istio-injection': 'enabled', 'verrazzano-managed': 'true' } },
  },
  {
    apiVersion: 'core.oam.dev/v1alpha2',
    kind: 'Component',
    metadata: { name: 'hello', namespace: NAMESPACE },
    spec: {
      workload: {
        apiVersion: 'oam.verrazzano.io/v1alpha1',
        kind: 'VerrazzanoHelidonWorkload',
        metadata: { name: 'hello' },
        spec: {
          deploymentTemplate: {
            metadata: { name: 'hello' },
            podSpec: {
              containers: [
                {
                  name: 'hello',
                  image: 'registry.example.com/hello:1.0',
                  ports: [{ containerPort: 8080, name: 'http' }],
                },
              ],
            },
          },
        },
      },
    },
  },
  {
    apiVersion: 'core.oam.dev/v1alpha2',
    kind: 'ApplicationConfiguration',
    metadata: { name: 'hello', namespace: NAMESPACE },
    spec: {
      components: [
        {
          componentName: 'hello',
          traits: [
            {
              trait: {
                apiVersion: 'oam.verrazzano.io/v1alpha1',
                kind: 'IngressTrait',
                metadata: { name: 'hello' },
                spec: { rules: [{ hosts: ['hello.example.com'], paths: [{ path: '/greet', pathType: 'Prefix' }] }] },
              },
            },
          ],
        },
      ],
    },
  },
];

const CLUSTER: readonly JsonObject[] = [
  {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: 'node-1' },
    status: { nodeInfo: { kubeletVersion: 'v1.27.3' }, addresses: [{ type: 'InternalIP', address: '192.0.2.10' }] },
  },
  {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name: 'standard', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
  },
  {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 'calico-node', namespace: 'kube-system' },
    spec: {
      template: { metadata: { labels: { 'k8s-app': 'calico-node' } }, spec: { hostNetwork: true, containers: [] } },
    },
  },
  {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'datadir-mysql-0', namespace: 'keycloak' },
    spec: { volumeName: 'pvc-1', storageClassName: 'standard' },
  },
  ...['keycloak', 'mysql'].map((name) => ({
    apiVersion: 'v1',
    kind: 'Secret',
    type: 'helm.sh/release.v1',
    metadata: { name: `sh.helm.release.v1.${name}.v1`, namespace: 'keycloak' },
  })),
];

/**
 * The dump that `examples/exit` carries: what a cluster holds in which the platform runs, made of facts alone. One object per line.
 */
export function exampleDump(): string {
  const answers = { kubernetesVersion: '1.27', cni: 'calico', storageClass: 'standard' } as const;
  const result = adoptedPlatform(RESOURCE as never, answers);
  if (!('platform' in result)) throw new Error('the resource of the example has no effective form');
  const { items } = listOf([RESOURCE, ...CLUSTER, ...APPLICATION, ...modelObjects(result.platform)]);
  const lines = (items as readonly JsonObject[]).map((object) => JSON.stringify(object));
  return `{"apiVersion":"v1","kind":"List","items":[\n${lines.join(',\n')}\n]}\n`;
}
