import { podsById, PortSet } from '../../connectivity';
import { groupOf, listAt, nameOf, textAt, textsAt, valueAt } from '../../connectivity/manifest';
import { isPort } from '../../connectivity/port-set';
import type { JsonObject } from '../../values/json';
import { holdsCertificates, interceptedInbound, interceptedOutbound } from '../../network/interception';
import type { Surroundings } from '../../connectivity/injection';
import { asksForSidecar, isAmbient, isInjected, revisionOf } from '../../connectivity/injection';

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
  /** Its proxy: a sidecar, the pod itself (a gateway), that of its node (ambient mode), or none. */
  readonly proxy: 'sidecar' | 'gateway' | 'ambient' | 'none';
  /** Revision of the control plane that a label chooses for it; undefined is the default one. */
  readonly revision: string | undefined;
  /** Its label or annotation asks for a sidecar. */
  readonly asksForSidecar: boolean;
  /** Numbers of its container ports that have a name. */
  readonly namedPorts: ReadonlyMap<string, number>;
  /** Ports at which the proxy decides what comes in. */
  readonly inbound: PortSet;
  /** Ports of destinations to which it can speak mutual TLS. */
  readonly mutual: PortSet;
  /** Ports of destinations to which it can speak plaintext. */
  readonly plain: PortSet;
}

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
      return [id, meshPod(id, pod, { namespace, labels: namespaces.get(namespace) ?? {}, never })];
    }),
  );
}

function meshPod(id: string, pod: JsonObject, around: Surroundings): MeshPod {
  const { namespace } = around;
  const labels = textsAt(pod, 'metadata', 'labels');
  const annotations = textsAt(pod, 'metadata', 'annotations');
  // The API server takes the old name of the field where the new one is empty.
  const stated = textAt(pod, 'spec', 'serviceAccountName') || textAt(pod, 'spec', 'serviceAccount');
  const serviceAccount = stated || 'default';
  const namedPorts = namedPortsOf(pod);
  const identity = {
    id,
    namespace,
    labels,
    serviceAccount,
    namedPorts,
    revision: undefined,
    asksForSidecar: asksForSidecar(pod),
  };
  if (isGateway(pod)) {
    return { ...identity, proxy: 'gateway', inbound: PortSet.of('TCP'), mutual: PortSet.ALL, plain: PortSet.NONE };
  }
  if (!isInjected(pod, around)) {
    if (isAmbient(pod, around.labels)) {
      return { ...identity, proxy: 'ambient', inbound: PortSet.of('TCP'), mutual: PortSet.ALL, plain: PortSet.NONE };
    }
    return { ...identity, proxy: 'none', inbound: PortSet.NONE, mutual: PortSet.NONE, plain: PortSet.ALL };
  }
  const taken = interceptedOutbound(annotations);
  return {
    ...identity,
    revision: revisionOf(pod, around.labels),
    proxy: 'sidecar',
    inbound: interceptedInbound(annotations),
    mutual: holdsCertificates(annotations) ? PortSet.ALL : taken,
    plain: PortSet.ALL.subtract(taken),
  };
}

function namedPortsOf(pod: JsonObject): ReadonlyMap<string, number> {
  const ports = listAt(pod, 'spec', 'containers').flatMap((container) => listAt(container, 'ports'));
  return new Map(
    ports.flatMap((port): Array<[string, number]> => {
      const [name, number] = [textAt(port, 'name'), valueAt(port, 'containerPort')];
      return name !== undefined && isPort(number) ? [[name, number]] : [];
    }),
  );
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
