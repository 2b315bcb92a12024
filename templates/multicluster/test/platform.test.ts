import 'cdk8s-verrazzano/testing/jest';
import { Manifests } from 'cdk8s-verrazzano/testing';
import { app, managed, verrazzano } from '../platform';

/** The output, without a file written. */
const manifests = Manifests.of(app);

test('every cluster of clusters.yaml is registered on the admin cluster', () => {
  expect(managed.map(({ cluster }) => cluster.clusterName)).toEqual(['eu-1', 'us-1']);
  for (const { cluster } of managed) {
    expect(manifests).toContainManifest({ kind: 'VerrazzanoManagedCluster', metadata: { name: cluster.clusterName } });
  }
});

test('Grafana of the admin cluster reads metrics', () => {
  expect(verrazzano).toAllow(verrazzano.grafana, verrazzano.prometheus, 'http-web');
});

test('the set of objects changes only on purpose', () => {
  expect(manifests).toMatchSnapshot();
});
