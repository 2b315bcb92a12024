import type { ConnectivityLayer, LayerAnswer, Peer } from '../../connectivity';
import { PortSet } from '../../connectivity';
import { flattenLists } from '../../connectivity/manifest';
import type { JsonObject } from '../../values/json';
import { principalOf, ROOT_NAMESPACE, TRUST_DOMAIN } from '../identity';
import type { Authorization } from './authorization';
import { appliesTo, judge, readAuthorizations } from './authorization';
import type { Source } from './authorization-rule';
import type { MeshPod } from './mesh-pod';
import { meshPods } from './mesh-pod';
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

/** What a sidecar or gateway asks of those who come in. */
interface Door {
  readonly pod: MeshPod;
  readonly mutualTls: MutualTls;
  readonly policies: readonly Authorization[];
}

/** What comes in one way: with a certificate of the mesh, or in plaintext. */
interface Way {
  readonly ports: PortSet;
  readonly source: Source;
}

/**
 * What a mesh decides about traffic, as a layer of connectivity. It reads PeerAuthentications, AuthorizationPolicies, and of namespaces
 * and pods what decides about sidecars. Traffic gets through where a request can: conditions on what a request says are taken to hold,
 * and the reasons say so.
 *
 * It does not know DestinationRules: two sidecars speak mutual TLS to each other, as Istio does by itself.
 * @param objects - manifests of any kinds and in any order, also Lists
 * @param options - what is known besides
 */
export function meshLayer(objects: readonly JsonObject[], options: MeshLayerOptions = {}): ConnectivityLayer {
  const { rootNamespace = ROOT_NAMESPACE, trustDomain = TRUST_DOMAIN, neverInjected } = options;
  const manifests = flattenLists(objects);
  const pods = meshPods(manifests, neverInjected);
  const authentications = readPeerAuthentications(manifests);
  const authorizations = readAuthorizations(manifests);
  const doors = new Map<string, Door>();
  const doorOf = (pod: MeshPod): Door => {
    const door = doors.get(pod.id) ?? {
      pod,
      mutualTls: mutualTlsOf(authentications, pod, rootNamespace),
      policies: authorizations.filter((policy) => appliesTo(policy, pod, rootNamespace)),
    };
    doors.set(pod.id, door);
    return door;
  };
  return {
    name: 'mesh',
    allows(from: Peer, to: Peer, ports: PortSet): LayerAnswer {
      const target = to.type === 'workload' ? pods.get(to.id) : undefined;
      if (target === undefined)
        return { allowed: PortSet.ALL, reasons: ['the destination is no pod: it has no proxy'] };
      if (target.proxy === 'none') return { allowed: PortSet.ALL, reasons: [`${to.id} has no sidecar`] };
      const source = from.type === 'workload' ? pods.get(from.id) : undefined;
      return answer(from, source, doorOf(target), ports, trustDomain);
    },
  };
}

function answer(from: Peer, source: MeshPod | undefined, door: Door, asked: PortSet, trustDomain: string): LayerAnswer {
  const { pod, policies } = door;
  const free = PortSet.ALL.subtract(pod.inbound);
  const verdicts = waysOf(from, source, door, trustDomain).map(({ ports, source: seen }) => {
    const { allowed, reasons } = judge(policies, seen, asked.intersect(ports));
    return { allowed: allowed.intersect(ports), reasons };
  });
  const refused =
    pod.proxy === 'gateway' ? PortSet.NONE : door.mutualTls.strict.subtract(source?.mutual ?? PortSet.NONE);
  return {
    allowed: PortSet.union([free, ...verdicts.map(({ allowed }) => allowed)]),
    reasons: [
      ...sentence(asked.intersect(free), (ports) => `the sidecar of ${pod.id} does not take ${ports}`),
      ...sentence(asked.intersect(refused), (ports) => refusal(from, source, door, ports)),
      ...new Set(verdicts.flatMap(({ reasons }) => reasons)),
    ],
  };
}

/** The ways in which a source can come in, each with its ports. */
function waysOf(from: Peer, source: MeshPod | undefined, door: Door, trustDomain: string): readonly Way[] {
  const { pod, mutualTls } = door;
  const plain: Source = {
    principal: undefined,
    namespace: undefined,
    addresses: from.type === 'ip' ? from.range : undefined,
    trustDomain,
  };
  const known: Source = {
    ...plain,
    principal: source && principalOf(source.namespace, source.serviceAccount, trustDomain),
    namespace: source?.namespace,
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

function refusal(from: Peer, source: MeshPod | undefined, { pod, mutualTls }: Door, ports: string): string {
  const why =
    source === undefined || source.proxy === 'none'
      ? `${from.id} has no sidecar`
      : `the sidecar of ${from.id} does not take these ports`;
  const policies = mutualTls.policies.join(', ');
  return `mutual TLS is STRICT at ${ports} of ${pod.id} (PeerAuthentication ${policies}), and ${why}`;
}

function sentence(ports: PortSet, text: (ports: string) => string): string[] {
  return ports.isEmpty() ? [] : [text(ports.toString())];
}
