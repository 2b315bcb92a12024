import { INJECTION_LABEL, REVISION_LABEL } from '../../values/injection-labels';
import { listAt, objectAt, textAt, valueAt } from '../../connectivity/manifest';
import { compare } from '../../values/compare';
import { isJsonObject, type JsonObject, type JsonValue } from '../../values/json';
import { POD_TEMPLATE_PATHS } from '../../values/pod-template-path';
import { secretNames } from './secret-names';

/** What is compared of an object, beside that it is there. */
export type ProofAspect = 'selector' | 'service' | 'principal' | 'volume' | 'secret' | 'image' | 'running';

/** What an object says about one aspect. */
type ReadAspect = (object: JsonObject) => JsonValue;

/** Kinds whose pods are compared; others are made by these, or run once. */
const WORKLOADS = ['CronJob', 'DaemonSet', 'Deployment', 'StatefulSet'] as const;

/** What is read of every kind. */
const OF_ALL: ReadonlyArray<readonly [ProofAspect, ReadAspect]> = [
  ['secret', secretNames],
  ['running', running],
];

/** Kinds of which more is compared, or something else. */
const ASPECTS: Readonly<Record<string, ReadonlyArray<readonly [ProofAspect, ReadAspect]>>> = {
  ...Object.fromEntries(
    WORKLOADS.map((kind) => {
      const path = [...POD_TEMPLATE_PATHS[kind], 'spec'];
      const aspects: ReadonlyArray<readonly [ProofAspect, ReadAspect]> = [
        ['selector', (object) => valueAt(object, 'spec', 'selector') ?? null],
        ['principal', (object) => principal(object, path)],
        ['volume', (object) => volumes(object, path)],
        ['image', (object) => images(object, path)],
        ...OF_ALL,
      ];
      return [kind, aspects];
    }),
  ),
  Service: [['service', service]],
  Ingress: [['service', routes], ...OF_ALL],
  Namespace: [['principal', injection]],
  PersistentVolumeClaim: [['volume', claim]],
  PersistentVolume: [['volume', volume]],
  Secret: [['secret', content]],
};

/** Kinds that come and go by themselves, and policies, of which only the traffic that they allow counts. */
const NOT_COMPARED: ReadonlySet<string> = new Set([
  'Pod',
  'ReplicaSet',
  'Job',
  'Node',
  'CertificateRequest',
  'Order',
  'Challenge',
  'NetworkPolicy',
]);

/**
 * Whether objects of a kind are compared, beside the traffic that they decide about.
 * @param kind - the kind
 */
export function isComparedKind(kind: string): boolean {
  return !NOT_COMPARED.has(kind);
}

/**
 * What is compared of objects of a kind.
 * @param kind - the kind
 */
export function aspectsOf(kind: string): ReadonlyArray<readonly [ProofAspect, ReadAspect]> {
  return (Object.hasOwn(ASPECTS, kind) ? ASPECTS[kind] : undefined) ?? OF_ALL;
}

function principal(object: JsonObject, path: readonly string[]): string {
  const pod = objectAt(object, ...path);
  const account = textAt(pod, 'serviceAccountName') ?? textAt(pod, 'serviceAccount') ?? 'default';
  return `${textAt(object, 'metadata', 'namespace') ?? 'default'}/sa/${account}`;
}

/** Sources of volumes that hold nothing of their own. */
const EMPTY: ReadonlySet<string> = new Set(['configMap', 'downwardAPI', 'emptyDir', 'projected', 'secret', 'name']);

/** What pods keep data in: templates of claims by name, size and class, claims, and volumes of other kinds by what they lead to. */
function volumes(object: JsonObject, path: readonly string[]): JsonValue {
  const templates = listAt(object, 'spec', 'volumeClaimTemplates').map((template) => ({
    name: textAt(template, 'metadata', 'name') ?? '',
    spec: valueAt(template, 'spec') ?? {},
  }));
  const own = listAt(objectAt(object, ...path), 'volumes').filter(isJsonObject);
  const claims = own.flatMap((one) => textAt(one, 'persistentVolumeClaim', 'claimName') ?? []);
  const others = own.flatMap((one) =>
    Object.keys(one)
      .filter((key) => !EMPTY.has(key) && key !== 'persistentVolumeClaim')
      .map((key): JsonValue => ({ [key]: valueAt(one, key) ?? null })),
  );
  return { templates, claims: claims.sort(compare), ...(others.length > 0 && { others }) };
}

