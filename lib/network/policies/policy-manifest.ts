import { INJECTION_LABEL } from '../../values/injection-labels';
import type { NamespaceName } from '../../definition/namespaces';
import { MANAGED_LABEL, NAMESPACE_LABEL } from '../../definition/namespaces';

/** A requirement on labels. */
export type LabelExpression = {
  readonly key: string;
  readonly operator: 'Exists' | 'DoesNotExist' | 'In' | 'NotIn';
  readonly values?: readonly string[];
};

/** A label selector of Kubernetes; empty selects everything. */
export type LabelSelector = {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly LabelExpression[];
};

/** Pods of some namespaces. Both selectors are in one item, so that both must match. */
export type PodPeer = { readonly namespaceSelector: LabelSelector; readonly podSelector?: LabelSelector };

/** Addresses. */
export type AddressPeer = { readonly ipBlock: { readonly cidr: string } };

/** One item of `from` or `to`. */
export type PolicyPeer = PodPeer | AddressPeer;

/** One port of a rule: a single number. */
export type PolicyPort = { readonly port: number; readonly protocol: 'TCP' | 'UDP' };

/** A rule: without `from` and `to` it is for every peer, without `ports` for every port. */
export type PolicyRule = {
  readonly from?: readonly PolicyPeer[];
  readonly to?: readonly PolicyPeer[];
  readonly ports?: readonly PolicyPort[];
};

/** A NetworkPolicy of group `networking.k8s.io/v1`, for one direction. */
export type NetworkPolicyManifest = {
  readonly apiVersion: 'networking.k8s.io/v1';
  readonly kind: 'NetworkPolicy';
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec: {
    readonly podSelector: LabelSelector;
    readonly policyTypes: ReadonlyArray<'Ingress' | 'Egress'>;
    readonly ingress?: readonly PolicyRule[];
    readonly egress?: readonly PolicyRule[];
  };
};

/** `namespace/name` of a policy. */
export function policyId({ metadata: { name, namespace } }: NetworkPolicyManifest): string {
  return `${namespace}/${name}`;
}

/** Labels of namespaces with OAM applications. */
export const APPLICATIONS: Readonly<Record<string, string>> = { [MANAGED_LABEL]: 'true' };

/** Namespaces of users with sidecars. Platform namespaces have another label, and their own flows. */
export const INJECTED: LabelSelector = {
  matchLabels: { [INJECTION_LABEL]: 'enabled' },
  matchExpressions: [{ key: NAMESPACE_LABEL, operator: 'DoesNotExist' }],
};

/** Namespace of the name servers. */
export const NAME_SERVERS_NAMESPACE = 'kube-system' satisfies NamespaceName;

/** Labels of the name servers in kube-system, the same in every distribution. */
export const NAME_SERVERS: Readonly<Record<string, string>> = { 'k8s-app': 'kube-dns' };

/** Label of every policy of the library; with {@link DIRECTION} it selects what to delete when a policy was a mistake. */
export const MANAGED_BY = { key: 'app.kubernetes.io/managed-by', value: 'cdk8s-verrazzano' } as const;

/** Label that says which direction a policy restricts. */
export const DIRECTION = 'cdk8s-verrazzano/direction';

/** Annotation with the purpose of the ports, one line each. */
export const REASONS = 'cdk8s-verrazzano/reasons';
