import { hostCidr } from '../../values/addresses';
import { NAMESPACE_NAME } from '../../values/names';
import type { Workload } from '../../definition/workload';
import type { KubernetesFacts } from '../../values/kubernetes-facts';
import type { Flow, FlowEnd, FlowPort } from '../flows';
import type { LabelSelector, PolicyPeer } from './policy-manifest';
import { APPLICATIONS, INJECTED, NAME_SERVERS, NAME_SERVERS_NAMESPACE } from './policy-manifest';

/** A direction of traffic, seen from the pods that a policy selects. */
export type PolicyDirection = 'ingress' | 'egress';

/** Facts that policies are written for. */
export interface PolicyContext {
  /** All workloads that run. */
  readonly workloads: readonly Workload[];
  /** Facts about the cluster; undefined when they are not set, so that only ports can be named. */
  readonly kubernetes: KubernetesFacts | undefined;
}

/** Facts that grants are written for: the context, and selectors of its workloads. */
export interface GrantContext extends Pick<PolicyContext, 'kubernetes'> {
  /**
   * The selector of the pods of a workload.
   * @param workload - the workload
   */
  selectorOf(workload: Workload): LabelSelector;
}

/** Traffic that a policy allows: peers and ports. */
export interface PolicyGrant {
  /** Peers; undefined is every peer. */
  readonly peer: PolicyPeer | undefined;
  /** Ports of the destination; `all` is every port of every protocol. */
  readonly ports: Flow['ports'];
}

/**
 * What a policy must allow for a flow.
 *
 * Where the peer cannot be named, the rule names ports only: the API server and nodes when their addresses are not known or no
 * `ipBlock` matches them, hosts beyond the cluster by name, and traffic through a load balancer, whose source address may be
 * that of any node. Such a rule has no peer rather than `ipBlock` 0.0.0.0/0, which under Cilium matches neither nodes nor an
 * API server on them (cilium/cilium issue 35212).
 * @param flow - the flow
 * @param direction - the direction of the policy: `ingress` at the destination, `egress` at the source
 * @param context - facts that the policy is written for
 */
export function grantsOf(flow: Flow, direction: PolicyDirection, context: GrantContext): readonly PolicyGrant[] {
  const { ports } = flow;
  const grants = (peers: ReadonlyArray<PolicyPeer | undefined>): PolicyGrant[] =>
    peers.map((peer) => ({ peer, ports }));
  const end = direction === 'ingress' ? flow.from : flow.to;
  const { kubernetes } = context;
  switch (end.kind) {
    case 'workload':
      if (end.workload.hostNetwork) return grants(addresses(nodeCidrs(kubernetes)));
      return grants([inNamespace(end.workload.namespace, context.selectorOf(end.workload))]);
    case 'applications':
      return grants([{ namespaceSelector: { matchLabels: APPLICATIONS } }]);
    case 'injected':
      return grants([{ namespaceSelector: INJECTED }]);
    case 'cluster':
      return grants([{ namespaceSelector: {} }]);
    case 'pods':
      return grants([podsPeer(end)]);
    case 'nodes':
      return grants(addresses(nodeCidrs(kubernetes)));
    case 'outside':
      return grants([undefined]);
    case 'external':
      return grants(addresses(end.cidrs));
    case 'api-server':
      if (direction === 'ingress') return grants(addresses(apiServerSources(kubernetes)));
      return [...grants(addresses(apiServerCidrs(kubernetes))), ...serviceOfApiServer(kubernetes, ports)];
    case 'dns':
      return grants([
        inNamespace(NAME_SERVERS_NAMESPACE, { matchLabels: NAME_SERVERS }),
        ...nameServerAddresses(flow, kubernetes),
      ]);
  }
}

/**
 * Addresses of the API server as rules can name them; none when they are unknown or nothing would match them.
 * @param kubernetes - facts about the cluster
 */
export function apiServerCidrs(kubernetes: KubernetesFacts | undefined): readonly string[] {
  return kubernetes?.cni?.apiServer === 'address' ? (kubernetes.apiServerCidrs ?? []) : [];
}

/**
 * Addresses from which the API server calls webhooks, as rules can name them; none when only ports can be named.
 * @param kubernetes - facts about the cluster
 */
export function apiServerSources(kubernetes: KubernetesFacts | undefined): readonly string[] {
  if (kubernetes?.cni?.apiServer !== 'address') return [];
  return kubernetes.apiServerSourceCidrs ?? kubernetes.apiServerCidrs ?? [];
}

/**
 * Addresses of nodes as rules can name them; none when only ports can be named.
 * @param kubernetes - facts about the cluster
 */
export function nodeCidrs(kubernetes: KubernetesFacts | undefined): readonly string[] {
  return kubernetes?.cni?.ipBlockMatchesNodes === true ? (kubernetes.nodeCidrs ?? []) : [];
}

/**
 * Some plugins evaluate packets to a Service before its address is translated; where addresses are named, that of the Service
 * is too.
 */
function serviceOfApiServer(kubernetes: KubernetesFacts | undefined, ports: Flow['ports']): readonly PolicyGrant[] {
  const ip = kubernetes?.kubernetesServiceIp;
  if (ip === undefined || apiServerCidrs(kubernetes).length === 0) return [];
  const https: readonly FlowPort[] = ports === 'all' ? [] : ports.filter(({ port }) => port === 443);
  return [{ peer: address(hostCidr(ip)), ports: https }];
}

/** A cache of name lookups uses the network of its node, so that no selector matches it. */
function nameServerAddresses({ kind }: Flow, kubernetes: KubernetesFacts | undefined): readonly PolicyPeer[] {
  if (kind !== 'dns') return [];
  const ips = [kubernetes?.cni?.dnsCacheAddress ?? '169.254.20.10', kubernetes?.dnsServiceIp];
  return ips.flatMap((ip) => (ip === undefined ? [] : [address(hostCidr(ip))]));
}

function podsPeer({ namespaceLabels, labels }: Extract<FlowEnd, { kind: 'pods' }>): PolicyPeer {
  const namespaceSelector: LabelSelector =
    Object.keys(namespaceLabels).length === 0 ? {} : { matchLabels: namespaceLabels };
  if (Object.keys(labels).length === 0) return { namespaceSelector };
  return { namespaceSelector, podSelector: { matchLabels: labels } };
}

function inNamespace(namespace: string, selector: LabelSelector): PolicyPeer {
  return { namespaceSelector: { matchLabels: { [NAMESPACE_NAME]: namespace } }, podSelector: selector };
}

/** Items for addresses; without any the rule is for every peer. */
function addresses(cidrs: readonly string[]): ReadonlyArray<PolicyPeer | undefined> {
  return cidrs.length === 0 ? [undefined] : cidrs.map(address);
}

function address(cidr: string): PolicyPeer {
  return { ipBlock: { cidr } };
}
