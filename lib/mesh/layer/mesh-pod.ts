import { podsById, PortSet } from '../../connectivity';
import { groupOf, listAt, nameOf, textAt, textsAt, valueAt } from '../../connectivity/manifest';
import { INJECTION_LABEL } from '../../definition/namespaces';
import { INJECT } from '../../definition/workload';
import type { JsonObject } from '../../values/json';
import { holdsCertificates, interceptedInbound, interceptedOutbound } from '../../network/interception';

type Labels = Readonly<Record<string, string>>;

/** What the mesh sees of the pods of a workload. */
export interface MeshPod {
  /** Id of the workload, as in connectivity. */
  readonly id: string;
  /** Namespace. */
  readonly namespace: string;
  /** Labels of the pods. */
  readonly labels: Labels;
  /** Service account. */
  readonly serviceAccount: string;
  /** Its Envoy: a sidecar, the pod itself (a gateway), or none. */
  readonly proxy: 'sidecar' | 'gateway' | 'none';
  /** Ports at which the proxy decides what comes in. */
  readonly inbound: PortSet;
  /** Ports of destinations to which it can speak mutual TLS. */
  readonly mutual: PortSet;
  /** Ports of destinations to which it can speak plaintext. */
  readonly plain: PortSet;
}

/** Namespaces in which Istio never injects (`IgnoredNamespaces` of its injector). */
const NEVER_INJECTED: ReadonlySet<string> = new Set([
  'kube-system',
  'kube-public',
  'kube-node-lease',
  'local-path-storage',
]);

const GATEWAYS: ReadonlySet<string> = new Set(['IngressGateways', 'EgressGateways']);

/**
 * The pods of manifests as the mesh sees them, by the id of their workload.
 * @param objects - manifests of any kind, without Lists
 * @param never - labels of pods that the mesh is told never to inject; each item is one set of labels
 */
export function meshPods(objects: readonly JsonObject[], never: readonly Labels[] = []): ReadonlyMap<string, MeshPod> {
  const namespaces = new Map(
    objects
      .filter((object) => object.kind === 'Namespace' && groupOf(object) === '')
      .map((object) => [nameOf(object), textsAt(object, 'metadata', 'labels')]),
  );
  const pods = [...podsById(objects)];
  return new Map(
    pods.map(([id, pod]) => {
      const namespace = id.slice(0, id.indexOf('/'));
      return [id, meshPod(id, namespace, pod, { labels: namespaces.get(namespace) ?? {}, never })];
    }),
  );
}

/** What decides about sidecars besides the pod. */
interface Surroundings {
  /** Labels of its namespace. */
  readonly labels: Labels;
  /** Labels of pods that the mesh is told never to inject. */
  readonly never: readonly Labels[];
}

function meshPod(id: string, namespace: string, pod: JsonObject, around: Surroundings): MeshPod {
  const labels = textsAt(pod, 'metadata', 'labels');
  const annotations = textsAt(pod, 'metadata', 'annotations');
  const serviceAccount = textAt(pod, 'spec', 'serviceAccountName') ?? 'default';
  const identity = { id, namespace, labels, serviceAccount };
  if (isGateway(pod)) {
    return { ...identity, proxy: 'gateway', inbound: PortSet.of('TCP'), mutual: PortSet.ALL, plain: PortSet.NONE };
  }
  if (!isInjected(namespace, pod, around)) {
    return { ...identity, proxy: 'none', inbound: PortSet.NONE, mutual: PortSet.NONE, plain: PortSet.ALL };
  }
  const taken = interceptedOutbound(annotations);
  return {
    ...identity,
    proxy: 'sidecar',
    inbound: interceptedInbound(annotations),
    mutual: holdsCertificates(annotations) ? PortSet.ALL : taken,
    plain: PortSet.ALL.subtract(taken),
  };
}

/** A gateway is an Envoy itself, so nothing is injected into it as a sidecar. */
function isGateway(pod: JsonObject): boolean {
  const labels = textsAt(pod, 'metadata', 'labels');
  const templates = textAt(pod, 'metadata', 'annotations', 'inject.istio.io/templates') ?? '';
  const isRouter = listAt(pod, 'spec', 'containers').some((container) => {
    const [command, role] = listAt(container, 'args');
    return command === 'proxy' && role === 'router';
  });
  return isRouter || templates.includes('gateway') || GATEWAYS.has(labels['operator.istio.io/component'] ?? '');
}

/**
 * Whether Istio puts a sidecar into a pod: label `istio-injection=enabled` or `istio.io/rev` of its namespace, unless label or
 * annotation `sidecar.istio.io/inject` of the pod says no; in other namespaces that label, unless they are `disabled`. A sidecar
 * that is there already counts.
 */
function isInjected(namespace: string, pod: JsonObject, { labels, never }: Surroundings): boolean {
  const hasSidecar = ['containers', 'initContainers'].some((list) =>
    listAt(pod, 'spec', list).some((container) => textAt(container, 'name') === 'istio-proxy'),
  );
  if (hasSidecar) return true;
  if (valueAt(pod, 'spec', 'hostNetwork') === true || NEVER_INJECTED.has(namespace)) return false;
  const label = textAt(pod, 'metadata', 'labels', INJECT);
  const injection = labels[INJECTION_LABEL];
  if (injection === 'disabled') return false;
  // The webhook is called for the namespace or for the label of the pod; an annotation alone does not call it.
  if (injection !== 'enabled' && labels['istio.io/rev'] === undefined) return label === 'true';
  const said = label ?? textAt(pod, 'metadata', 'annotations', INJECT);
  if (said !== undefined) return said === 'true';
  const own = textsAt(pod, 'metadata', 'labels');
  return !never.some((set) => Object.entries(set).every(([key, value]) => own[key] === value));
}
