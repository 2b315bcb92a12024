import type { Risk } from '../../lib/checks/diff/change';
import type { ProofSubject } from '../../lib/exit/proof/proof';
import type { JsonObject } from '../../lib/values/json';

/** A change of one object that a reviewer, or a proof, must not miss. */
export interface Mutation {
  /** Kinds that it is made to. */
  readonly kinds: readonly string[];
  /** The greatest risk that `diff` gives it, at least. */
  readonly risk: Risk;
  /** What the proof of a step names, where both sides are objects of a cluster. @default - nothing: it is no aspect of the proof */
  readonly subject?: ProofSubject;
  /** Makes it; undefined removes the object, and null says that the object has nothing of that kind. */
  readonly change: (object: Draft) => Draft;
}

/** An object that may be changed: tests write into copies. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Draft = any;

const WORKLOADS = ['Deployment', 'StatefulSet', 'DaemonSet'];
const WEBHOOKS = ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'];

/** Changes something in place. */
function set(change: (object: Draft) => void): Mutation['change'] {
  return (object) => {
    change(object);
    return object;
  };
}

/** The same, for objects that have what is changed. */
function where(has: (object: Draft) => unknown, change: (object: Draft) => void): Mutation['change'] {
  return (object) => (has(object) ? set(change)(object) : null);
}

/** The same, for workloads; a dump may have one without its pods. */
function inPods(change: (object: Draft) => void): Mutation['change'] {
  return where(({ spec }) => spec.selector && spec.template?.spec?.containers?.length, change);
}

const pod = ({ spec }: Draft): Draft => spec.template.spec;
const container = (object: Draft): Draft => pod(object).containers[0];
const labels = (object: Draft): Draft => (object.metadata.labels ??= {});
const annotate = (key: string, value: string) =>
  set((object) => {
    object.metadata.annotations = { ...object.metadata.annotations, [key]: value };
  });
const helm = ({ spec }: Draft): Draft => (spec.source ?? spec.sources?.find((each: Draft) => each.helm))?.helm;
const remove: Mutation['change'] = () => undefined;

