/**
 * A second evaluator of AdminNetworkPolicies, BaselineAdminNetworkPolicies and ClusterNetworkPolicies, slow and plain: one pod or
 * address, one port at a time. It shares nothing with the library. Source of the rules: the API documentation in
 * github.com/kubernetes-sigs/network-policy-api, `apis/v1alpha1` and `apis/v1alpha2`.
 */
import type { End, ReferenceCluster, ReferencePod, ReferenceSelector } from './reference';
import { inCidr, labelsMatch, networkPolicyAllows } from './reference';

export interface AdminSelection {
  namespaces?: ReferenceSelector;
  pods?: { namespaceSelector: ReferenceSelector; podSelector: ReferenceSelector };
  networks?: string[];
}

export interface AdminPort {
  protocol: string;
  start: number;
  end: number;
  name?: string;
}

export interface AdminRule {
  action: 'Accept' | 'Deny' | 'Pass';
  peers: AdminSelection[];
  ports?: AdminPort[];
}

export interface AdminPolicy {
  tier: 'Admin' | 'Baseline';
  priority: number;
  subject: AdminSelection;
  ingress: AdminRule[];
  egress: AdminRule[];
}

export interface AdminCluster extends ReferenceCluster {
  admin: AdminPolicy[];
}

function selected(cluster: AdminCluster, selection: AdminSelection, pod: ReferencePod): boolean {
  const labels = { ...cluster.namespaces[pod.namespace], 'kubernetes.io/metadata.name': pod.namespace };
  if (selection.namespaces !== undefined) return labelsMatch(selection.namespaces, labels);
  if (selection.pods === undefined) return false;
  return labelsMatch(selection.pods.namespaceSelector, labels) && labelsMatch(selection.pods.podSelector, pod.labels);
}

/** The address of a pod is not known here: only networks of every address hold it. */
function peerMatches(cluster: AdminCluster, peer: AdminSelection, end: End): boolean {
  if ('address' in end) return peer.networks?.some((cidr) => inCidr(end.address, cidr)) ?? false;
  return peer.networks?.includes('0.0.0.0/0') ?? selected(cluster, peer, end.pod);
}

function portMatches(wanted: AdminPort, destination: End, protocol: string, port: number): boolean {
  if (wanted.name === undefined) return wanted.protocol === protocol && wanted.start <= port && port <= wanted.end;
  if (!('pod' in destination)) return false;
  return destination.pod.ports.some(
    (own) => own.name === wanted.name && own.containerPort === port && own.protocol === protocol,
  );
}

function tierDecides(
  cluster: AdminCluster,
  tier: 'Admin' | 'Baseline',
  direction: 'ingress' | 'egress',
  ends: { source: End; destination: End },
  protocol: string,
  port: number,
): 'Accept' | 'Deny' | undefined {
  const [subject, other] = direction === 'ingress' ? [ends.destination, ends.source] : [ends.source, ends.destination];
  if (!('pod' in subject)) return 'Accept';
  const policies = cluster.admin.filter((policy) => policy.tier === tier).sort((a, b) => a.priority - b.priority);
  for (const policy of policies) {
    if (!selected(cluster, policy.subject, subject.pod)) continue;
    for (const rule of policy[direction]) {
      if (!rule.peers.some((peer) => peerMatches(cluster, peer, other))) continue;
      const ports = rule.ports ?? [];
      if (ports.length > 0 && !ports.some((each) => portMatches(each, ends.destination, protocol, port))) continue;
      return rule.action === 'Pass' ? undefined : rule.action;
    }
  }
  return undefined;
}

function directionAllows(
  cluster: AdminCluster,
  direction: 'ingress' | 'egress',
  ends: { source: End; destination: End },
  protocol: string,
  port: number,
): boolean {
  const admin = tierDecides(cluster, 'Admin', direction, ends, protocol, port);
  if (admin !== undefined) return admin === 'Accept';
  const name = direction === 'ingress' ? 'Ingress' : 'Egress';
  const namespaced = networkPolicyAllows(cluster, name, ends.source, ends.destination, protocol, port);
  if (namespaced !== undefined) return namespaced;
  return tierDecides(cluster, 'Baseline', direction, ends, protocol, port) !== 'Deny';
}

/** Whether one port is open from one end to another. */
export function isOpenWithAdmin(
  cluster: AdminCluster,
  source: End,
  destination: End,
  protocol: string,
  port: number,
): boolean {
  if ('pod' in source && 'pod' in destination && source.pod === destination.pod) return true;
  const ends = { source, destination };
  return (
    directionAllows(cluster, 'egress', ends, protocol, port) &&
    directionAllows(cluster, 'ingress', ends, protocol, port)
  );
}
