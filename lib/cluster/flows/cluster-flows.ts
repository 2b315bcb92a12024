import type { Platform } from '../../definition/platform';
import { ingressesOf } from '../../definition/ingress';
import { hostNames } from '../../ingress';
import { COMPONENTS, rancherAgent } from '../../components';
import type { Flow } from '../../network/flows';
import { compare } from '../../values/compare';
import type { ClusterFlow, ClusterFlowEnd, Estate, ProfiledCluster } from './cluster-flow';
import { THROUGH_RANCHER } from '../../network/flows/views/multicluster-egress';

/** Names of the rows in Verrazzano's documentation, Network Traffic, Multicluster egress: by role, source and destination. */
const DOCUMENTED: Readonly<Record<string, readonly [from: string, to: string]>> = {
  'admin prometheus prometheus': ['Prometheus', 'Prometheus'],
  'admin argocd rancher': ['argoCD', 'Rancher Proxy'],
  'admin verrazzano-authproxy verrazzano-authproxy': ['Verrazzano Console', 'Verrazzano Authentication Proxy'],
  'admin verrazzano-cluster-operator rancher': ['Verrazzano Cluster Operator', 'Rancher Proxy'],
  'managed fluentd opensearch': ['Fluentd', 'OpenSearch'],
  'managed rancher-agent rancher': ['Rancher Agent', 'Rancher'],
  'managed verrazzano-authproxy keycloak': ['Verrazzano Authentication Proxy', 'Keycloak'],
  'managed verrazzano-cluster-agent rancher': ['Verrazzano Agent', 'Rancher Proxy'],
  'managed verrazzano-cluster-agent api-server': ['Verrazzano Agent', 'Kubernetes API server'],
};

/** Only the tunnel of Rancher's agent is in the table, not what Fleet sends through the same host. */
const NOT_DOCUMENTED = ['fleet-agent'];

const INGRESS_CONTROLLER = 'ingress-controller';
const MANAGED_DOMAIN = '<managed domain>';

/**
 * All traffic between an admin cluster and its managed clusters, by source and destination.
 * @param estate - the clusters
 * @throws MergeError when the platform operator would refuse the merge of one of them
 */
export function clusterFlows({ admin, managed }: Estate): readonly ClusterFlow[] {
  const flows = managed.flatMap((cluster) => [
    ...cluster.platform.flows.flatMap((flow) => toAdmin(flow, cluster, admin)),
    ...admin.platform.flows.flatMap((flow) => toManaged(flow, admin, cluster)),
  ]);
  const key = ({ from, to }: ClusterFlow): string =>
    [from, to].map(({ cluster, component, workload = '' }) => `${cluster} ${component} ${workload}`).join(' ');
  return [...flows].sort((a, b) => compare(key(a), key(b)));
}

function toAdmin(flow: Flow, source: ProfiledCluster, admin: ProfiledCluster): ClusterFlow[] {
  const { from, to } = flow;
  if (from.kind !== 'workload' || to.kind !== 'external' || to.cluster !== 'admin') return [];
  if (from.component === rancherAgent.name && !admin.platform.isEnabled('rancher')) return [];
  const [host = ''] = to.hosts;
  const owner = ownerOf(host) ?? 'api-server';
  return [between(flow, endOf(source, from), { ...endOf(admin, undefined), component: owner }, to.hosts)];
}

function toManaged(flow: Flow, admin: ProfiledCluster, target: ProfiledCluster): ClusterFlow[] {
  const { from, to } = flow;
  if (from.kind !== 'workload') return [];
  const source = endOf(admin, from);
  if (to.kind === 'workload') {
    const isRelayed = to.component === INGRESS_CONTROLLER && THROUGH_RANCHER.includes(from.component);
    if (!isRelayed || !admin.platform.isEnabled('rancher')) return [];
    const flowOf = between(flow, source, { ...endOf(target, undefined), component: 'rancher' }, []);
    return [{ ...flowOf, hosts: [], relayed: true }];
  }
  if (to.kind !== 'external' || to.cluster !== 'managed') return [];
  const [host = ''] = to.hosts;
  const owner = ownerOf(host) ?? '';
  if (!isChosen(owner, admin.platform, target.platform)) return [];
  const { pattern } = hostNames(target.platform);
  const hosts = to.hosts.map((one) => one.replace(MANAGED_DOMAIN, () => pattern));
  return [between(flow, source, { ...endOf(target, undefined), component: owner }, hosts)];
}

/** Federation and the StoreAPI of Thanos exclude one another. */
function isChosen(owner: string, admin: Platform, target: Platform): boolean {
  const hasThanos = admin.isEnabled('thanos') && target.isEnabled('thanos');
  if (owner === 'thanos') return hasThanos;
  return owner !== 'prometheus' || !hasThanos;
}

/** What is behind a public host: the auth proxy answers for the console. */
function ownerOf(host: string): string | undefined {
  const owner = COMPONENTS.find((definition) =>
    ingressesOf(definition).some((ingress) => host.startsWith(`${ingress.host}.`)),
  );
  return owner?.name === 'verrazzano-console' ? 'verrazzano-authproxy' : owner?.name;
}

function endOf(
  { name, platform }: ProfiledCluster,
  from: Extract<Flow['from'], { kind: 'workload' }> | undefined,
): Omit<ClusterFlowEnd, 'title'> {
  return { cluster: name, role: platform.role, component: from?.component ?? '', workload: from?.workload.name };
}

function between(
  { ports, reason, when }: Flow,
  from: Omit<ClusterFlowEnd, 'title'>,
  to: Omit<ClusterFlowEnd, 'title'>,
  hosts: readonly string[],
): ClusterFlow {
  const names = NOT_DOCUMENTED.includes(from.workload ?? '')
    ? undefined
    : DOCUMENTED[`${from.role} ${from.component} ${to.component}`];
  const [source = from.component, target = to.component] = names ?? [];
  return {
    from: { ...from, title: source },
    to: { ...to, title: target },
    hosts,
    ports: ports === 'all' ? [] : ports.map(({ port }) => port),
    relayed: false,
    documented: names !== undefined,
    reason,
    when,
  };
}
