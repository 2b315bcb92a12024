import { textAt } from '../../lib/connectivity/manifest';
import { isJsonObject, type JsonObject, type JsonValue } from '../../lib/values/json';

const owner = (kind: string, name: string): JsonValue => [
  { apiVersion: 'apps/v1', kind, name, uid: 'x', controller: true, blockOwnerDeletion: true },
];

const at = (object: JsonObject, ...path: readonly string[]): JsonObject =>
  path.reduce<JsonObject>((inner, key) => (isJsonObject(inner[key]) ? inner[key] : {}), object);

const HASH = { 'pod-template-hash': '6d4f8b9c5d' };

/** Defaults of an API server for the specification of a workload. */
const OF_SPEC: Readonly<Record<string, JsonObject>> = {
  Deployment: {
    progressDeadlineSeconds: 600,
    revisionHistoryLimit: 10,
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } },
  },
  StatefulSet: {
    podManagementPolicy: 'OrderedReady',
    revisionHistoryLimit: 10,
    updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
    persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
  },
  DaemonSet: {
    revisionHistoryLimit: 10,
    updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } },
  },
};

/** A workload with defaults, the ReplicaSets of a Deployment, and a pod with a sidecar. */
function workload(object: JsonObject): JsonObject[] {
  const { kind = '', metadata, spec } = object;
  const { name = '', namespace = '' } = metadata as { name?: string; namespace?: string };
  const template = at(object, 'spec', 'template');
  const containers = (at(template, 'spec').containers ?? []) as readonly JsonObject[];
  const pod = {
    schedulerName: 'default-scheduler',
    securityContext: {},
    terminationGracePeriodSeconds: 30,
    ...at(template, 'spec'),
    containers: containers.map((one) => ({
      terminationMessagePath: '/dev/termination-log',
      terminationMessagePolicy: 'File',
      resources: {},
      ...one,
    })),
  };
  const restarted = { 'kubectl.kubernetes.io/restartedAt': '2024-02-02T00:00:00Z' };
  const filled = {
    metadata: { creationTimestamp: null, ...at(template, 'metadata'), annotations: restarted },
    spec: pod,
  };
  const labels = { ...at(template, 'metadata', 'labels'), ...HASH };
  const replicaSet = (suffix: string, replicas: number): JsonObject => ({
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: { name: `${name}-${suffix}`, namespace, labels, ownerReferences: owner('Deployment', name) },
    spec: { replicas, selector: { matchLabels: labels }, template: { ...filled, metadata: { labels } } },
  });
  const isDeployment = kind === 'Deployment';
  const sidecar = { name: 'istio-proxy', image: 'ghcr.io/verrazzano/proxyv2:1', ports: [{ containerPort: 15090 }] };
  return [
    { ...object, spec: { ...OF_SPEC[kind as string], ...(spec as JsonObject), template: filled } },
    ...(isDeployment ? [replicaSet('6d4f8b9c5d', 1), replicaSet('7c5f9b8d6f', 0)] : []),
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: isDeployment ? `${name}-6d4f8b9c5d-x7k2p` : `${name}-0`,
        namespace,
        labels,
        ownerReferences: isDeployment ? owner('ReplicaSet', `${name}-6d4f8b9c5d`) : owner(kind as string, name),
      },
      spec: { ...pod, nodeName: 'n', containers: [...pod.containers, sidecar] },
      status: { phase: 'Running', podIP: '10.0.0.3' },
    },
  ];
}

function service(object: JsonObject): JsonObject[] {
  const { metadata, spec } = object;
  const own = at(object, 'spec');
  const ports = ((own.ports ?? []) as readonly JsonObject[]).map((port, index) => ({
    ...(own.type === 'ClusterIP' ? {} : { nodePort: 30000 + index }),
    ...port,
  }));
  const defaults = { ipFamilies: ['IPv4'], ipFamilyPolicy: 'SingleStack', internalTrafficPolicy: 'Cluster' };
  return [
    { ...object, spec: { ...defaults, ...(spec as JsonObject), ports } },
    { apiVersion: 'v1', kind: 'Endpoints', metadata: metadata, subsets: [] },
    { apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', metadata: metadata, endpoints: [] },
  ];
}

function namespace(object: JsonObject): JsonObject[] {
  const { name = '' } = at(object, 'metadata');
  const labels = { ...at(object, 'metadata', 'labels'), 'kubernetes.io/metadata.name': name };
  const inside = { namespace: name };
  return [
    { ...object, metadata: { ...at(object, 'metadata'), labels }, spec: { finalizers: ['kubernetes'] } },
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { ...inside, name: 'default' } },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { ...inside, name: 'kube-root-ca.crt' }, data: { 'ca.crt': 'x' } },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { ...inside, name: 'istio-ca-root-cert' }, data: {} },
    { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: { ...inside, name: 'leader' }, spec: {} },
    { apiVersion: 'v1', kind: 'Event', metadata: { ...inside, name: 'e.1' }, message: 'x', involvedObject: {} },
    {
      apiVersion: 'v1',
      kind: 'Secret',
      type: 'helm.sh/release.v1',
      metadata: { ...inside, name: 'sh.helm.release.v1.x.v1' },
      data: { release: 'eA==' },
    },
  ];
}

function certificate(object: JsonObject): JsonObject[] {
  const { metadata } = object;
  return [object, { apiVersion: 'cert-manager.io/v1', kind: 'CertificateRequest', metadata: metadata, spec: {} }];
}

const AROUND: Readonly<Record<string, (object: JsonObject) => JsonObject[]>> = {
  Certificate: certificate,
  DaemonSet: workload,
  Deployment: workload,
  Namespace: namespace,
  Service: service,
  StatefulSet: workload,
};

/**
 * Objects as an API server holds them in a cluster that runs: with defaults, what tools and controllers write into metadata and status, and the
 * objects that controllers make of them.
 */
export function heldByApiServer(objects: readonly JsonObject[]): JsonObject[] {
  return objects.flatMap((object, index) => {
    const { annotations } = at(object, 'metadata');
    const metadata = {
      ...at(object, 'metadata'),
      uid: `u${index}`,
      resourceVersion: String(index + 1),
      generation: 3,
      creationTimestamp: '2024-01-01T00:00:00Z',
      managedFields: [{ manager: 'helm', operation: 'Update', fieldsV1: { 'f:spec': {} } }],
      annotations: {
        ...(annotations as JsonObject | undefined),
        'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify(object),
      },
    };
    const held = { status: { observedGeneration: 3 }, ...object, metadata };
    return AROUND[textAt(object, 'kind') ?? '']?.(held) ?? [held];
  });
}
