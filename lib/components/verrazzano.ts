import type { Construct } from 'constructs';
import { Category } from '../definition/category';
import { ownChart } from '../definition/chart';
import type { ComponentProps } from '../definition/component';
import { Component } from '../definition/component';
import { defineComponent } from '../definition/define-component';

/**
 * The remains of the former umbrella chart: common roles and settings in the system namespace.
 */
export const verrazzano = defineComponent({
  name: 'verrazzano',
  source: 'platform-operator/controllers/verrazzano/component/verrazzano',
  specKey: 'verrazzano',
  category: Category.VERRAZZANO_OPERATORS,
  namespace: 'verrazzano-system',
  chart: ownChart('verrazzano'),
  after: ['istio', 'ingress-controller', 'cert-manager', 'verrazzano-authproxy', 'fluent-operator'],
  namespaces: ['verrazzano-system'],
  images: ['proxyv2', 'nginx-ingress-controller', 'nginx-prometheus-exporter'],
});

/** Options of component `verrazzano`. */
export type VerrazzanoComponentProps = ComponentProps;

/** Component `verrazzano`, as part of a profile. */
export class VerrazzanoComponent extends Component<typeof verrazzano, VerrazzanoComponentProps> {
  /**
   * @param scope - the profile
   * @param props - options
   */
  constructor(scope: Construct, props: VerrazzanoComponentProps = {}) {
    super(scope, verrazzano, props);
  }
}
