import { allChartValues, ChartFacts, type ChartFailure, type ChartRelease } from '../../lib/charts';
import type { JsonObject } from '../../lib/values/json';

const API = { apiVersion: 'install.verrazzano.io/v1beta1', kind: 'Verrazzano' };
const ADDRESS = {
  kind: 'Service',
  metadata: { namespace: 'verrazzano-ingress-nginx', name: 'ingress-controller-ingress-nginx-controller' },
  spec: { externalIPs: ['10.0.0.1'] },
};

/** Values of a component, or why there are none; undefined where it is off. */
function valuesOf(
  name: string,
  spec: JsonObject,
  objects: readonly JsonObject[] = [],
): JsonObject | string | undefined {
  const facts = new ChartFacts(
    { ...API, metadata: { name: 'verrazzano', namespace: 'default' }, spec },
    { kubeVersion: 'v1.27.0', environment: {}, objects: [ADDRESS, ...objects] },
  );
  const found: ChartRelease | ChartFailure | undefined = allChartValues(facts).find(
    ({ component }) => component === name,
  );
  if (found === undefined) return undefined;
  return 'error' in found ? found.error : found.values;
}

function configMap(name: string, text: string): JsonObject {
  return { kind: 'ConfigMap', metadata: { namespace: 'default', name }, data: { 'v.yaml': text } };
}

// The expectations of this file are what upstream's own code at v1.7.2 computed for the same resources.

describe('the node exporter without Prometheus', () => {
  const spec = { profile: 'prod', components: { prometheus: { enabled: false } } };

  test('is not installed, unless the resource states it', () => {
    expect(valuesOf('prometheus-node-exporter', spec)).toBeUndefined();
    const stated = { ...spec.components, prometheusNodeExporter: { enabled: true } };
    expect(valuesOf('prometheus-node-exporter', { ...spec, components: stated })).toBeDefined();
  });

  test('is on for the chart verrazzano, unless it is stated to be off', () => {
    expect(valuesOf('verrazzano', spec)).toMatchObject({ prometheusNodeExporter: { enabled: true } });
    const stated = { ...spec.components, prometheusNodeExporter: { enabled: false } };
    const values = valuesOf('verrazzano', { ...spec, components: stated });
    expect(values).toMatchObject({ prometheusNodeExporter: { enabled: false } });
  });
});

test.each([
  ['', null],
  ['123', 123],
  ['1e3', 1000],
  ['managed1', 'managed1'],
])('the name %p of a managed cluster is text of a template of Fluent Bit', (name, value) => {
  const registration = {
    kind: 'Secret',
    metadata: { namespace: 'verrazzano-system', name: 'verrazzano-cluster-registration' },
    stringData: { 'managed-cluster-name': name, 'es-url': 'https://os.example.com:443' },
  };
  const spec = { profile: 'managed-cluster', components: { fluentOperator: { enabled: true } } };
  expect(valuesOf('fluent-operator', spec, [registration])).toMatchObject({
    fluentbit: { envVars: [{ name: 'CLUSTER_NAME', value }] },
  });
});

test.each([5, 'text', true, [{ a: 1 }]])('inline values %p are an error', (values) => {
  const spec = { profile: 'prod', components: { console: { overrides: [{ values }] } } };
  expect(valuesOf('verrazzano-console', spec)).toMatch(/^overrides, inline values, holds no YAML object$/);
});

describe('the ruler of Thanos turns alerting of Prometheus off', () => {
  const alerting = (text: string): JsonObject | string | undefined =>
    valuesOf(
      'prometheus-operator',
      {
        profile: 'prod',
        components: { thanos: { enabled: true, overrides: [{ configMapRef: { name: 'thanos', key: 'v.yaml' } }] } },
      },
      [configMap('thanos', text)],
    );

  test('by the text of an override', () => {
    expect(alerting('ruler: {enabled: true}')).toMatchObject({ prometheus: { enableDefaultAlertingEndpoint: false } });
    expect(alerting('ruler: {enabled: false}')).toMatchObject({ prometheus: { enableDefaultAlertingEndpoint: true } });
  });

  test('which JSON text does not show, and text of another kind is not read', () => {
    const json = '{"ruler":{"enabled":true}}';
    expect(alerting(json)).toMatchObject({ prometheus: { enableDefaultAlertingEndpoint: true } });
    expect(alerting('a: b: c')).toMatchObject({ prometheus: { enableDefaultAlertingEndpoint: true } });
  });

  test('and one that does not say whether it is on is an error', () => {
    expect(alerting('ruler: {replicaCount: 2}')).toMatch(/does not state ruler.enabled/);
  });
});
