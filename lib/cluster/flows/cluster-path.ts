import type { ComponentPort } from '../../definition/port';
import type { Flow } from '../../network/flows';
import type { Profile } from '../../profile/profile';
import type { TrafficAnswer } from '../../profile/traffic-answer';
import { External } from '../../values/external';
import type { JsonObject } from '../../values/json';
import type { ClusterFlow } from './cluster-flow';

/** A cluster whose policies are asked. */
export interface PathCluster {
  /** Name of the cluster. */
  readonly name: string;
  /** Its profile. */
  readonly platform: Profile;
  /** NetworkPolicies besides those of the profile and of the platform operator. */
  readonly policies: readonly JsonObject[];
}

/** One part of the way from one cluster to another. */
export interface PathHop {
  /** Name of the cluster; undefined between the clusters. */
  readonly cluster: string | undefined;
  /** What is asked. */
  readonly what: string;
  /** The verdict; `assumed` where a firewall decides, which is not in any manifest. */
  readonly state: TrafficAnswer['state'] | 'assumed';
  /** Why, as lines of text. */
  readonly text: string;
}

/** Whether a component of one cluster reaches a component of another. */
export interface PathAnswer {
  /** `open` when every part of the way is open, provided that the firewalls between the clusters let it through. */
  readonly state: TrafficAnswer['state'];
  /** The parts of the way, in order. */
  readonly hops: readonly PathHop[];
}

const INGRESS_CONTROLLER = 'ingress-controller';
const AUTH_PROXY = 'verrazzano-authproxy';
/** An address of documentation, for a load balancer whose address is known only in its cluster. */
const ANY_ADDRESS = '192.0.2.1/32';
const CLIENT = '198.51.100.1/32';

/**
 * Answers whether traffic between clusters gets through: out of the source cluster, through its firewall, to the ingress controller of the
 * other cluster, and on to the component.
 * @param flow - the traffic
 * @param source - the cluster of its source
 * @param target - the cluster of its destination
 * @throws MergeError when the platform operator would refuse the merge of one of them
 */
export function clusterPath(flow: ClusterFlow, source: PathCluster, target: PathCluster): PathAnswer {
  const { from, to, hosts, ports } = flow;
  const out = source.platform.flows.filter(
    (one) =>
      one.from.kind === 'workload' &&
      one.from.component === from.component &&
      one.from.workload.name === from.workload &&
      one.to.kind === 'external' &&
      one.to.cluster === to.role,
  );
  const [way] = out;
  const cidr = way?.to.kind === 'external' ? (way.to.cidrs[0] ?? ANY_ADDRESS) : ANY_ADDRESS;
  const [port = 443] = ports;
  const leaves = source.platform.explain(
    endPort(from.component, from.workload, source.platform),
    External.cidr(cidr, port),
    source.policies,
  );
  const hops: PathHop[] = [
    hop(source.name, `${from.component} leaves the cluster to ${hosts.join(', ')} port ${port}`, leaves),
    {
      cluster: undefined,
      what: `the firewalls let ${source.name} open port ${port} of ${target.name}`,
      state: 'assumed',
      text: 'no manifest says it; the firewall list has the row',
    },
    ...(to.component === 'api-server' ? [] : inside(to.component, hosts, target)),
  ];
  return { state: worst(hops), hops };
}

/** From the load balancer to the component, as the Ingress of its host says. */
function inside(component: string, hosts: readonly string[], target: PathCluster): PathHop[] {
  const { platform, policies, name } = target;
  const flows = platform.flows.filter(({ kind }) => kind === 'ingress');
  const entry = flows.filter(({ from, to }) => from.kind === 'outside' && isOf(to, INGRESS_CONTROLLER));
  const throughProxy =
    component === AUTH_PROXY || flows.some(({ from, to }) => isOf(from, AUTH_PROXY) && isOf(to, component));
  const steps = [
    ...entry.map((flow) => ({ flow, what: 'the load balancer reaches the ingress controller' })),
    ...flows
      .filter((flow) => isOnWay(flow, component, { hosts, throughProxy }))
      .map((flow) => ({ flow, what: wordsOf(flow) })),
  ];
  return steps.flatMap(({ flow, what }) =>
    portsOf(flow).map((to) => {
      const from =
        flow.from.kind === 'workload'
          ? endPort(flow.from.component, flow.from.workload.name, platform)
          : External.cidr(CLIENT, 443);
      return hop(name, `${what}, port ${to.port}`, platform.explain(from, to, policies));
    }),
  );
}

/** The ingress controller calls the component or the auth proxy, which calls the component. */
function isOnWay(
  { from, to, reason }: Flow,
  component: string,
  { hosts, throughProxy }: { readonly hosts: readonly string[]; readonly throughProxy: boolean },
): boolean {
  if (from.kind !== 'workload' || to.kind !== 'workload') return false;
  const names = hosts.some((host) =>
    reason.split('; ').some((text) => host.startsWith(`${text.replace(/^requests for host ([^,]*).*$/, '$1')}.`)),
  );
  if (isOf(to, component) && names) return true;
  const isAuthProxy = isOf(to, AUTH_PROXY) && isOf(from, INGRESS_CONTROLLER);
  return isAuthProxy && throughProxy;
}

function isOf(end: Flow['to'], component: string): boolean {
  return end.kind === 'workload' && end.component === component;
}

function wordsOf({ from, to }: Flow): string {
  const name = (end: Flow['to']): string =>
    end.kind === 'workload' ? `${end.component}/${end.workload.name}` : end.kind;
  return `${name(from)} reaches ${name(to)}`;
}

function portsOf({ to, ports }: Flow): ComponentPort[] {
  if (to.kind !== 'workload' || ports === 'all') return [];
  const { component, workload } = to;
  return ports.map(({ port, protocol, name }) => ({
    component,
    workloads: [workload],
    namespace: workload.namespace,
    name: name ?? String(port),
    port,
    protocol,
  }));
}

/** The pods of a workload as a source; its port does not count. */
function endPort(component: string, workload: string | undefined, { flows }: Profile): ComponentPort {
  const found = flows.flatMap(({ from }) =>
    from.kind === 'workload' && from.component === component && from.workload.name === workload ? [from.workload] : [],
  );
  const [first] = found;
  if (first === undefined) throw new Error(`${component} has no workload ${workload ?? ''}`);
  return { component, workloads: [first], namespace: first.namespace, name: '', port: 0, protocol: 'TCP' };
}

function hop(cluster: string, what: string, { state, text }: TrafficAnswer): PathHop {
  return { cluster, what, state, text };
}

function worst(hops: readonly PathHop[]): TrafficAnswer['state'] {
  const states = hops.map(({ state }) => state);
  if (states.includes('closed')) return 'closed';
  return states.includes('open in part') ? 'open in part' : 'open';
}
