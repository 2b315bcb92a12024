import { isAdminPolicy } from '../connectivity/admin-policy';
import { groupOf, kindOf, listAt, nameOf, namespaceOf, objectAt, textsAt, valueAt } from '../connectivity/manifest';
import { podPath } from '../connectivity/pod-kinds';
import { isWorkload } from '../connectivity/pod-template';
import { isNetworkPolicy, isOtherPolicy, NETWORKING_GROUPS } from '../connectivity/read-policies';
import { withoutSecrets } from '../gitops/secrets';
import { isMeshObject } from '../mesh';
import { isJsonObject, type JsonObject, type JsonValue, withoutUndefined } from '../values/json';
import { MESH_ANNOTATION } from '../connectivity/decisive';

/**
 * The part of an object that decides about connectivity, as an object that is evaluated alike. Images, environment variables, data and
 * all else that may hold a credential are left out.
 * @param object - a manifest
 * @returns undefined for an object that does not decide
 */
export function decisiveObject(object: JsonObject): JsonObject | undefined {
  if (isWorkload(object)) return workload(object);
  const kind = kindOf(object);
  const isCore = groupOf(object) === '';
  if (isCore && kind === 'Namespace') return { ...head(object) };
  if (isCore && kind === 'Node') {
    return { ...head(object), status: withoutUndefined({ addresses: valueAt(object, 'status', 'addresses') }) };
  }
  if (isCore && kind === 'Service') {
    const { type, selector, ports, loadBalancerSourceRanges } = objectAt(object, 'spec');
    return { ...head(object), spec: withoutUndefined({ type, selector, ports, loadBalancerSourceRanges }) };
  }
  const isIngress = kind === 'Ingress' && NETWORKING_GROUPS.includes(groupOf(object));
  const isPolicy = isNetworkPolicy(object) || isAdminPolicy(object) || isOtherPolicy(object);
  if (!isIngress && !isPolicy && !isMeshObject(object)) return undefined;
  // Routes add headers, and filters of Envoy may hold anything.
  return {
    ...head(object),
    ...withoutUndefined({ spec: withoutSecrets('spec', object.spec) as JsonValue | undefined }),
  };
}

/** A name of an object within its cluster, by which later objects replace earlier ones. */
export function objectKey(object: JsonObject): string {
  return [groupOf(object), kindOf(object), namespaceOf(object), nameOf(object)].join('\0');
}

function head(object: JsonObject): JsonObject {
  const { apiVersion, kind } = object;
  const metadata = objectAt(object, 'metadata');
  const owners = listAt(metadata, 'ownerReferences').map((each) => {
    const { apiVersion: version, kind: ownerKind, name, controller } = objectAt(each);
    return withoutUndefined({ apiVersion: version, kind: ownerKind, name, controller });
  });
  return withoutUndefined({
    apiVersion,
    kind,
    metadata: withoutUndefined({
      name: metadata.name,
      namespace: metadata.namespace,
      labels: metadata.labels,
      annotations: meshAnnotations(object),
      ownerReferences: owners.length > 0 ? owners : undefined,
    }),
  });
}

function meshAnnotations(object: JsonObject): JsonObject | undefined {
  const kept = Object.entries(textsAt(object, 'metadata', 'annotations')).filter(([key]) => MESH_ANNOTATION.test(key));
  return kept.length > 0 ? Object.fromEntries(kept) : undefined;
}

function workload(object: JsonObject): JsonObject {
  const path = podPath(kindOf(object));
  const pod = objectAt(object, ...path);
  const spec = objectAt(pod, 'spec');
  const template = {
    metadata: withoutUndefined({ labels: valueAt(pod, 'metadata', 'labels'), annotations: meshAnnotations(pod) }),
    spec: withoutUndefined({
      hostNetwork: spec.hostNetwork,
      serviceAccountName: spec.serviceAccountName ?? spec.serviceAccount,
      containers: listAt(spec, 'containers').map(container),
      initContainers: spec.initContainers === undefined ? undefined : listAt(spec, 'initContainers').map(container),
    }),
  };
  if (path.length === 0) {
    const { phase, podIP, podIPs } = objectAt(object, 'status');
    const own = { ...head(object), spec: template.spec };
    return phase === undefined && podIP === undefined
      ? own
      : { ...own, status: withoutUndefined({ phase, podIP, podIPs }) };
  }
  const { replicas, ordinals, manualSelector, selector } = objectAt(object, 'spec');
  const nested = path.slice(1).reduceRight<JsonValue>((inner, key) => ({ [key]: inner }), template);
  const around = isJsonObject(nested) ? nested : {};
  return { ...head(object), spec: withoutUndefined({ replicas, ordinals, manualSelector, selector, ...around }) };
}

/** Arguments may hold anything; those of a gateway of the mesh say what it is. */
function container(value: JsonValue): JsonObject {
  const { name, ports, restartPolicy } = objectAt(value);
  const [command, role] = listAt(value, 'args');
  const isRouter = command === 'proxy' && role === 'router';
  return withoutUndefined({ name, ports, restartPolicy, args: isRouter ? ['proxy', 'router'] : undefined });
}
