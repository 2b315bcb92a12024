import type { KubernetesManifest } from '../../definition/kubernetes-manifest';
import { principalOf } from '../../mesh/identity';
import { MESH_API_VERSIONS } from '../../mesh/api-versions';
import { MANAGED_BY, REASONS, type PolicyPeer } from '../../network/policies/policy-manifest';
import { NAMESPACE_NAME } from '../../values/names';
import type { JsonObject } from '../../values/json';
import type { ApplicationFlow, FlowSource } from './flows';
import type { TargetPods } from './target';

const LABELS = { [MANAGED_BY.key]: MANAGED_BY.value };

/** Closes a namespace: pods accept what a flow names only. */
export function defaultDeny(namespace: string): KubernetesManifest {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'default-deny', namespace, labels: LABELS },
    spec: { podSelector: {}, policyTypes: ['Ingress'] },
  };
}

/**
 * A NetworkPolicy for all pods that one flow or several lead to.
 * @param namespace - their namespace
 * @param flows - flows into pods of it
 */
export function networkPolicies(namespace: string, flows: readonly ApplicationFlow[]): readonly KubernetesManifest[] {
  return byTarget(flows).map(([pods, own]): KubernetesManifest => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: `${pods.name}-ingress`, namespace, labels: LABELS, annotations: { [REASONS]: reasons(own) } },
    spec: {
      podSelector: { matchLabels: { ...pods.selector } },
      policyTypes: ['Ingress'],
      ingress: own.map(({ from, ports }) => ({
        from: peersOf(from, namespace) as unknown as JsonObject[],
        ...(ports !== 'all' && { ports: ports.map((port) => ({ port, protocol: 'TCP' })) }),
      })),
    },
  }));
}

/**
 * An AuthorizationPolicy for all pods that one flow or several lead to. Flows from sources that the mesh does not know allow their
 * ports to everyone, since NetworkPolicies decide about them.
 * @param namespace - their namespace
 * @param flows - flows into pods of it
 */
export function authorizationPolicies(
  namespace: string,
  flows: readonly ApplicationFlow[],
): readonly KubernetesManifest[] {
  return byTarget(flows).map(([pods, own]): KubernetesManifest => ({
    apiVersion: MESH_API_VERSIONS.AuthorizationPolicy,
    kind: 'AuthorizationPolicy',
    metadata: { name: pods.name, namespace, labels: LABELS, annotations: { [REASONS]: reasons(own) } },
    spec: {
      selector: { matchLabels: { ...pods.selector } },
      rules: own.map(({ from, ports }) => {
        const source = sourceOf(from, namespace);
        return {
          ...(source !== undefined && { from: [{ source }] }),
          ...(ports !== 'all' && { to: [{ operation: { ports: ports.map(String) } }] }),
        };
      }),
    },
  }));
}

function byTarget(flows: readonly ApplicationFlow[]): ReadonlyArray<readonly [TargetPods, readonly ApplicationFlow[]]> {
  const found = new Map<string, [TargetPods, ApplicationFlow[]]>();
  for (const flow of flows) {
    const entry = found.get(flow.to.name) ?? [flow.to, []];
    entry[1].push(flow);
    found.set(flow.to.name, entry);
  }
  return [...found.values()];
}

function peersOf(from: FlowSource, own: string): readonly PolicyPeer[] {
  if (from.kind === 'addresses') return from.cidrs.map((cidr) => ({ ipBlock: { cidr } }));
  const { namespace = own, namespaceLabels, selector } = from.pods;
  const matchLabels = Object.keys(namespaceLabels).length > 0 ? namespaceLabels : { [NAMESPACE_NAME]: namespace };
  const podSelector = Object.keys(selector).length > 0 ? { podSelector: { matchLabels: selector } } : {};
  return [{ namespaceSelector: { matchLabels }, ...podSelector }];
}

function sourceOf(from: FlowSource, own: string): JsonObject | undefined {
  if (from.kind === 'addresses') return { ipBlocks: [...from.cidrs] };
  const { namespace, serviceAccount, namespaceLabels } = from.pods;
  if (serviceAccount !== undefined) return { principals: [principalOf(namespace ?? own, serviceAccount)] };
  const known = namespace ?? (Object.keys(namespaceLabels).length === 0 ? own : undefined);
  return known === undefined ? undefined : { namespaces: [known] };
}

function reasons(flows: readonly ApplicationFlow[]): string {
  return flows
    .map(
      ({ from, ports, reason }) =>
        `${ports === 'all' ? 'all ports' : ports.join(', ')} from ${textOf(from)}: ${reason}`,
    )
    .join('\n');
}

function textOf(from: FlowSource): string {
  if (from.kind === 'addresses') return from.name;
  const { namespace, name } = from.pods;
  return namespace === undefined ? name : `${namespace}/${name}`;
}
