import type { Construct } from 'constructs';
import { Category } from '../component/category';
import { ownChart } from '../component/chart';
import type { ComponentProps } from '../component/component';
import { Component } from '../component/component';
import { defineComponent } from '../component/define-component';

/**
 * What is left of the former umbrella chart: common roles and settings in the system namespace.
 *
 * Source: `platform-operator/controllers/verrazzano/component/verrazzano` at v1.7.2.
 */
export const verrazzano = defineComponent({
  name: 'verrazzano',
  specKey: 'verrazzano',
  category: Category.VERRAZZANO_OPERATORS,
  namespace: 'verrazzano-system',
  chart: ownChart('verrazzano'),
  after: ['istio', 'ingress-controller', 'cert-manager', 'verrazzano-authproxy', 'fluent-operator'],
  namespaces: ['verrazzano-system'],
  images: ['proxyv2', 'nginx-ingress-controller', 'nginx-prometheus-exporter'],
});

/** What a user may say about the base of Verrazzano. */
export type VerrazzanoComponentProps = ComponentProps;

/** The base of Verrazzano, as part of a profile. */
export class VerrazzanoComponent extends Component<typeof verrazzano, VerrazzanoComponentProps> {
  /**
   * @param scope - the profile
   * @param props - what the user says
   */
  constructor(scope: Construct, props: VerrazzanoComponentProps = {}) {
    super(scope, verrazzano, props);
  }
}
