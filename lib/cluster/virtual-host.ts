import type { KubernetesManifest } from '../definition/kubernetes-manifest';
import { GitOpsCluster } from '../gitops/gitops-cluster';
import { ManifestSet } from '../installer/manifest-set';
import { isJsonObject, type JsonObject, type JsonValue } from '../values/json';
import type { VirtualCluster } from '../virtual-cluster/virtual-cluster';
import { NAMESPACE_NAME } from '../values/names';

/** Port of the pods of a control plane. */
const API_PORT = 8443;

/** What the host needs to know of the managed cluster in a virtual cluster. */
export interface VirtualGuest {
  /** Name of the managed cluster. */
  readonly name: string;
  /** Ports of the admin cluster that its components call. */
  readonly adminPorts: readonly number[];
  /** Address of the load balancer of the admin cluster; undefined for every address. */
  readonly adminAddress: () => string | undefined;
}

/**
 * What a managed cluster in a virtual cluster needs on the host: policies in its namespace, where the virtual cluster is isolated; and as
 * remaining steps what Verrazzano needs and the virtual cluster lacks.
 * @param virtualCluster - the virtual cluster
 * @param guest - the managed cluster
 */
export function prepareHost(virtualCluster: VirtualCluster, guest: VirtualGuest): void {
  const host = GitOpsCluster.of(virtualCluster);
  if (host === undefined) return;
  const unit = `virtual-clusters/${virtualCluster.name}`;
  for (const { what, fix } of virtualCluster.verrazzanoFindings) {
    host.addRemainingStep({ title: `Cluster ${guest.name}: ${what}`, when: 'before', unit, instructions: `${fix}.` });
  }
  if (isIsolated(virtualCluster.values)) {
    new ManifestSet(host.unit(unit), `ManagedCluster-${guest.name}`, () => hostPolicies(virtualCluster, guest));
  }
}

/** A policy for pods that none selects would close them. */
function isIsolated(values: object): boolean {
  const at = (value: JsonValue | undefined, key: string): JsonValue | undefined =>
    isJsonObject(value) ? value[key] : undefined;
  return at(at(at(values as JsonObject, 'policies'), 'networkPolicy'), 'enabled') === true;
}

function hostPolicies({ name, namespace }: VirtualCluster, guest: VirtualGuest): readonly KubernetesManifest[] {
  const address = guest.adminAddress();
  const cidr = address === undefined ? '0.0.0.0/0' : `${address}/${address.includes(':') ? 128 : 32}`;
  return [
    policy(`vc-${name}-from-argocd`, namespace, {
      podSelector: { matchLabels: { app: 'vcluster', release: name } },
      policyTypes: ['Ingress'],
      ingress: [
        {
          from: [{ namespaceSelector: { matchLabels: { [NAMESPACE_NAME]: 'argocd' } } }],
          ports: [{ port: API_PORT, protocol: 'TCP' }],
        },
      ],
    }),
    policy(`vc-${name}-to-admin-cluster`, namespace, {
      podSelector: { matchLabels: { 'vcluster.loft.sh/managed-by': name } },
      policyTypes: ['Egress'],
      egress: [{ to: [{ ipBlock: { cidr } }], ports: guest.adminPorts.map((port) => ({ port, protocol: 'TCP' })) }],
    }),
  ];
}

function policy(name: string, namespace: string, spec: JsonObject): KubernetesManifest {
  return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name, namespace }, spec };
}
