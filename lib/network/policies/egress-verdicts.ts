import type { NamespaceName } from '../../definition/namespaces';

/**
 * Whether egress of a namespace may be denied.
 *
 * - `possible`: yes, with the flows of its workloads
 * - `not-safe`: no, since pods come and go there whose destinations nobody knows
 * - `ineffective`: no, since a policy that somebody else keeps there allows everything
 * - `never`: no, since the cluster itself runs there
 */
export type EgressVerdict = 'possible' | 'not-safe' | 'ineffective' | 'never';

/** What is known about denying egress in a namespace. */
export interface NamespaceVerdict {
  /** The verdict. */
  readonly verdict: EgressVerdict;
  /** Why. */
  readonly why: string;
}

/**
 * Namespaces of the platform. Workloads whose destinations are unknown are a matter of their own: each needs a list.
 *
 * Source: facts about egress of 1.7.2, `namespaces` and `existingPolicies`.
 */
export const EGRESS_VERDICTS: Readonly<Record<NamespaceName, NamespaceVerdict>> = {
  argocd: { verdict: 'possible', why: 'its flows are known; do it late, since it rolls everything else back' },
  'cattle-fleet-local-system': { verdict: 'ineffective', why: 'Fleet keeps a policy there that allows everything' },
  'cattle-fleet-system': { verdict: 'not-safe', why: 'Rancher makes pods there, which dial any Git server' },
  'cattle-resources-system': {
    verdict: 'ineffective',
    why: 'the chart of Rancher Backup has a policy there that allows all egress',
  },
  'cattle-system': { verdict: 'not-safe', why: 'Rancher dials whatever its users name, and so do pods that it makes' },
  'cert-manager': { verdict: 'possible', why: 'its flows are known' },
  'fleet-default': { verdict: 'not-safe', why: 'Fleet makes pods there, which dial any Git server' },
  'istio-system': { verdict: 'possible', why: 'istiod is known; the gateways need lists' },
  keycloak: { verdict: 'possible', why: 'its flows are known; mail and directories are not' },
  'kube-system': { verdict: 'never', why: 'name servers and network plugin run there' },
  'mysql-operator': { verdict: 'possible', why: 'its flows are known' },
  'verrazzano-auth': { verdict: 'possible', why: 'its flows are known; connectors are not' },
  'verrazzano-backup': { verdict: 'possible', why: 'all but the object storage is known' },
  'verrazzano-capi': { verdict: 'possible', why: 'all but the addresses of workload clusters is known' },
  'verrazzano-ingress-nginx': { verdict: 'not-safe', why: 'NGINX dials what any Ingress of any namespace names' },
  'verrazzano-install': {
    verdict: 'possible',
    why: 'its flows are known; do it last, since it repairs everything else',
  },
  'verrazzano-logging': { verdict: 'possible', why: 'its flows are known; snapshots and plugins are not' },
  'verrazzano-mc': { verdict: 'ineffective', why: 'no pods run there' },
  'verrazzano-monitoring': { verdict: 'possible', why: 'all but Prometheus is known, which needs a list' },
  'verrazzano-system': { verdict: 'possible', why: 'its flows are known; outputs of logs are not' },
};

/** Namespaces of clusters that are none of the platform, and whose egress must stay open. */
const SYSTEM_NAMESPACES: ReadonlySet<string> = new Set([
  'calico-apiserver',
  'calico-system',
  'cilium',
  'kube-flannel',
  'kube-node-lease',
  'kube-public',
  'tigera-operator',
]);

const SYSTEM: NamespaceVerdict = { verdict: 'never', why: 'the network plugin or the cluster itself runs there' };

/**
 * What is known about denying egress in a namespace; undefined when it is no namespace of the platform.
 * @param namespace - its name
 */
export function egressVerdict(namespace: string): NamespaceVerdict | undefined {
  if (Object.hasOwn(EGRESS_VERDICTS, namespace)) return EGRESS_VERDICTS[namespace as NamespaceName];
  return SYSTEM_NAMESPACES.has(namespace) ? SYSTEM : undefined;
}
