import type { NamespaceName } from '../../definition/namespaces';

/**
 * Whether egress of a namespace may be denied.
 *
 * - `possible`: yes, with the flows of its workloads
 * - `not-safe`: no, since pods with unknown destinations come and go there
 * - `ineffective`: no, since a policy of another controller there allows everything
 * - `never`: no, since the cluster itself runs there
 */
export type EgressVerdict = 'possible' | 'not-safe' | 'ineffective' | 'never';

/** Verdict on denying egress in a namespace. */
export interface NamespaceVerdict {
  /** The verdict. */
  readonly verdict: EgressVerdict;
  /** Its reason. */
  readonly why: string;
}

/**
 * The platform namespaces. Workloads with unknown destinations are not counted: each of them needs a list.
 *
 * Source: definitions and charts of the components at v1.7.2, and rancher/fleet v0.7.1 for policies created at run time.
 */
export const EGRESS_VERDICTS: Readonly<Record<NamespaceName, NamespaceVerdict>> = {
  argocd: { verdict: 'possible', why: 'its flows are known; do it late, since it rolls everything else back' },
  'cattle-fleet-local-system': { verdict: 'ineffective', why: 'Fleet keeps a policy there that allows everything' },
  'cattle-fleet-system': { verdict: 'not-safe', why: 'Rancher creates pods there that connect to any Git server' },
  'cattle-resources-system': {
    verdict: 'ineffective',
    why: 'the chart of Rancher Backup has a policy there that allows all egress',
  },
  'cattle-system': {
    verdict: 'not-safe',
    why: 'Rancher and the pods that it creates connect to whatever its users name',
  },
  'cert-manager': { verdict: 'possible', why: 'its flows are known' },
  'fleet-default': { verdict: 'not-safe', why: 'Fleet creates pods there that connect to any Git server' },
  'istio-system': { verdict: 'possible', why: 'istiod is known; the gateways need lists' },
  keycloak: { verdict: 'possible', why: 'its flows are known; mail and directories are not' },
  'kube-system': { verdict: 'never', why: 'name servers and network plugin run there' },
  'mysql-operator': { verdict: 'possible', why: 'its flows are known' },
  'verrazzano-auth': { verdict: 'possible', why: 'its flows are known; connectors are not' },
  'verrazzano-backup': { verdict: 'possible', why: 'all but the object storage is known' },
  'verrazzano-capi': { verdict: 'possible', why: 'all but the addresses of workload clusters is known' },
  'verrazzano-ingress-nginx': {
    verdict: 'not-safe',
    why: 'NGINX connects to the backends of every Ingress in every namespace',
  },
  'verrazzano-install': {
    verdict: 'possible',
    why: 'its flows are known; do it last, since it repairs everything else',
  },
  'verrazzano-logging': { verdict: 'possible', why: 'its flows are known; snapshots and plugins are not' },
  'verrazzano-mc': { verdict: 'ineffective', why: 'no pods run there' },
  'verrazzano-monitoring': { verdict: 'possible', why: 'all but Prometheus is known, which needs a list' },
  'verrazzano-system': { verdict: 'possible', why: 'its flows are known; outputs of logs are not' },
};

/** Namespaces of every cluster that are not platform namespaces, and whose egress must stay open. */
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
 * Verdict on denying egress in a namespace; undefined when it is not a platform namespace.
 * @param namespace - its name
 */
export function egressVerdict(namespace: string): NamespaceVerdict | undefined {
  if (Object.hasOwn(EGRESS_VERDICTS, namespace)) return EGRESS_VERDICTS[namespace as NamespaceName];
  return SYSTEM_NAMESPACES.has(namespace) ? SYSTEM : undefined;
}
