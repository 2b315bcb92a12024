import { inCi } from '../../support/sample';
import { estate } from '../estate';

inCi('a managed cluster by charts gets the Secrets of an admin cluster without Rancher', () => {
  const readme = estate({ way: 'secrets', managedByCharts: true }).app.render().get('eu-1/README.md') ?? '';
  expect(readme).toContain('### Copy the two Secrets of the registration');
});
