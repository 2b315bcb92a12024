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

test('certificates come from our own authority', () => {
  expect(manifests).toContainManifest({
    kind: 'Verrazzano',
    spec: { components: { clusterIssuer: { ca: { secretName: 'corporate-ca' } } } },
  });
});

test('the set of objects changes only on purpose', () => {
  expect(manifests).toMatchSnapshot();
});
