import type { Platform } from '../../definition/platform';
import { compare } from '../../values/compare';
import type { JsonObject, JsonValue } from '../../values/json';
import type { LabelValues, UpstreamPeer, UpstreamPolicy, UpstreamIngressRule, UpstreamSwitches } from './notation';
import { CLUSTERS } from './policies/clusters';
import { IDENTITY } from './policies/identity';
import { MESH } from './policies/ingress-and-mesh';
import { MONITORING } from './policies/monitoring';
import { OPENSEARCH } from './policies/opensearch';
import { VERRAZZANO_SYSTEM } from './policies/verrazzano-system';

/** Facts that upstream's policies are derived from. */
export type UpstreamFacts = Pick<Platform, 'runningComponents' | 'effective'>;

/** Switches of upstream's chart that no field of the Verrazzano resource sets. */
export interface UpstreamOptions {
  /**
   * Value `argocd.enabled` of the chart `verrazzano-network-policies`. The platform operator writes `argoCd`, which the
   * chart does not read, so with it the policy of Argo CD never exists.
   * @default false
   */
  readonly argocd?: boolean;
}

/** Policies of the chart `verrazzano-network-policies`, of other charts, and of the platform operator itself: 48. */
export const UPSTREAM_POLICIES: readonly UpstreamPolicy[] = [
  ...VERRAZZANO_SYSTEM,
  ...OPENSEARCH,
  ...MONITORING,
  ...IDENTITY,
  ...CLUSTERS,
  ...MESH,
];

/**
 * The NetworkPolicies that upstream creates for a platform, faults included, sorted by namespace and name.
 *
 * They have the specification, name and namespace that upstream gives them, and no other metadata: labels and annotations
 * that Helm puts on objects of a release, and labels of the charts, are left out.
 *
 * Source: chart `platform-operator/helm_config/charts/verrazzano-network-policies`, the charts of Prometheus, Thanos, the
 * monitoring operator and Rancher backup, and `platform-operator/internal/k8s/netpolicy` at v1.7.2.
 * @param platform - the profile
 * @param options - switches that no field of the resource sets
 * @throws MergeError when the platform operator would refuse the merge
 */
export function upstreamPolicies(platform: UpstreamFacts, options: UpstreamOptions = {}): readonly JsonObject[] {
  const switches = switchesOf(platform, options);
  return [...activePolicies(platform, options)]
    .sort((a, b) => compare(a.selects.namespace, b.selects.namespace) || compare(a.name, b.name))
    .map((policy) => render(policy, switches));
}

/**
 * Those of {@link UPSTREAM_POLICIES} that upstream creates for a platform.
 * @param platform - the profile
 * @param options - switches that no field of the resource sets
 * @throws MergeError when the platform operator would refuse the merge
 */
export function activePolicies(platform: UpstreamFacts, options: UpstreamOptions = {}): readonly UpstreamPolicy[] {
  const switches = switchesOf(platform, options);
  return UPSTREAM_POLICIES.filter(({ when }) => (typeof when === 'string' ? switches.isOn(when) : when(switches)));
}

function switchesOf({ runningComponents, effective }: UpstreamFacts, { argocd }: UpstreamOptions): UpstreamSwitches {
  const running = new Set(runningComponents.map(({ name }) => name));
  return { isOn: (component) => running.has(component), spec: effective.spec, argocd: argocd === true };
}

function render({ name, selects, ingress, allEgress }: UpstreamPolicy, switches: UpstreamSwitches): JsonObject {
  const rules = (ingress ?? []).filter((rule) => isThere(rule, switches));
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace: selects.namespace },
    spec: {
      podSelector: selector(selects.labels),
      policyTypes: ['Ingress', ...(allEgress === true ? ['Egress'] : [])],
      ...(rules.length > 0 && { ingress: rules.map((rule) => renderRule(rule, switches)) }),
      ...(allEgress === true && { egress: [{}] }),
    },
  };
}

function isThere({ when }: UpstreamIngressRule | UpstreamPeer, { isOn }: UpstreamSwitches): boolean {
  return when === undefined || isOn(when);
}

function renderRule({ from, ports }: UpstreamIngressRule, switches: UpstreamSwitches): JsonObject {
  return {
    ...(from !== undefined && { from: from.filter((peer) => isThere(peer, switches)).map(renderPeer) }),
    ...(ports !== undefined && { ports: ports.map(renderPort) }),
  };
}

function renderPeer({ namespaces, pods }: UpstreamPeer): JsonObject {
  return {
    ...(namespaces !== undefined && { namespaceSelector: selector(namespaces) }),
    ...(pods !== undefined && { podSelector: selector(pods) }),
  };
}

function renderPort(port: number | `${number}/UDP`): JsonObject {
  if (typeof port === 'number') return { protocol: 'TCP', port };
  return { protocol: 'UDP', port: Number.parseInt(port, 10) };
}

function selector(labels: LabelValues): JsonObject {
  const entries = Object.entries(labels);
  const exact = entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  const any = entries.flatMap(([key, values]): JsonValue[] =>
    typeof values === 'string' ? [] : [{ key, operator: 'In', values }],
  );
  return {
    ...(exact.length > 0 && { matchLabels: Object.fromEntries(exact) }),
    ...(any.length > 0 && { matchExpressions: any }),
  };
}
