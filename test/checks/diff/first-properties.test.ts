import { RISK_LEVELS, type Risk } from '../../../lib/checks/diff/change';
import type { JsonObject } from '../../../lib/values/json';
import { compared, deployment, object } from './compared';

type Side = readonly JsonObject[];
/** A dangerous change: what it is, both sides, its risk, and the object that must come first. */
type Row = readonly [name: string, before: Side, after: Side, risk: Risk, first: string];

/** The same object with another `spec`. */
const specs = (type: string, before: object, after: object): readonly [Side, Side] => [
  [object(type, 'web', { spec: before })],
  [object(type, 'web', { spec: after })],
];
const fields = (type: string, before: object, after: object): readonly [Side, Side] => [
  [object(type, 'web', before)],
  [object(type, 'web', after)],
];
const gone = (type: string): readonly [Side, Side] => [[object(type, 'web', { spec: {} })], []];
const added = (type: string, spec: object): readonly [Side, Side] => [[], [object(type, 'web', { spec })]];
const pod = (after: object, before: object = {}): readonly [Side, Side] => [
  [deployment({}, before)],
  [deployment({}, after)],
];
const container = (after: object, before: object = {}): readonly [Side, Side] => [
  [deployment(before)],
  [deployment(after)],
];

const NETWORK = 'networking.k8s.io/v1 NetworkPolicy';
const CRD = 'apiextensions.k8s.io/v1 CustomResourceDefinition';
const RBAC = 'rbac.authorization.k8s.io/v1';
const APP = 'argoproj.io/v1alpha1 Application';
const PROJECT = 'argoproj.io/v1alpha1 AppProject';
const AUTHORIZATION = 'security.istio.io/v1beta1 AuthorizationPolicy';
const PEERS = 'security.istio.io/v1beta1 PeerAuthentication';
const VERSION = { name: 'v1', served: true, storage: true };
const subject = (name: string): object => ({ kind: 'ServiceAccount', name, namespace: 'shop' });
const binding = (...names: string[]): object => ({
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'web' },
  subjects: names.map(subject),
});
const from = (...selectors: object[]): object => ({
  podSelector: {},
  policyTypes: ['Ingress'],
  ingress: [{ from: selectors.map((podSelector) => ({ podSelector })) }],
});
const hook = (failurePolicy: string): object => ({ webhooks: [{ name: 'a.io', failurePolicy }] });
const source = (targetRevision: string): object => ({
  repoURL: 'https://charts.example.com',
  chart: 'web',
  targetRevision,
});
const stateful = (storage: string): object => ({
  selector: { matchLabels: { app: 'web' } },
  volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { resources: { requests: { storage } } } }],
  template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'web:1' }] } },
});
const labelled = (name: string, labels: object): JsonObject =>
  object('apps/v1 Deployment', name, {
    spec: {
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name, ...labels } },
        spec: { containers: [{ name, image: `${name}:1` }] },
      },
    },
  });
const CLIENTS = [
  object(NETWORK, 'db', {
    spec: { ...from({ matchLabels: { client: 'yes' } }), podSelector: { matchLabels: { app: 'db' } } },
  }),
  labelled('db', {}),
];
const secret = (a: string): JsonObject => object('v1 Secret', 'web', { stringData: { a } });
const reader = deployment({ envFrom: [{ secretRef: { name: 'web' } }] });

