import type { KubernetesManifest } from '../definition/kubernetes-manifest';
import type { MeshState } from '../definition/namespaces';
import type { Platform } from '../definition/platform';
import type { Workload } from '../definition/workload';
import { inMesh } from '../definition/workload';
import { compare } from '../values/compare';
import { PortSet } from '../connectivity';
import type { Flow } from '../network/flows';
import { reasonsOf } from '../network/policies/exact-policies';
import { MANAGED_BY, REASONS } from '../network/policies/policy-manifest';
import { platformPods, platformWorkloads } from '../network/policies/platform-pods';
import { workloadKey } from '../network/policies/selectors';
import { portsOf } from '../network/upstream/flow-peers';
import { IstioMesh } from '../values/istio-mesh';
import type { JsonObject } from '../values/json';
import { MESH_API_VERSIONS } from './api-versions';
import type { SidecarPorts } from './authorization-rules';
import { rulesFor } from './authorization-rules';
import { workloadSelector } from './authorization-selector';
import { ROOT_NAMESPACE } from './identity';
import { interceptedInbound } from '../network/interception';
import { meshPods } from './layer/mesh-pod';
import { mutualTlsOf, readPeerAuthentications } from './layer/mutual-tls';
import { ownMeshObjects, upstreamMeshObjects } from './mesh-objects';

/** How AuthorizationPolicies are written. */
export interface AuthorizationOptions {
  /**
   * Whether each namespace also gets a policy that allows nothing, so that pods of the mesh that no flow names are closed too.
   * @default false
   */
  readonly denyUnlisted?: boolean;
}

/** Name of the policy that closes a namespace. */
const DENY_UNLISTED = 'deny-unlisted';

/**
 * AuthorizationPolicies that allow the flows into workloads of the mesh and nothing else, one for each workload, named
 * `<workload>-ingress`. A workload of the mesh is named by its principal; a peer without one (the API server, nodes, addresses) gets a rule
 * for ports where mutual TLS is not STRICT: elsewhere it is not let in, and such a rule would admit every peer with a
 * certificate. Ports are those of the pods; those that the sidecar does not take need no rule.
 *
 * There are none for gateways: ALLOW policies add up, so that a rule for the ports of the ingress gateway would open the paths
 * that an IngressTrait protects. And so none in `istio-system`, where one without a selector would be for the whole mesh.
 * @param platform - the profile
 * @param flows - all flows
 * @param namespaces - namespaces whose workloads get policies; see {@link authorizationNamespaces}
 * @param options - how they are written
 * @param settings - settings of the mesh, for its exceptions to mutual TLS; upstream's are STRICT everywhere
 * @throws MergeError when the platform operator would refuse the merge
 */
export function authorizationPolicies(
  platform: Platform,
  flows: readonly Flow[],
  namespaces: readonly string[],
  { denyUnlisted = false }: AuthorizationOptions = {},
  settings: IstioMesh = IstioMesh.of(),
): readonly KubernetesManifest[] {
  const mesh = meshWorkloads(platform);
  const sidecars = sidecarsOf(platform, settings);
  const wanted = new Set<string>(namespaces);
  const restricted = mesh.filter((workload) => wanted.has(workload.namespace) && isRestrictable(workload, mesh));
  const closed = denyUnlisted ? [...new Set(restricted.map(({ namespace }) => namespace))] : [];
  return [
    ...restricted.flatMap((workload) => {
      const { name, namespace, kind } = workload;
      const sidecar = sidecars.get(`${namespace}/${name}[${kind}]`);
      return sidecar === undefined ? [] : [policyFor(workload, flows, mesh, sidecar, platform.mesh)];
    }),
    ...closed.map((namespace) => denyAll(namespace)),
  ].sort((a, b) => compare(idOf(a), idOf(b)));
}

/**
 * AuthorizationPolicies that let in what a user allows where policies of upstream keep it out. ALLOW policies add up, so that these
 * only open; a workload without one of upstream gets none, since that would close it to all other peers.
 * @param platform - the profile
 * @param flows - all flows
 * @param upstream - AuthorizationPolicies of upstream
 * @param settings - settings of the mesh, for its exceptions to mutual TLS
 * @throws MergeError when the platform operator would refuse the merge
 */
export function authorizationForUsers(
  platform: Platform,
  flows: readonly Flow[],
  upstream: readonly KubernetesManifest[],
  settings: IstioMesh = IstioMesh.of(),
): readonly KubernetesManifest[] {
  const allowed = flows.filter(({ kind }) => kind === 'user');
  if (allowed.length === 0) return [];
  const mesh = meshWorkloads(platform);
  const closed = mesh.filter((workload) => upstream.some((policy) => isSelected(workload, policy)));
  const sidecars = sidecarsOf(platform, settings);
  return closed.flatMap((workload) => {
    const sidecar = sidecars.get(`${workload.namespace}/${workload.name}[${workload.kind}]`);
    const policy = sidecar && policyFor(workload, allowed, mesh, sidecar, platform.mesh);
    const { rules } = (policy?.spec ?? {}) as { readonly rules?: readonly JsonObject[] };
    return policy === undefined || rules === undefined || rules.length === 0 ? [] : [policy];
  });
}

