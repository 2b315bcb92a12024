import { Connectivity, PortSet, describeWarning, type WorkloadPeer } from '../connectivity';
import { isNetworkPolicy, isOtherPolicy } from '../connectivity/read-policies';
import { isAdminPolicy } from '../connectivity/admin-policy';
import { groupOf, kindOf, nameOf, namespaceOf } from '../connectivity/manifest';
import type { ClusterManifest } from '../cluster/estate-clusters';
import type { Platform } from '../definition/platform';
import { isMeshObject, meshLayer, upstreamAuthorizationPolicies, upstreamMeshObjects } from '../mesh';
import { endText, platformFlows, type Flow, type FlowEnd } from '../network/flows';
import { PolicyEvaluation, platformPods, platformWorkloads, samplePods } from '../network/policies';
import { upstreamPolicies } from '../network/upstream';
import { compare } from '../values/compare';
import type { JsonObject } from '../values/json';
import { decisiveObject, objectKey } from './decisive-object';
import type { Topology, TopologyEdge, TopologyNode } from './model';
import type { ReadPlatform } from './platforms';
import { policyEdges, type DrawnEdge } from './policy-edges';

/** How an explanation says who creates a policy that is in no file. */
const BY_OPERATOR = 'created by the platform operator';

/**
 * Who talks to whom in a cluster: flows of its platform, and what the policies of its files allow besides.
 * @param manifests - its objects, with those that controllers make of them
 * @param read - its platform
 */
export function topologyOf(manifests: readonly ClusterManifest[], read: ReadPlatform): Topology {
  const { platform } = read;
  const brought = platform === undefined ? [] : broughtBy(platform, read.source === 'resource');
  const all = new Map<string, { readonly object: JsonObject; readonly from: string }>();
  for (const object of brought) all.set(objectKey(object), { object, from: BY_OPERATOR });
  for (const { file, object } of manifests) {
    const decisive = decisiveObject(object);
    if (decisive !== undefined) all.set(objectKey(decisive), { object: decisive, from: file });
  }
  const objects = [...all.values()].map((each) => each.object);
  const connectivity = Connectivity.of(objects, { layers: layersOf(objects) });
  const isUndecided = connectivity.unevaluated.length > 0;
  const components = platform === undefined ? new Map<string, string>() : componentsOf(platform);
  const flows = platform === undefined ? [] : platformFlows(platform);
  const states = platform === undefined ? new Map<string, PortSet>() : closedPorts(platform, flows, objects);
  const drawn = flows.flatMap((flow) => edgesOf(flow, connectivity, states, isUndecided));
  const others = policyEdges(connectivity, drawn);
  const nodes = new Map<string, TopologyNode>();
  for (const peer of connectivity.workloads) nodes.set(peer.id, workloadNode(peer, connectivity, components));
  for (const node of [...drawn, ...others].flatMap(({ ends }) => ends))
    if (!nodes.has(node.id)) nodes.set(node.id, node);
  return {
    nodes: [...nodes.values()].sort((a, b) => compare(a.id, b.id)),
    edges: [...drawn, ...others].map(({ edge }) => edge),
    objects,
    policies: Object.fromEntries(
      [...all.values()].filter(({ object }) => isPolicy(object)).map(({ object, from }) => [policyName(object), from]),
    ),
    warnings: connectivity.warnings.map(describeWarning),
    unevaluated: connectivity.unevaluated,
  };
}

/** The layer of the mesh where any object is one of Istio. */
export function layersOf(objects: readonly JsonObject[]): ReturnType<typeof meshLayer>[] {
  return objects.some(isMeshObject) ? [meshLayer(objects)] : [];
}

/** Pods and namespaces of a platform, and with the platform operator the policies that it creates. */
function broughtBy(platform: Platform, byOperator: boolean): JsonObject[] {
  const decisive = (objects: readonly object[]): JsonObject[] =>
    objects.flatMap((object) => {
      const found = decisiveObject(object as JsonObject);
      return found === undefined ? [] : [found];
    });
  if (!byOperator) return decisive(platformPods(platform));
  const mesh = platform.isEnabled('istio')
    ? [...upstreamMeshObjects(platform), ...upstreamAuthorizationPolicies(platform)]
    : [];
  return decisive([...platformPods(platform), ...upstreamPolicies(platform), ...mesh]);
}

function isPolicy(object: JsonObject): boolean {
  return isNetworkPolicy(object) || isAdminPolicy(object) || isOtherPolicy(object) || isMeshObject(object);
}

/** As explanations name a policy. */
function policyName(object: JsonObject): string {
  if (isNetworkPolicy(object)) return `${namespaceOf(object)}/${nameOf(object)}`;
  const isNamespaced = groupOf(object).endsWith('istio.io');
  return `${kindOf(object)} ${isNamespaced ? `${namespaceOf(object)}/` : ''}${nameOf(object)}`;
}

function componentsOf(platform: Platform): Map<string, string> {
  return new Map(
    platformWorkloads(platform).map(({ component, workload: { namespace, name, kind } }) => [
      `${namespace}/${name}[${kind}]`,
      component,
    ]),
  );
}