const DANGEROUS: readonly Row[] = [
  // Deleted with what they hold.
  ['a claim goes', ...gone('v1 PersistentVolumeClaim'), 'data-loss', 'PersistentVolumeClaim shop/web'],
  ['a volume goes', ...gone('v1 PersistentVolume'), 'data-loss', 'PersistentVolume'],
  ['a definition goes', ...gone(CRD), 'data-loss', 'CustomResourceDefinition'],
  ['a namespace goes', ...gone('v1 Namespace'), 'data-loss', 'Namespace'],
  [
    'a version of a definition goes',
    ...specs(CRD, { versions: [VERSION, { ...VERSION, name: 'v2' }] }, { versions: [VERSION] }),
    'data-loss',
    'CustomResourceDefinition',
  ],
  [
    'a volume that is deleted with its claim',
    ...specs(
      'v1 PersistentVolume',
      { persistentVolumeReclaimPolicy: 'Retain' },
      { persistentVolumeReclaimPolicy: 'Delete' },
    ),
    'data-loss',
    'PersistentVolume',
  ],
  // Immutable fields.
  [
    'the selector of a Deployment',
    ...specs(
      'apps/v1 Deployment',
      { selector: { matchLabels: { app: 'a' } } },
      { selector: { matchLabels: { app: 'b' } } },
    ),
    'immutable',
    'Deployment.apps shop/web',
  ],
  [
    'templates of claims',
    ...specs('apps/v1 StatefulSet', stateful('1Gi'), stateful('2Gi')),
    'immutable',
    'StatefulSet.apps shop/web',
  ],
  [
    'the address of a Service',
    ...specs('v1 Service', { clusterIP: 'None' }, { clusterIP: '10.0.0.9' }),
    'immutable',
    'Service shop/web',
  ],
  [
    'the reclaim policy of a class',
    ...fields(
      'storage.k8s.io/v1 StorageClass',
      { provisioner: 'a', reclaimPolicy: 'Retain' },
      { provisioner: 'a', reclaimPolicy: 'Delete' },
    ),
    'immutable',
    'StorageClass',
  ],
  // Selectors.
  [
    'the selector of a Service',
    ...specs('v1 Service', { selector: { app: 'a' } }, { selector: { app: 'b' } }),
    'selector',
    'Service shop/web',
  ],
  [
    'a label that opens a connection',
    [...CLIENTS, labelled('web', {})],
    [...CLIENTS, labelled('web', { client: 'yes' })],
    'selector',
    'Deployment.apps shop/web',
  ],
  // Rights.
  [
    'a policy of the network is wider',
    ...specs(NETWORK, from({ matchLabels: { a: 'b' } }), from({ matchLabels: { a: 'b' } }, {})),
    'access',
    'NetworkPolicy',
  ],
  ['a policy of the network goes', ...gone(NETWORK), 'access', 'NetworkPolicy'],
  [
    'a role is wider',
    ...fields(
      `${RBAC} Role`,
      { rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }] },
      { rules: [{ apiGroups: [''], resources: ['*'], verbs: ['*'] }] },
    ),
    'access',
    'Role',
  ],
  ['a binding is wider', ...fields(`${RBAC} RoleBinding`, binding('a'), binding('a', 'b')), 'access', 'RoleBinding'],
  ['a binding is new', [], [object(`${RBAC} ClusterRoleBinding`, 'web', binding('a'))], 'access', 'ClusterRoleBinding'],
  [
    'a privileged container',
    ...container({ securityContext: { privileged: true } }),
    'access',
    'Deployment.apps shop/web',
  ],
  [
    'files of the node',
    ...pod({ volumes: [{ name: 'a', hostPath: { path: '/' } }] }),
    'access',
    'Deployment.apps shop/web',
  ],
  ['the network of the node', ...pod({ hostNetwork: true }), 'access', 'Deployment.apps shop/web'],
  [
    'a capability',
    ...container({ securityContext: { capabilities: { add: ['SYS_ADMIN'] } } }),
    'access',
    'Deployment.apps shop/web',
  ],
  [
    'a user who may be root',
    ...container({}, { securityContext: { runAsUser: 1000 } }),
    'access',
    'Deployment.apps shop/web',
  ],
  [
    'a webhook that fails open',
    ...fields('admissionregistration.k8s.io/v1 ValidatingWebhookConfiguration', hook('Fail'), hook('Ignore')),
    'access',
    'ValidatingWebhookConfiguration',
  ],
  [
    'another destination',
    ...specs(APP, { destination: { namespace: 'a' } }, { destination: { namespace: 'b' } }),
    'access',
    'Application',
  ],
  [
    'a project is wider',
    ...specs(
      PROJECT,
      { destinations: [{ name: 'a', namespace: 'a' }] },
      {
        destinations: [
          { name: 'a', namespace: 'a' },
          { name: 'b', namespace: '*' },
        ],
      },
    ),
    'access',
    'AppProject',
  ],
  [
    'a project takes all sources',
    ...specs(PROJECT, { sourceRepos: ['a'] }, { sourceRepos: ['*'] }),
    'access',
    'AppProject',
  ],
  [
    'mutual TLS is not required',
    ...specs(PEERS, { mtls: { mode: 'STRICT' } }, { mtls: { mode: 'PERMISSIVE' } }),
    'access',
    'PeerAuthentication',
  ],
  ['an exception from mutual TLS', ...added(PEERS, { mtls: { mode: 'DISABLE' } }), 'access', 'PeerAuthentication'],
  [
    'a policy of the mesh is wider',
    ...specs(AUTHORIZATION, { rules: [{ to: [{ operation: { methods: ['GET'] } }] }] }, { rules: [{}] }),
    'access',
    'AuthorizationPolicy',
  ],
  // From outside.
  [
    'a host of an Ingress',
    ...specs(
      'networking.k8s.io/v1 Ingress',
      { rules: [{ host: 'a.io' }] },
      { rules: [{ host: 'a.io' }, { host: 'b.io' }] },
    ),
    'exposure',
    'Ingress',
  ],
  [
    'a host of a route',
    ...specs('gateway.networking.k8s.io/v1 HTTPRoute', { hostnames: ['a.io'] }, { hostnames: ['a.io', 'b.io'] }),
    'exposure',
    'HTTPRoute',
  ],
  [
    'a host of a gateway',
    ...specs(
      'networking.istio.io/v1beta1 Gateway',
      { servers: [{ hosts: ['a.io'], port: { number: 443 } }] },
      { servers: [{ hosts: ['*'], port: { number: 443 } }] },
    ),
    'exposure',
    'Gateway',
  ],
  [
    'TLS of an Ingress',
    ...specs('networking.k8s.io/v1 Ingress', { tls: [{ hosts: ['a.io'], secretName: 'a' }] }, {}),
    'exposure',
    'Ingress',
  ],
  ['a load balancer', ...specs('v1 Service', {}, { type: 'LoadBalancer' }), 'exposure', 'Service shop/web'],
  ['a port of the node', ...specs('v1 Service', {}, { type: 'NodePort' }), 'exposure', 'Service shop/web'],
  // What runs.
  [
    'no replicas',
    ...specs('apps/v1 Deployment', { replicas: 2 }, { replicas: 0 }),
    'removal',
    'Deployment.apps shop/web',
  ],
  ['a workload goes', ...gone('apps/v1 Deployment'), 'removal', 'Deployment.apps shop/web'],
  [
    'more disruption',
    ...specs('policy/v1 PodDisruptionBudget', { minAvailable: 2 }, { minAvailable: 1 }),
    'removal',
    'PodDisruptionBudget',
  ],
  ['no budget', ...gone('policy/v1 PodDisruptionBudget'), 'removal', 'PodDisruptionBudget'],
  [
    'fewer pods',
    ...specs('autoscaling/v2 HorizontalPodAutoscaler', { minReplicas: 3 }, { minReplicas: 1 }),
    'removal',
    'HorizontalPodAutoscaler',
  ],
  [
    'no probe',
    ...container({}, { readinessProbe: { tcpSocket: { port: 80 } } }),
    'removal',
    'Deployment.apps shop/web',
  ],
  ['no limits', ...container({}, { resources: { limits: { memory: '1Gi' } } }), 'removal', 'Deployment.apps shop/web'],
  [
    'pruning',
    ...specs(APP, { syncPolicy: { automated: {} } }, { syncPolicy: { automated: { prune: true } } }),
    'removal',
    'Application',
  ],
  [
    'the first policy that permits',
    ...added(AUTHORIZATION, { rules: [{ from: [{ source: { namespaces: ['a'] } }] }] }),
    'removal',
    'AuthorizationPolicy',
  ],
  ['an image', ...container({ image: 'web:2' }), 'image', 'Deployment.apps shop/web'],
  ['another revision', ...specs(APP, { source: source('1.0.0') }, { source: source('2.0.0') }), 'image', 'Application'],
  [
    'a version of a chart',
    ...specs(
      'helm.toolkit.fluxcd.io/v2beta1 HelmRelease',
      { chart: { spec: { version: '1' } } },
      { chart: { spec: { version: '2' } } },
    ),
    'image',
    'HelmRelease',
  ],
  ['a Secret that pods read', [secret('1'), reader], [secret('2'), reader], 'rollout', 'Secret shop/web'],
];