/**
 * Namespaces of a platform with workloads in the mesh, sorted. With charts as installer all of them get policies: these select
 * workloads, so that they do not affect pods that no flow names. With the platform operator none does unless it is named: its own
 * components may call what no flow names.
 * @param platform - the profile
 * @throws MergeError when the platform operator would refuse the merge
 */
export function authorizationNamespaces(platform: Platform): readonly string[] {
  return [...new Set(meshWorkloads(platform).map(({ namespace }) => namespace))].sort(compare);
}

/**
 * Workloads of a platform with a sidecar, each once.
 * @param platform - the profile
 */
export function meshWorkloads(platform: Platform): readonly Workload[] {
  const all = platformWorkloads(platform).map(({ workload }) => workload);
  const byKey = new Map(all.filter((one) => inMesh(one, platform.mesh)).map((one) => [workloadKey(one), one]));
  return [...byKey.values()];
}

/**
 * Whether a policy can and need be written for a workload: its labels select it, and its sidecar takes some port.
 * @param workload - the workload
 * @param mesh - all workloads with a sidecar
 */
export function isRestrictable(workload: Workload, mesh: readonly Workload[]): boolean {
  return !takesNothing(workload) && workloadSelector(workload, mesh).matchLabels !== undefined;
}

/**
 * Whether the sidecar of a workload leaves everything that comes in alone, as that of the NGINX controller does.
 * @param workload - the workload
 */
export function takesNothing({ annotations, ports }: Workload): boolean {
  const taken = interceptedInbound(annotations);
  const own = PortSet.union(ports.map(({ port, protocol }) => PortSet.of(protocol, port)));
  return taken.isEmpty() || (!own.isEmpty() && own.intersect(taken).isEmpty());
}

/** What the sidecars of a platform do, by id of the workload as in connectivity. */
function sidecarsOf(platform: Platform, settings: IstioMesh): ReadonlyMap<string, SidecarPorts> {
  const objects = [...upstreamMeshObjects(platform), ...ownMeshObjects(platform, settings)];
  const authentications = readPeerAuthentications(objects);
  return new Map(
    [...meshPods(platformPods(platform))].map(([id, pod]) => [
      id,
      { inbound: pod.inbound, strict: mutualTlsOf(authentications, pod, ROOT_NAMESPACE).strict },
    ]),
  );
}

function isSelected({ namespace, labels }: Workload, { metadata, spec }: KubernetesManifest): boolean {
  const { selector } = spec as { readonly selector?: { readonly matchLabels?: Readonly<Record<string, string>> } };
  const wanted = Object.entries(selector?.matchLabels ?? {});
  return metadata.namespace === namespace && wanted.every(([key, value]) => labels[key] === value);
}

function policyFor(
  workload: Workload,
  flows: readonly Flow[],
  mesh: readonly Workload[],
  sidecar: SidecarPorts,
  state: MeshState,
): KubernetesManifest {
  const key = workloadKey(workload);
  const leading = flows.filter(
    (flow) =>
      flow.to.kind === 'workload' &&
      workloadKey(flow.to.workload) === key &&
      !portsOf(flow).intersect(sidecar.inbound).isEmpty(),
  );
  return {
    apiVersion: MESH_API_VERSIONS.AuthorizationPolicy,
    kind: 'AuthorizationPolicy',
    metadata: {
      name: `${workload.name}-ingress`,
      namespace: workload.namespace,
      labels: { [MANAGED_BY.key]: MANAGED_BY.value },
      annotations: { [REASONS]: reasonsOf(leading) },
    },
    spec: {
      selector: { matchLabels: workloadSelector(workload, mesh).matchLabels ?? {} },
      action: 'ALLOW',
      rules: rulesFor(leading, sidecar, state),
    },
  };
}

/** Nothing in it matches, and a policy that allows nothing is one that denies the rest. */
function denyAll(namespace: string): KubernetesManifest {
  return {
    apiVersion: MESH_API_VERSIONS.AuthorizationPolicy,
    kind: 'AuthorizationPolicy',
    metadata: { name: DENY_UNLISTED, namespace, labels: { [MANAGED_BY.key]: MANAGED_BY.value } },
    spec: {},
  };
}

function idOf({ metadata: { name, namespace } }: KubernetesManifest): string {
  return `${namespace ?? ''}/${name}`;
}
