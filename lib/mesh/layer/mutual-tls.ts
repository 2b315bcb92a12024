import { PortSet } from '../../connectivity';
import { groupOf, nameOf, namespaceOf, objectAt, textAt, textsAt } from '../../connectivity/manifest';
import { isPort } from '../../connectivity/port-set';
import { compare } from '../../values/compare';
import type { JsonObject } from '../../values/json';
import type { MeshPod } from './mesh-pod';
import { MUTUAL_TLS_MODES } from '../../values/mutual-tls-exception';

/** How a sidecar takes what comes in. */
export type MutualTlsMode = 'STRICT' | 'PERMISSIVE' | 'DISABLE';

/** Ports by mode, and the PeerAuthentications that set it. */
export interface MutualTls {
  /** Ports at which a certificate of the mesh is needed. */
  readonly strict: PortSet;
  /** Ports at which both are taken. */
  readonly permissive: PortSet;
  /** Ports at which plaintext is taken only. */
  readonly disabled: PortSet;
  /** `namespace/name` of the policies that decide: that of single ports, and that of the others. */
  readonly policies: readonly string[];
}

/** A PeerAuthentication. */
export interface PeerAuthentication {
  /** `namespace/name`. */
  readonly id: string;
  readonly namespace: string;
  readonly selector: Readonly<Record<string, string>>;
  /** Undefined inherits. */
  readonly mode: MutualTlsMode | undefined;
  readonly ports: ReadonlyMap<number, MutualTlsMode | undefined>;
  /** When it was made, as RFC 3339 text; empty where the manifest does not say. */
  readonly created: string;
}

/** What a mesh does without any PeerAuthentication. */
const DEFAULT: MutualTlsMode = 'PERMISSIVE';

/**
 * The PeerAuthentications in manifests, oldest first, then by namespace and name.
 * @param objects - manifests of any kind
 */
export function readPeerAuthentications(objects: readonly JsonObject[]): readonly PeerAuthentication[] {
  return objects
    .filter((object) => object.kind === 'PeerAuthentication' && groupOf(object) === 'security.istio.io')
    .map((object) => ({
      id: `${namespaceOf(object)}/${nameOf(object)}`,
      namespace: namespaceOf(object),
      selector: textsAt(object, 'spec', 'selector', 'matchLabels'),
      mode: modeOf(textAt(object, 'spec', 'mtls', 'mode')),
      ports: new Map(
        Object.entries(objectAt(object, 'spec', 'portLevelMtls')).map(([port, mtls]) => [
          Number(port),
          modeOf(textAt(mtls, 'mode')),
        ]),
      ),
      created: textAt(object, 'metadata', 'creationTimestamp') ?? '',
    }))
    .sort((a, b) => compare(a.created, b.created) || compare(a.id, b.id));
}

/**
 * The mode at each port of a pod. A policy with a selector beats that of the namespace, which beats that of the mesh; modes of single
 * ports are taken from the one with a selector, and a selector in the root namespace selects nothing. Of several policies of one
 * level Istio takes the oldest; where manifests do not state when they were made, the first by name is taken for it.
 *
 * Source: reference of PeerAuthentication of Istio 1.19, and `ComposePeerAuthentication` in `pilot/pkg/security/authn`.
 * @param policies - all policies
 * @param pod - the pod
 * @param rootNamespace - root namespace of the mesh
 */
export function mutualTlsOf(policies: readonly PeerAuthentication[], pod: MeshPod, rootNamespace: string): MutualTls {
  const [own] = policies.filter(
    ({ namespace, selector }) =>
      namespace === pod.namespace &&
      namespace !== rootNamespace &&
      Object.keys(selector).length > 0 &&
      Object.entries(selector).every(([key, value]) => pod.labels[key] === value),
  );
  const general = (wanted: string): PeerAuthentication | undefined =>
    policies.find(({ namespace, selector }) => namespace === wanted && Object.keys(selector).length === 0);
  const levels = [own, general(pod.namespace), general(rootNamespace)].filter((one) => one !== undefined);
  const deciding = levels.find((one) => one.mode !== undefined);
  const mode = deciding?.mode ?? DEFAULT;
  const single = [...(own?.ports ?? [])].filter(([port]) => isPort(port));
  const singles = PortSet.union(single.map(([port]) => PortSet.of('TCP', port)));
  const portsIn = (wanted: MutualTlsMode): PortSet => {
    const named = single.filter(([, own]) => (own ?? mode) === wanted).map(([port]) => PortSet.of('TCP', port));
    const rest = mode === wanted ? pod.inbound.subtract(singles) : PortSet.NONE;
    return PortSet.union([...named, rest]).intersect(pod.inbound);
  };
  return {
    strict: portsIn('STRICT'),
    permissive: portsIn('PERMISSIVE'),
    disabled: portsIn('DISABLE'),
    policies: [...new Set([single.length > 0 ? own?.id : undefined, deciding?.id])].filter((id) => id !== undefined),
  };
}

function modeOf(text: string | undefined): MutualTlsMode | undefined {
  return MUTUAL_TLS_MODES.find((mode) => mode === text);
}
