import 'cdk8s-verrazzano/testing/jest';
import { Pods } from 'cdk8s-verrazzano';
import { Manifests } from 'cdk8s-verrazzano/testing';
import { app, verrazzano } from '../platform';

/** The output, without a file written. */
const manifests = Manifests.of(app);

test('each team has a control plane of its own', () => {
  for (const namespace of ['team-a', 'team-b']) {
    expect(manifests).toContainManifest({ kind: 'Service', metadata: { namespace, name: namespace } });
  }
});

test('pods of a team do not reach the database of Keycloak', () => {
  expect(verrazzano).toDeny(Pods.of({ namespace: 'team-a', labels: { app: 'web' } }), verrazzano.mysql);
});

test('the set of objects changes only on purpose', () => {
  expect(manifests).toMatchSnapshot();
});