/** Mutations, by name. */
export const MUTATIONS: Readonly<Record<string, Mutation>> = {
  'another selector': {
    kinds: WORKLOADS,
    risk: 'immutable',
    subject: 'selector',
    change: inPods(({ spec }) => (spec.selector.matchLabels.extra = 'x')),
  },
  'other labels of pods': {
    kinds: WORKLOADS,
    risk: 'selector',
    change: inPods(({ spec }) => (spec.template.metadata.labels = { other: 'x' })),
  },
  'another selector of a Service': {
    kinds: ['Service'],
    risk: 'selector',
    subject: 'service',
    change: where(
      ({ spec }) => spec.selector,
      ({ spec }) => (spec.selector.extra = 'x'),
    ),
  },
  'another port': {
    kinds: ['Service'],
    risk: 'removal',
    subject: 'service',
    change: where(
      ({ spec }) => spec.ports?.length,
      ({ spec }) => (spec.ports[0].port = 4242),
    ),
  },
  'another name of a port': {
    kinds: ['Service'],
    risk: 'removal',
    subject: 'service',
    change: where(
      ({ spec }) => spec.ports?.[0]?.name,
      ({ spec }) => (spec.ports[0].name = 'other'),
    ),
  },
  'another target port': {
    kinds: ['Service'],
    risk: 'selector',
    subject: 'service',
    change: where(
      ({ spec }) => spec.ports?.length,
      ({ spec }) => (spec.ports[0].targetPort = 4242),
    ),
  },
  'a load balancer': {
    kinds: ['Service'],
    risk: 'exposure',
    subject: 'service',
    change: where(
      ({ spec }) => spec.type !== 'LoadBalancer',
      ({ spec }) => (spec.type = 'LoadBalancer'),
    ),
  },
  'another ServiceAccount': {
    kinds: WORKLOADS,
    risk: 'access',
    subject: 'principal',
    change: inPods((object) => Object.assign(pod(object), { serviceAccountName: 'other', serviceAccount: 'other' })),
  },
  'no ServiceAccount': { kinds: ['ServiceAccount'], risk: 'removal', subject: 'object', change: remove },
  'another image': {
    kinds: WORKLOADS,
    risk: 'image',
    subject: 'image',
    change: inPods((object) => (container(object).image = 'other:2')),
  },
  'no pods': {
    kinds: ['Deployment', 'StatefulSet'],
    risk: 'removal',
    subject: 'running',
    change: inPods(({ spec }) => (spec.replicas = 0)),
  },
  'another Secret in the environment': {
    kinds: WORKLOADS,
    risk: 'rollout',
    subject: 'secret',
    change: inPods(
      (object) => (container(object).env = [{ name: 'A', valueFrom: { secretKeyRef: { name: 'x', key: 'y' } } }]),
    ),
  },
  'another Secret in a volume': {
    kinds: WORKLOADS,
    risk: 'rollout',
    subject: 'secret',
    change: inPods(
      (object) => (pod(object).volumes = [{ name: 'x', projected: { sources: [{ secret: { name: 'x' } }] } }]),
    ),
  },
  'another claim': {
    kinds: WORKLOADS,
    risk: 'rollout',
    subject: 'volume',
    change: inPods((object) => (pod(object).volumes = [{ name: 'x', persistentVolumeClaim: { claimName: 'x' } }])),
  },
  'another template of claims': {
    kinds: ['StatefulSet'],
    risk: 'immutable',
    subject: 'volume',
    change: inPods(({ spec }) => (spec.volumeClaimTemplates = [{ metadata: { name: 'x' }, spec: {} }])),
  },
  'another Service of a StatefulSet': {
    kinds: ['StatefulSet'],
    risk: 'immutable',
    subject: 'object',
    change: inPods(({ spec }) => (spec.serviceName = 'other')),
  },
  'another class of a claim': {
    kinds: ['PersistentVolumeClaim'],
    risk: 'immutable',
    subject: 'volume',
    change: set(({ spec }) => (spec.storageClassName = 'other')),
  },
  'no claim': { kinds: ['PersistentVolumeClaim'], risk: 'data-loss', subject: 'object', change: remove },
  'a policy that is open': {
    kinds: ['NetworkPolicy'],
    risk: 'access',
    change: set(({ spec }) => Object.assign(spec, { policyTypes: ['Ingress', 'Egress'], ingress: [{}], egress: [{}] })),
  },
  'a policy that is closed': {
    kinds: ['NetworkPolicy'],
    risk: 'removal',
    change: where(
      ({ spec }) => spec.ingress?.length,
      ({ spec }) => (spec.ingress = []),
    ),
  },
  'a policy of other pods': {
    kinds: ['NetworkPolicy'],
    risk: 'selector',
    change: set(({ spec }) => (spec.podSelector = { matchLabels: { other: 'x' } })),
  },
  'no policy': {
    kinds: ['NetworkPolicy', 'AuthorizationPolicy', 'PeerAuthentication'],
    risk: 'access',
    change: remove,
  },
  'another principal': {
    kinds: ['AuthorizationPolicy'],
    risk: 'access',
    change: where(
      ({ spec }) => spec.rules?.[0]?.from?.[0]?.source,
      ({ spec }) => (spec.rules[0].from[0].source.principals = ['cluster.local/ns/other/sa/other']),
    ),
  },
  'no mutual TLS': {
    kinds: ['PeerAuthentication'],
    risk: 'access',
    change: set(({ spec }) => (spec.mtls = { mode: 'PERMISSIVE' })),
  },
  'no definition': { kinds: ['CustomResourceDefinition'], risk: 'data-loss', subject: 'object', change: remove },
  'no webhook': { kinds: WEBHOOKS, risk: 'access', subject: 'object', change: remove },
  'a webhook that is ignored': {
    kinds: WEBHOOKS,
    risk: 'access',
    change: where(
      ({ webhooks }) => webhooks?.length,
      ({ webhooks }) => (webhooks[0].failurePolicy = 'Ignore'),
    ),
  },
  'no namespace': { kinds: ['Namespace'], risk: 'data-loss', subject: 'object', change: remove },
  'a namespace out of the mesh, or in it': {
    kinds: ['Namespace'],
    risk: 'access',
    subject: 'principal',
    change: set((object) => {
      const own = labels(object);
      own['istio-injection'] = own['istio-injection'] === 'enabled' ? 'disabled' : 'enabled';
    }),
  },
  'a namespace without a label': {
    kinds: ['Namespace'],
    risk: 'selector',
    change: where(
      ({ metadata }) => Object.keys(metadata.labels ?? {}).some((key) => key.startsWith('verrazzano')),
      ({ metadata }) =>
        (metadata.labels = Object.fromEntries(
          Object.entries(metadata.labels as JsonObject).filter(([key]) => !key.startsWith('verrazzano')),
        )),
    ),
  },
  'a hook': {
    kinds: ['Namespace', 'Secret', 'CustomResourceDefinition', 'Deployment', 'InnoDBCluster', 'Certificate'],
    risk: 'removal',
    change: annotate('argocd.argoproj.io/hook', 'Sync'),
  },
  'a replacement in place of an update': {
    kinds: [...WORKLOADS, 'Service', 'InnoDBCluster'],
    risk: 'data-loss',
    change: annotate('argocd.argoproj.io/sync-options', 'Replace=true'),
  },
  'another Secret of a certificate': {
    kinds: ['Certificate'],
    risk: 'removal',
    subject: 'secret',
    change: where(
      ({ spec }) => spec.secretName,
      ({ spec }) => (spec.secretName = 'other'),
    ),
  },
  'another host': {
    kinds: ['Ingress'],
    risk: 'exposure',
    subject: 'service',
    change: where(
      ({ spec }) => spec.rules?.length,
      ({ spec }) => (spec.rules[0].host = 'other.example.com'),
    ),
  },
  'another class of an Ingress': {
    kinds: ['Ingress'],
    risk: 'exposure',
    subject: 'service',
    change: set(({ spec }) => (spec.ingressClassName = 'other')),
  },
  'no resource of an operator': { kinds: ['InnoDBCluster'], risk: 'data-loss', subject: 'object', change: remove },
  'another version of a chart': {
    kinds: ['Application'],
    risk: 'image',
    change: where(
      ({ spec }) => (spec.source ?? spec.sources[0]).chart,
      ({ spec }) => ((spec.source ?? spec.sources[0]).targetRevision = '0.0.1'),
    ),
  },
  'another name of a release': {
    kinds: ['Application'],
    risk: 'selector',
    change: where(
      (object) => helm(object),
      (object) => (helm(object).releaseName = 'other'),
    ),
  },
  'another full name in a chart': {
    kinds: ['Application'],
    risk: 'selector',
    change: where(
      (object) => helm(object),
      (object) => (helm(object).valuesObject = { ...helm(object).valuesObject, fullnameOverride: 'other' }),
    ),
  },
  'another cluster': {
    kinds: ['Application'],
    risk: 'access',
    change: set(({ spec }) => (spec.destination.namespace = 'other')),
  },
  'everything that an Application delivers': {
    kinds: ['Application'],
    risk: 'data-loss',
    change: set(({ metadata }) => (metadata.finalizers = ['resources-finalizer.argocd.argoproj.io'])),
  },
};
