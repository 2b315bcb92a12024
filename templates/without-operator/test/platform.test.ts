import 'cdk8s-verrazzano/testing/jest';
import { Pods } from 'cdk8s-verrazzano';
import { Manifests } from 'cdk8s-verrazzano/testing';
import { app, verrazzano } from '../platform';

/** The output, without a file written. */
const manifests = Manifests.of(app);

test('Grafana reads metrics, and applications do not reach the database of Keycloak', () => {
  expect(verrazzano).toAllow(verrazzano.grafana, verrazzano.prometheus, 'http-web');
  expect(verrazzano).toDeny(Pods.of({ namespace: 'shop', labels: { app: 'web' } }), verrazzano.mysql);
});

test('no platform operator and no Verrazzano resource is delivered', () => {
  expect(manifests).not.toContainManifest({ kind: 'Verrazzano' });
  expect(manifests).toContainManifest({ kind: 'Application', metadata: { name: /keycloak/ } });
});

test('the set of objects changes only on purpose', () => {
  expect(manifests).toMatchSnapshot();
});
