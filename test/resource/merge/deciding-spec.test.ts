import { decidingSpec, effectiveResource } from '../../../lib/resource/merge';
import type { JsonObject } from '../../../lib/values/json';

function switchOfExporter(spec: JsonObject): unknown {
  const resource = { apiVersion: 'install.verrazzano.io/v1beta1', kind: 'Verrazzano', metadata: { name: 'v' }, spec };
  const { components } = decidingSpec(effectiveResource(resource).spec, resource) as { components: JsonObject };
  return components.prometheusNodeExporter;
}

test('a switch that only the base profile of v1beta1 states does not decide', () => {
  expect(switchOfExporter({ profile: 'prod' })).toEqual({});
  expect(switchOfExporter({ profile: 'none' })).toEqual({ enabled: false });
  const components = { prometheusNodeExporter: { enabled: true } };
  expect(switchOfExporter({ profile: 'prod', components })).toEqual({ enabled: true });
});
