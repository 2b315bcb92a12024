import 'cdk8s-verrazzano/testing/jest';
import { Manifests } from 'cdk8s-verrazzano/testing';
import { app, stage, STAGES, verrazzano } from '../platform';

/** The output, without a file written. */
const manifests = Manifests.of(app);

test('the platform operator is delivered in the first stage and in no other', () => {
  const resources = manifests.filter({ kind: 'Verrazzano' });
  expect(resources).toHaveLength(STAGES[stage] === STAGES.adopted ? 1 : 0);
});

test('traffic of the platform stays open in every stage', () => {
  expect(verrazzano).toAllow(verrazzano.grafana, verrazzano.prometheus, 'http-web');
});

test('the set of objects changes only on purpose', () => {
  expect(manifests).toMatchSnapshot();
});
