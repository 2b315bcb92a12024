import type { JsonObject } from '../../values/json';
import { labelsOf, metadataOf, type Release } from '../release';
import { MANAGED_BY } from './policies';
import { API_PORT } from './services';
import { NAMESPACE_NAME } from '../../values/names';

/**
 * Who may open connections to a virtual cluster, which the policies of the chart leave open: its workloads among themselves and
 * its control plane; anyone to the API; its own pods to etcd. Traffic from outside of the namespace, such as from the ingress
 * controller of the host, is admitted by namespace.
 * @param release - the virtual cluster
 * @param from - namespaces whose pods may reach the workloads
 */
export function ingressPolicies(release: Release, from: readonly string[]): JsonObject[] {
  const { name } = release;
  const own = [
    { podSelector: { matchLabels: { [MANAGED_BY]: name } } },
    { podSelector: { matchLabels: { release: name } } },
  ];
  const others = from.map((namespace) => ({
    namespaceSelector: { matchLabels: { [NAMESPACE_NAME]: namespace } },
  }));
  return [
    policy(release, `${name}-workloads`, { [MANAGED_BY]: name }, [{ from: [...own, ...others] }]),
    policy(release, `${name}-control-plane`, { release: name }, [
      { ports: [{ port: API_PORT, protocol: 'TCP' }] },
      { from: own },
    ]),
  ];
}

/**
 * Whether a policy is one of {@link ingressPolicies}, and not of the chart.
 * @param policy - name of the policy
 * @param name - name of the virtual cluster
 */
export function isIngressPolicy(policy: string, name: string): boolean {
  return policy === `${name}-workloads` || policy === `${name}-control-plane`;
}

function policy(release: Release, name: string, matchLabels: JsonObject, ingress: readonly JsonObject[]): JsonObject {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: metadataOf(release, name, { labels: { app: labelsOf(release).app, release: release.name } }),
    spec: { podSelector: { matchLabels }, ingress, policyTypes: ['Ingress'] },
  };
}