const numbers = (length: number): number[] => Array.from({ length }, (_, index) => index);
const config = (name: string, a: number): JsonObject => object('v1 ConfigMap', name, { data: { a: `${a}` } });
const app = (name: string, image: string, replicas: number): JsonObject => ({
  ...labelled(name, {}),
  spec: { replicas, template: { spec: { containers: [{ name: 'a', image }] } } },
});

/** Twenty changes that do no harm: contents that nothing reads, new objects, more replicas, higher bounds and notes. */
const HARMLESS: readonly [Side, Side] = [
  [
    ...numbers(5).map((n) => config(`a-config-${n}`, 1)),
    ...numbers(5).map((n) => app(`a-more-${n}`, 'a:1', 1)),
    ...numbers(5).map((n) => object('autoscaling/v2 HorizontalPodAutoscaler', `a-${n}`, { spec: { maxReplicas: 3 } })),
  ],
  [
    ...numbers(5).map((n) => config(`a-config-${n}`, 2)),
    ...numbers(5).map((n) => app(`a-more-${n}`, 'a:1', 2)),
    ...numbers(5).map((n) => object('autoscaling/v2 HorizontalPodAutoscaler', `a-${n}`, { spec: { maxReplicas: 9 } })),
    ...numbers(5).map((n) => config(`a-new-${n}`, 1)),
  ],
];

/** Everyday changes of medium risk: other images. */
const EVERYDAY: readonly [Side, Side] = [
  numbers(20).map((n) => app(`a-image-${n}`, 'a:1', 1)),
  numbers(20).map((n) => app(`a-image-${n}`, 'a:2', 1)),
];

test('twenty changes are harmless, and twenty are those of every day', () => {
  expect(compared(...HARMLESS).map(({ level }) => level)).toEqual(numbers(20).map(() => 'low'));
  expect(compared(...EVERYDAY).map(({ risk }) => risk)).toEqual(numbers(20).map(() => 'image'));
});

test.each(DANGEROUS.map((row) => [row[0], row] as const))('%s comes first', (_, [, before, after, risk, first]) => {
  const noise = RISK_LEVELS[risk] === 'high' ? [HARMLESS, EVERYDAY] : [HARMLESS];
  const [change] = compared(
    [...noise.flatMap(([side]) => side), ...before],
    [...noise.flatMap(([, side]) => side), ...after],
  );
  expect(change?.risk).toBe(risk);
  expect(change?.object).toContain(first);
});
