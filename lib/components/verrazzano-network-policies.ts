import type { Construct } from 'constructs';
import { Category } from '../definition/category';
import { ownChart } from '../definition/chart';
import type { NoProps } from '../definition/component';
import { Component } from '../definition/component';
import { defineComponent } from '../definition/define-component';

/**
 * Network policies for the pods of the platform; it also creates and labels the platform
 * namespaces.
 */
export const verrazzanoNetworkPolicies = defineComponent({
  name: 'verrazzano-network-policies',
  source: 'platform-operator/controllers/verrazzano/component/networkpolicies',
  category: Category.CLUSTER_MANAGEMENT,
  namespace: 'verrazzano-system',
  chart: ownChart('verrazzano-network-policies'),
  namespaces: [
    'kube-system',
    'verrazzano-system',
    'verrazzano-mc',
    'cert-manager',
    'verrazzano-ingress-nginx',
    'istio-system',
    'keycloak',
    'mysql-operator',
    'argocd',
    'verrazzano-capi',
    'cattle-system',
    'verrazzano-monitoring',
    'verrazzano-backup',
    'verrazzano-auth',
  ],
  images: [],
});

/** The network policies, as part of a profile. It cannot be configured. */
export class VerrazzanoNetworkPolicies extends Component<typeof verrazzanoNetworkPolicies, NoProps> {
  /** @param scope - the profile */
  constructor(scope: Construct) {
    super(scope, verrazzanoNetworkPolicies, {});
  }
}
