import type { ConnectivityLayer, LayerAnswer, Peer, WorkloadPeer } from '../../connectivity';
import { PortSet } from '../../connectivity';
import { flattenLists } from '../../connectivity/manifest';
import type { JsonObject } from '../../values/json';
import { checkMeshObject, isMeshObject } from '../validation/mesh-object-check';
import { principalOf, ROOT_NAMESPACE, TRUST_DOMAIN } from '../identity';
import type { Authorization } from './authorization';
import { appliesTo, evaluatePolicies, readAuthorizations } from './authorization';
import type { Source } from './authorization-rule';
import type { PlaintextPorts } from './destination-rules';
import { DestinationRules } from './destination-rules';
import type { MeshPod } from './mesh-pod';
import { meshPods } from './mesh-pod';
import { meshWarnings } from './mesh-warnings';
import type { MutualTls } from './mutual-tls';
import { mutualTlsOf, readPeerAuthentications } from './mutual-tls';

/** What is known of a mesh besides manifests. */
export interface MeshLayerOptions {
  /**
   * Namespace whose policies are for the whole mesh.
   * @default 'istio-system'
   */
  readonly rootNamespace?: string;
  /**
   * Trust domain of the mesh.
   * @default 'cluster.local'
   */
  readonly trustDomain?: string;
  /**
   * Labels of pods that get no sidecar (`neverInjectSelector`); each item is one set of labels.
   * @default - none
   */
  readonly neverInjected?: ReadonlyArray<Readonly<Record<string, string>>>;
}

/** What a sidecar or gateway requires of incoming traffic. */
interface Receiver {
  readonly pod: MeshPod;
  readonly mutualTls: MutualTls;
  readonly policies: readonly Authorization[];
}

/** A pod that opens connections, by what its proxy speaks to one destination. */
interface Sender {
  readonly pod: MeshPod;
  /** Ports to which it can speak mutual TLS of the mesh. */
  readonly mutual: PortSet;
  /** Ports to which it can speak plaintext, or TLS that is not of the mesh. */
  readonly plain: PortSet;
  /** Where DestinationRules switch mutual TLS off. */
  readonly off: PlaintextPorts;
}

/** Traffic of one kind: with a certificate of the mesh, or in plaintext. */
interface Way {
  readonly ports: PortSet;
  readonly source: Source;
}

/**
 * What a mesh decides about traffic, as a layer of connectivity. It reads PeerAuthentications, AuthorizationPolicies, what
 * DestinationRules state about mutual TLS, and of namespaces and pods what decides about sidecars. Traffic gets through where a request
 * can: conditions on what a request says are taken to hold, and the reasons state that.
 *
 * Objects that the API server or the webhook of istiod would refuse are left out; `warnings` has these as errors, and whatever else is
 * ignored, without effect, or not evaluated.
 * @param objects - manifests of any kinds and in any order, also Lists
 * @param options - what is known besides
 */
export function meshLayer(objects: readonly JsonObject[], options: MeshLayerOptions = {}): ConnectivityLayer {
  const { rootNamespace = ROOT_NAMESPACE, trustDomain = TRUST_DOMAIN, neverInjected } = options;
  const manifests = flattenLists(objects);
  const pods = meshPods(manifests, neverInjected);
  const checked = manifests.filter(isMeshObject).map((object) => ({ object, check: checkMeshObject(object) }));
  const valid = checked.filter(({ check }) => check.refused.length === 0).map(({ object }) => object);
  const authentications = readPeerAuthentications(valid);
  const authorizations = readAuthorizations(valid);
  const services = manifests.filter(({ kind }) => kind === 'Service');
  const rules = new DestinationRules([...services, ...valid], rootNamespace);
  const receivers = new Map<string, Receiver>();
  const receiverOf = (pod: MeshPod): Receiver => {
    const receiver = receivers.get(pod.id) ?? {
      pod,
      mutualTls: mutualTlsOf(authentications, pod, rootNamespace),
      policies: authorizations.filter((policy) => appliesTo(policy, pod, rootNamespace)),
    };
    receivers.set(pod.id, receiver);
    return receiver;
  };
  return {
    name: 'mesh',
    warnings: meshWarnings({
      manifests,
      checked,
      pods: [...pods.values()],
      authentications,
      authorizations,
      rules,
      rootNamespace,
      trustDomain,
    }),
    allows(from: Peer, to: Peer, ports: PortSet): LayerAnswer {
      const target = to.type === 'workload' ? pods.get(to.id) : undefined;
      if (target === undefined)
        return { allowed: PortSet.ALL, reasons: ['the destination is not a pod, so it has no proxy'] };
      if (target.proxy === 'none') return { allowed: PortSet.ALL, reasons: [`${to.id} has no sidecar`] };
      const source = from.type === 'workload' ? pods.get(from.id) : undefined;
      return answer(from, sending(source, target, rules), receiverOf(target), ports, trustDomain);
    },
    classOf({ id }: WorkloadPeer): string | undefined {
      const pod = pods.get(id);
      if (pod === undefined) return 'unknown';
      // DestinationRules look at labels of both ends.
      return rules.isIdle ? classOf(receiverOf(pod)) : undefined;
    },
  };
}