/** The ports of each flow that policies and mesh close, by the id of the flow; flows that are open are left out. */
function closedPorts(platform: Platform, flows: readonly Flow[], objects: readonly JsonObject[]): Map<string, PortSet> {
  const policies = objects.filter(
    (object) => isNetworkPolicy(object) || isAdminPolicy(object) || isOtherPolicy(object),
  );
  const pods = objects.filter((object) => !policies.includes(object));
  const evaluation = new PolicyEvaluation({
    flows,
    policies,
    pods,
    layers: layersOf([...objects, ...samplePods()]),
    workloads: platformWorkloads(platform).map(({ workload }) => workload),
    kubernetes: platform.kubernetes,
  });
  return new Map(evaluation.closedFlows().map(({ flow, ports }) => [flow.id, ports]));
}

function edgesOf(
  flow: Flow,
  connectivity: Connectivity,
  closed: ReadonlyMap<string, PortSet>,
  isUndecided: boolean,
): DrawnEdge[] {
  const { id, kind, reason, source, when, refusedUpstream } = flow;
  const ports = portsOf(flow);
  const state = isUndecided ? 'unknown' : stateOf(flow, ports, closed.get(id), connectivity);
  const [sources, targets] = [nodesOf(flow.from, connectivity), nodesOf(flow.to, connectivity)];
  const several = sources.length * targets.length > 1;
  return sources.flatMap((from) =>
    targets.map((to): DrawnEdge => ({
      ports,
      ends: [from, to],
      edge: {
        id: several ? `${id} (${from.id} ${to.id})` : id,
        kind,
        from: from.id,
        to: to.id,
        ports: ports.toString(),
        reason,
        source,
        ...(when !== undefined && { when }),
        ...(refusedUpstream !== undefined && { refused: refusedUpstream }),
        state,
      } satisfies TopologyEdge,
    })),
  );
}

function stateOf(
  flow: Flow,
  ports: PortSet,
  shut: PortSet | undefined,
  connectivity: Connectivity,
): TopologyEdge['state'] {
  if (shut === undefined) return 'open';
  if (PODS_OF_OTHERS.includes(flow.from.kind) || PODS_OF_OTHERS.includes(flow.to.kind)) return 'unknown';
  if (isSomewhereOpen(flow, ports, connectivity)) return 'unknown';
  return shut.containsAll(ports) ? 'closed' : 'open in part';
}

/** Whether some addresses get through, where the addresses of one end are in no file: those of the API server, of nodes, of hosts. */
function isSomewhereOpen({ from, to }: Flow, ports: PortSet, connectivity: Connectivity): boolean {
  const peers = (end: FlowEnd): readonly WorkloadPeer[] =>
    end.kind === 'workload'
      ? connectivity.peersNamed(`${end.workload.namespace}/${end.workload.name}[${end.workload.kind}]`)
      : [];
  const opens = (allowed: PortSet): boolean => !allowed.intersect(ports).isEmpty();
  if (ADDRESSES.includes(from.kind)) {
    return peers(to).some((pod) => connectivity.outsideSources.some((each) => opens(connectivity.allowed(each, pod))));
  }
  if (!ADDRESSES.includes(to.kind)) return false;
  return peers(from).some((pod) =>
    connectivity.outsideDestinations.some((each) => opens(connectivity.allowed(pod, each))),
  );
}

/** Ends that are pods of others: what their mesh and their policies let through is in no file. */
const PODS_OF_OTHERS: ReadonlyArray<FlowEnd['kind']> = ['applications', 'injected', 'cluster', 'pods'];

/** Ends that are addresses, which a Verrazzano resource does not state. */
const ADDRESSES: ReadonlyArray<FlowEnd['kind']> = ['api-server', 'nodes', 'outside', 'external'];

function portsOf({ ports }: Flow): PortSet {
  if (ports === 'all') return PortSet.ALL;
  return PortSet.union(ports.map(({ port, protocol }) => PortSet.of(protocol, port)));
}

/** What the ends that are neither pods of the platform nor named by a user are called. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  applications: 'applications',
  injected: 'pods in the mesh',
  cluster: 'any pod',
  nodes: 'nodes',
  dns: 'cluster DNS',
  'api-server': 'Kubernetes API',
  outside: 'outside clients',
};

function nodesOf(end: FlowEnd, connectivity: Connectivity): TopologyNode[] {
  switch (end.kind) {
    case 'workload': {
      const { namespace, name, kind } = end.workload;
      const peers = connectivity.peersNamed(`${namespace}/${name}[${kind}]`);
      return peers.map((peer) => workloadNode(peer, connectivity, new Map([[peer.owner, end.component]])));
    }
    case 'external':
      return [{ id: `external:${end.name}`, type: 'external', label: end.name, hosts: [...end.hosts, ...end.cidrs] }];
    case 'pods':
      return [{ id: endText(end), type: 'pods', label: endText(end) }];
    default:
      return [{ id: `elsewhere:${end.kind}`, type: 'elsewhere', label: ELSEWHERE[end.kind] ?? end.kind }];
  }
}

function workloadNode(
  peer: WorkloadPeer,
  connectivity: Connectivity,
  components: ReadonlyMap<string, string>,
): TopologyNode {
  const component = components.get(peer.owner);
  const isolated = (['ingress', 'egress'] as const).filter((direction) => connectivity.isProtected(peer, direction));
  const suffix = peer.id.slice(peer.owner.length);
  return {
    id: peer.id,
    type: 'workload',
    label: `${peer.name}${suffix}`,
    namespace: peer.namespace,
    kind: peer.kind,
    ...(component !== undefined && { component }),
    ports: PortSet.union(peer.ports.map(({ protocol, port }) => PortSet.of(protocol, port))).toString(),
    isolated,
  };
}
