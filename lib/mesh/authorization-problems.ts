import type { Platform } from '../definition/platform';
import type { Workload } from '../definition/workload';
import { Connectivity } from '../connectivity';
import type { Peer } from '../connectivity';
import type { Flow, FlowEnd } from '../network/flows';
import { samplePods, platformPods } from '../network/policies/platform-pods';
import { workloadKey } from '../network/policies/selectors';
import { portsOf } from '../network/upstream/flow-peers';
import { IstioMesh } from '../values/istio-mesh';
import type { JsonObject } from '../values/json';
import type { Problem } from '../values/problem';
import type { AuthorizationOptions } from './authorization-policies';
import { authorizationNamespaces, isRestrictable, meshWorkloads, takesNothing } from './authorization-policies';
import { workloadSelector } from './authorization-selector';
import { ROOT_NAMESPACE } from './identity';
import { meshLayer } from './layer/mesh-layer';
import { ownMeshObjects, upstreamMeshObjects } from './mesh-objects';

/** What is checked. */
export interface AuthorizationCheck extends AuthorizationOptions {
  /** The profile. */
  readonly platform: Platform;
  /** All flows. */
  readonly flows: readonly Flow[];
  /** Namespaces whose workloads get policies. */
  readonly namespaces: readonly string[];
  /** All AuthorizationPolicies: those of the library, and those that the installer brings. */
  readonly policies: readonly JsonObject[];
  /**
   * Settings of the mesh, for its exceptions to mutual TLS.
   * @default - those of upstream: mutual TLS is STRICT everywhere
   */
  readonly settings?: IstioMesh;
}

/**
 * What is wrong with AuthorizationPolicies: namespaces that cannot have them, workloads of the mesh that no policy selects although
 * their namespace is closed, and flows that the policies do not let through. Flows that mutual TLS refuses are not counted: no policy
 * opens those.
 * @param check - what is checked
 * @throws MergeError when the platform operator would refuse the merge
 */
export function authorizationProblems(check: AuthorizationCheck): readonly Problem[] {
  const mesh = meshWorkloads(check.platform).filter(({ namespace }) => check.namespaces.includes(namespace));
  return [...namespaceProblems(check), ...unselected(check, mesh), ...closedFlows(check, mesh)];
}

function namespaceProblems({ platform, namespaces }: AuthorizationCheck): readonly Problem[] {
  const allowed = authorizationNamespaces(platform);
  return namespaces
    .filter((name) => !allowed.includes(name))
    .map((got) => ({
      what:
        got === ROOT_NAMESPACE
          ? 'AuthorizationPolicies are asked for in the root namespace of the mesh, where only gateways are'
          : 'AuthorizationPolicies are asked for in a namespace without workloads in the mesh',
      got,
      allowed: allowed.join(', '),
    }));
}

/** Without a policy of its own, a workload of a closed namespace is unreachable; and shared labels open more than is needed. */
function unselected({ platform, denyUnlisted }: AuthorizationCheck, mesh: readonly Workload[]): readonly Problem[] {
  const all = meshWorkloads(platform);
  const without = mesh.filter((workload) => !takesNothing(workload) && !isRestrictable(workload, all));
  const shared = mesh.flatMap((workload) => {
    const others = workloadSelector(workload, all).also.filter((other) => !isRestrictable(other, all));
    return others.map((other) => ({ workload, other }));
  });
  return [
    ...(denyUnlisted === true ? without : []).map((workload) => ({
      what: 'a namespace is closed, and no policy can select the pods of a workload by value of a label',
      got: workloadKey(workload),
      fix: 'leave denyUnlisted out',
    })),
    ...shared.map(({ workload, other }) => ({
      what: 'a policy would also restrict pods of another workload, which has none of its own',
      got: `${workloadKey(workload)} and ${workloadKey(other)}`,
      fix: 'leave the namespace out',
    })),
  ];
}

function closedFlows(check: AuthorizationCheck, mesh: readonly Workload[]): readonly Problem[] {
  const { platform, flows, policies, settings = IstioMesh.of() } = check;
  const pods = [...platformPods(platform), ...samplePods()];
  const connectivity = Connectivity.of(pods);
  const others = [...pods, ...upstreamMeshObjects(platform), ...ownMeshObjects(platform, settings)];
  const layer = meshLayer([...others, ...policies]);
  const mutualTls = meshLayer(others);
  const restricted = new Set(mesh.map(workloadKey));
  return flows.flatMap((flow): Problem[] => {
    if (flow.to.kind !== 'workload' || !restricted.has(workloadKey(flow.to.workload))) return [];
    const to = connectivity.peer(workloadKey(flow.to.workload));
    const from = sampleOf(flow.from, connectivity);
    if (to === undefined || from === undefined) return [];
    const open = mutualTls.allows(from, to, portsOf(flow)).allowed.intersect(portsOf(flow));
    const closed = open.subtract(layer.allows(from, to, open).allowed);
    if (closed.isEmpty()) return [];
    return [
      {
        what: 'a flow is not covered by the AuthorizationPolicies of its destination',
        got: `${flow.id} at ${closed.toString()}`,
        fix: 'leave the namespace out',
      },
    ];
  });
}

/** The peer that represents an end: the workload, or an address without a certificate. Pods that a user names may be in the mesh or not. */
function sampleOf(end: FlowEnd, connectivity: Connectivity): Peer | undefined {
  if (end.kind === 'workload') return connectivity.peer(workloadKey(end.workload));
  return end.kind === 'pods' ? undefined : connectivity.peer('203.0.113.7');
}
