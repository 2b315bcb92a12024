import { ChartSource } from '../../../lib';
import { inCi } from '../../support/sample';
import { estate } from '../estate';

inCi('endpoints of Thanos are declared where its chart has no ConfigMap for them', () => {
  const chart = ChartSource.maintained({ step: 'newest' });
  const components = { thanos: { enabled: true, chart } };
  const { app } = estate({ way: 'declared', components, managedComponents: { thanos: { enabled: true } } });
  const made = [...app.render().keys()].filter((path) => path.includes('verrazzano-thanos-endpoints'));
  expect(made).toEqual(['prod/multicluster/verrazzano-monitoring/ConfigMap.verrazzano-thanos-endpoints.yaml']);
});
