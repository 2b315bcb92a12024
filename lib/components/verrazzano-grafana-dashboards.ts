import type { Construct } from 'constructs';
import { Category } from '../component/category';
import { ownChart } from '../component/chart';
import type { NoProps } from '../component/component';
import { Component } from '../component/component';
import { defineComponent } from '../component/define-component';

/**
 * Dashboards of the platform, as data for Grafana.
 *
 * Source: `platform-operator/controllers/verrazzano/component/grafanadashboards` at v1.7.2.
 */
export const verrazzanoGrafanaDashboards = defineComponent({
  name: 'verrazzano-grafana-dashboards',
  category: Category.OBSERVABILITY,
  namespace: 'verrazzano-system',
  chart: ownChart('verrazzano-grafana-dashboards', { name: 'grafana' }),
  enabledBy: ['grafana'],
  images: [],
});

/** The dashboards of the platform, as part of a profile. It cannot be configured. */
export class VerrazzanoGrafanaDashboards extends Component<typeof verrazzanoGrafanaDashboards, NoProps> {
  /** @param scope - the profile */
  constructor(scope: Construct) {
    super(scope, verrazzanoGrafanaDashboards, {});
  }
}
