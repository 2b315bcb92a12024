import { translateOam } from '../../../lib/application';
import type { JsonObject } from '../../../lib/values/json';
import { application, component, helidon, namespace } from './objects';

const UNUSED = 'is in no ApplicationConfiguration, so that nothing is made of it';

/** Components that are reported. */
const reported = (objects: readonly JsonObject[], context: readonly JsonObject[] = []): string[] =>
  translateOam({ objects, context: [namespace(), ...context] })
    .findings.filter(({ what }) => what === UNUSED)
    .map(({ severity, object }) => `${severity} ${object}`);

test('a Component that no application names is reported', () => {
  const objects = [component('a', helidon('a')), component('b', helidon('b')), application([{ componentName: 'a' }])];
  expect(reported(objects)).toEqual(['warning Component shop/b']);
  expect(reported([component('a', helidon('a'))])).toEqual(['warning Component shop/a']);
});

test('one that is named by revision, or by an application of the cluster, is not; and one of the cluster never is', () => {
  const objects = [component('a', helidon('a')), component('b', helidon('b')), application([{ revisionName: 'a-v1' }])];
  const other = application([{ componentName: 'b' }], { name: 'other' });
  expect(reported(objects, [other])).toEqual([]);
  expect(reported([application([])], [component('a', helidon('a'))])).toEqual([]);
});

test('an application of another namespace does not count, and one in a wrapper does', () => {
  const elsewhere = application([{ componentName: 'a' }], { namespace: 'elsewhere' });
  expect(reported([component('a', helidon('a')), elsewhere])).toEqual(['warning Component shop/a']);
  const { spec, metadata } = application([{ componentName: 'a' }]);
  const wrapper = (kind: string, name: string, template: JsonObject): JsonObject => ({
    apiVersion: 'clusters.verrazzano.io/v1alpha1',
    kind,
    metadata: { ...(metadata as JsonObject), name },
    spec: { placement: { clusters: [{ name: 'local' }] }, template },
  });
  const wrapped = wrapper('MultiClusterComponent', 'a', { spec: { workload: helidon('a') } });
  expect(reported([wrapped, wrapper('MultiClusterApplicationConfiguration', 'orders', { spec: spec })])).toEqual([]);
  expect(reported([wrapped])).toEqual(['warning MultiClusterComponent shop/a']);
});