/** What decides about a pod, as the source of traffic and as its destination. */
function classOf({ pod, mutualTls, policies }: Receiver): string {
  const { proxy, namespace, serviceAccount, inbound, mutual, plain } = pod;
  const { strict, permissive, disabled } = mutualTls;
  const ports = [inbound, mutual, plain, strict, permissive, disabled].map(String);
  return [proxy, namespace, serviceAccount, ...ports, ...policies.map(({ id }) => id)].join(' | ');
}

function sending(pod: MeshPod | undefined, to: MeshPod, rules: DestinationRules): Sender | undefined {
  if (pod === undefined) return undefined;
  const off = rules.plaintext(pod, to);
  return { pod, mutual: pod.mutual.subtract(off.ports), plain: pod.plain.union(off.ports), off };
}

function answer(
  from: Peer,
  source: Sender | undefined,
  receiver: Receiver,
  asked: PortSet,
  trustDomain: string,
): LayerAnswer {
  const { pod, policies } = receiver;
  const free = PortSet.ALL.subtract(pod.inbound);
  const verdicts = waysOf(from, source, receiver, trustDomain).map(({ ports, source: seen }) => {
    const { allowed, reasons } = evaluatePolicies(policies, seen, asked.intersect(ports));
    return { allowed: allowed.intersect(ports), reasons };
  });
  const refused =
    pod.proxy === 'gateway' ? PortSet.NONE : receiver.mutualTls.strict.subtract(source?.mutual ?? PortSet.NONE);
  return {
    allowed: PortSet.union([free, ...verdicts.map(({ allowed }) => allowed)]),
    reasons: [
      ...sentence(asked.intersect(free), (ports) => `the sidecar of ${pod.id} does not take ${ports}`),
      ...(asked.intersect(refused).isEmpty() ? [] : [refusal(from, source, receiver, asked.intersect(refused))]),
      ...new Set(verdicts.flatMap(({ reasons }) => reasons)),
    ],
  };
}

/** The ways in which a source can come in, each with its ports. */
function waysOf(from: Peer, source: Sender | undefined, receiver: Receiver, trustDomain: string): readonly Way[] {
  const { pod, mutualTls } = receiver;
  const plain: Source = {
    principal: undefined,
    namespace: undefined,
    addresses: from.type === 'ip' ? from.range : undefined,
    trustDomain,
  };
  const known: Source = {
    ...plain,
    principal: source && principalOf(source.pod.namespace, source.pod.serviceAccount, trustDomain),
    namespace: source?.pod.namespace,
  };
  const mutual = source?.mutual ?? PortSet.NONE;
  // Whether a gateway asks for certificates is up to its Gateway resources.
  if (pod.proxy === 'gateway') {
    return [
      { ports: pod.inbound, source: plain },
      { ports: pod.inbound.intersect(mutual), source: known },
    ];
  }
  const { strict, permissive, disabled } = mutualTls;
  return [
    { ports: strict.union(permissive).intersect(mutual), source: known },
    { ports: permissive.intersect(source?.plain ?? PortSet.ALL).union(disabled), source: plain },
  ];
}

function refusal(from: Peer, source: Sender | undefined, { pod, mutualTls }: Receiver, ports: PortSet): string {
  const policies = mutualTls.policies.join(', ');
  const why = `mutual TLS is STRICT at ${ports.toString()} of ${pod.id} (PeerAuthentication ${policies})`;
  if (source === undefined || source.pod.proxy === 'none') return `${why}, and ${from.id} has no sidecar`;
  if (!source.off.ports.intersect(ports).isEmpty()) {
    return `${why}, and DestinationRule ${source.off.rules.join(', ')} switches it off`;
  }
  return `${why}, and the sidecar of ${from.id} does not take these ports`;
}

function sentence(ports: PortSet, text: (ports: string) => string): string[] {
  return ports.isEmpty() ? [] : [text(ports.toString())];
}
