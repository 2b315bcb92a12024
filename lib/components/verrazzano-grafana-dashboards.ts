import type { Construct } from 'constructs';
import { Category } from '../definition/category';
import { ownChart } from '../definition/chart';
import type { NoProps } from '../definition/component';
import { Component } from '../definition/component';
import { defineComponent } from '../definition/define-component';

/**
 * Dashboards of the platform, as data for Grafana.
 */
export const verrazzanoGrafanaDashboards = defineComponent({
  name: 'verrazzano-grafana-dashboards',
  source: 'platform-operator/controllers/verrazzano/component/grafanadashboards',
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