function images(object: JsonObject, path: readonly string[]): JsonValue {
  const pod = objectAt(object, ...path);
  const containers = [...listAt(pod, 'initContainers'), ...listAt(pod, 'containers')];
  return Object.fromEntries(containers.map((one) => [textAt(one, 'name') ?? '', textAt(one, 'image') ?? '']));
}

/** Whether it makes pods. The API server and operators have 1 as the default. */
function running(object: JsonObject): JsonValue {
  const { replicas, instances, suspend } = objectAt(object, 'spec');
  return replicas === 0 || instances === 0 || suspend === true ? 'stopped' : 'runs';
}

function claim(object: JsonObject): JsonValue {
  return {
    volume: textAt(object, 'spec', 'volumeName') ?? null,
    class: textAt(object, 'spec', 'storageClassName') ?? null,
    size: valueAt(object, 'spec', 'resources', 'requests', 'storage') ?? null,
  };
}

function volume(object: JsonObject): JsonValue {
  const [namespace = '', name] = ['namespace', 'name'].map((key) => textAt(object, 'spec', 'claimRef', key));
  return {
    reclaimPolicy: textAt(object, 'spec', 'persistentVolumeReclaimPolicy') ?? 'Delete',
    claim: name === undefined ? null : `${namespace}/${name}`,
  };
}

/** Type and keys of a Secret, of which nothing else is read. */
function content(object: JsonObject): JsonValue {
  return {
    type: textAt(object, 'type') ?? 'Opaque',
    keys: Object.keys({ ...objectAt(object, 'data'), ...objectAt(object, 'stringData') }).sort(compare),
  };
}

/** Who serves an Ingress, and what it leads to. */
function routes(object: JsonObject): JsonValue {
  const annotation = textAt(object, 'metadata', 'annotations', 'kubernetes.io/ingress.class');
  return {
    class: textAt(object, 'spec', 'ingressClassName') ?? annotation ?? null,
    rules: valueAt(object, 'spec', 'rules') ?? null,
    defaultBackend: valueAt(object, 'spec', 'defaultBackend') ?? null,
  };
}

/** What puts pods of a namespace into the mesh, where each has an identity. */
function injection(object: JsonObject): JsonValue {
  return Object.fromEntries(
    [INJECTION_LABEL, REVISION_LABEL].flatMap((key) => {
      const value = textAt(object, 'metadata', 'labels', key);
      return value === undefined ? [] : [[key, value]];
    }),
  );
}

/** Who can reach a Service, beside its ports. */
const REACH = ['externalName', 'externalIPs', 'loadBalancerSourceRanges'] as const;

function service(object: JsonObject): JsonValue {
  const type = textAt(object, 'spec', 'type') ?? 'ClusterIP';
  const ports = listAt(object, 'spec', 'ports').map((port) => [
    textAt(port, 'name') ?? '',
    JSON.stringify(valueAt(port, 'port') ?? 0),
    JSON.stringify(valueAt(port, 'targetPort') ?? valueAt(port, 'port') ?? 0),
    textAt(port, 'protocol') ?? 'TCP',
    // A load balancer finds the port of the nodes by itself; whoever uses a NodePort does not.
    ...(type === 'NodePort' ? [JSON.stringify(valueAt(port, 'nodePort') ?? 0)] : []),
  ]);
  return {
    type,
    selector: valueAt(object, 'spec', 'selector') ?? {},
    ports: ports.map((port) => port.join(' ')).sort(compare),
    headless: textAt(object, 'spec', 'clusterIP') === 'None',
    ...Object.fromEntries(
      REACH.flatMap((key) => [valueAt(object, 'spec', key)].flatMap((one) => (one === undefined ? [] : [[key, one]]))),
    ),
  };
}
