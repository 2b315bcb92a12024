import { ChartFacts, istioCharts } from '../../lib/charts';
import { mergeOperatorDocuments } from '../../lib/charts/merge-values';
import type { VerrazzanoResource } from '../../lib/resource/merge';
import type { JsonObject } from '../../lib/values/json';

/** The charts of a resource with one override of Istio. */
function chartsOf(spec: JsonObject | undefined): ReturnType<typeof istioCharts> {
  const values = { apiVersion: 'install.istio.io/v1alpha1', kind: 'IstioOperator', spec };
  const resource = {
    apiVersion: 'install.verrazzano.io/v1beta1',
    kind: 'Verrazzano',
    metadata: { name: 'verrazzano' },
    spec: { profile: 'prod', ...(spec && { components: { istio: { overrides: [{ values }] } } }) },
  } as VerrazzanoResource;
  return istioCharts(new ChartFacts(resource, { objects: [], environment: {}, kubeVersion: 'v1.27.0' }));
}

const valuesOf = (spec: JsonObject | undefined, name: string): JsonObject | undefined =>
  chartsOf(spec).charts.find((chart) => chart.name === name)?.values;

const ingress = (k8s: JsonObject): JsonObject => ({
  components: { ingressGateways: [{ name: 'istio-ingressgateway', enabled: true, k8s }] },
});

test('base, control plane, and both gateways, with the images of Verrazzano', () => {
  const { charts, unsupported } = chartsOf(undefined);
  expect(unsupported).toEqual([]);
  expect(charts.map(({ name, chart }) => [name, chart])).toEqual([
    ['base', 'base'],
    ['istiod', 'istiod'],
    ['istio-ingressgateway', 'istio-ingress'],
    ['istio-egressgateway', 'istio-egress'],
  ]);
  expect(charts[1]?.values).toMatchObject({
    pilot: {
      image: expect.stringMatching(/^ghcr\.io\/verrazzano\/pilot:1\.19\.3-/) as unknown,
      env: { PILOT_ENABLE_STATUS: true },
    },
    global: { hub: 'ghcr.io/verrazzano', proxy: { image: 'proxyv2', readinessFailureThreshold: 90 } },
    revisionTags: ['default'],
  });
  expect(charts[2]?.values).toMatchObject({
    gateways: {
      'istio-ingressgateway': {
        autoscaleEnabled: false,
        replicaCount: 1,
        type: 'LoadBalancer',
        podAntiAffinityTermLabelSelector: [
          { key: 'app', operator: 'In', values: 'istio-ingressgateway', topologyKey: 'kubernetes.io/hostname' },
        ],
      },
    },
  });
});

test('settings of the document are values of the charts', () => {
  const spec = {
    meshConfig: { trustDomain: 'example.org', accessLogFile: '/dev/stdout' },
    values: { global: { proxy: { resources: { requests: { cpu: '50m' } } } } },
    components: {
      pilot: { k8s: { replicaCount: 3, resources: { requests: { cpu: '1' } }, env: [{ name: 'A', value: 'b' }] } },
    },
  };
  expect(valuesOf(spec, 'istiod')).toMatchObject({
    meshConfig: { trustDomain: 'example.org', enablePrometheusMerge: false },
    global: { proxy: { resources: { requests: { cpu: '50m' } } } },
    pilot: { replicaCount: 3, resources: { requests: { cpu: '1' } }, env: { A: 'b' } },
  });
  // Gateways read the trust domain, too.
  expect(valuesOf(spec, 'istio-ingressgateway')).toMatchObject({ meshConfig: { trustDomain: 'example.org' } });
});

test('ports and annotations of a gateway are values, and what has none becomes a Service', () => {
  const ports = [{ name: 'tcp', port: 31400, targetPort: 31400 }];
  const simple = chartsOf(ingress({ service: { type: 'NodePort', ports }, serviceAnnotations: { a: 'b' } }));
  expect(simple.charts[2]).toMatchObject({
    values: { gateways: { 'istio-ingressgateway': { type: 'NodePort', ports, serviceAnnotations: { a: 'b' } } } },
  });
  expect(simple.charts[2]?.service).toBeUndefined();
  const own = chartsOf(ingress({ service: { type: 'NodePort', externalIPs: ['192.0.2.1'] } }));
  expect(own.charts[2]).toMatchObject({
    values: { gateways: { 'istio-ingressgateway': { customService: true } } },
    service: {
      kind: 'Service',
      spec: {
        type: 'NodePort',
        externalIPs: ['192.0.2.1'],
        selector: { app: 'istio-ingressgateway', istio: 'ingressgateway' },
      },
    },
  });
});

test('a gateway that is off has no chart, and one more has a chart of its own', () => {
  const off = { components: { egressGateways: [{ name: 'istio-egressgateway', enabled: false }] } };
  expect(chartsOf(off).charts.map(({ name }) => name)).toEqual(['base', 'istiod', 'istio-ingressgateway']);
  const more = {
    components: { ingressGateways: [{ name: 'inner', enabled: true, label: { app: 'inner', istio: 'inner' } }] },
  };
  expect(valuesOf(more, 'inner')).toMatchObject({
    gateways: { 'istio-ingressgateway': { name: 'inner', labels: { app: 'inner', istio: 'inner' } } },
  });
});

test('labels of a gateway are added to those of its chart, also in a Service in place of that of the chart', () => {
  const service = { externalIPs: ['192.0.2.1'], selector: { own: 'y' } };
  const spec = {
    components: {
      egressGateways: [{ name: 'istio-egressgateway', enabled: true, label: { own: 'x' }, k8s: { service } }],
    },
  };
  const chart = chartsOf(spec).charts.find(({ name }) => name === 'istio-egressgateway');
  expect(chart).toMatchObject({
    values: { gateways: { 'istio-egressgateway': { labels: { own: 'x' }, customService: true } } },
    service: {
      metadata: { labels: { own: 'x', app: 'istio-egressgateway', 'operator.istio.io/component': 'EgressGateways' } },
      spec: { type: 'ClusterIP', selector: { app: 'istio-egressgateway', istio: 'egressgateway', own: 'y' } },
    },
  });
  expect(chart?.values.gateways).not.toHaveProperty('istio-egressgateway.labels.app');
});

test('istioctl merges some lists, and replaces the others', () => {
  const document = (meshConfig: JsonObject, tolerations: JsonObject[]): JsonObject => ({
    spec: { meshConfig, components: { pilot: { k8s: { tolerations } } } },
  });
  const lists = (names: string[]): JsonObject => ({
    trustDomainAliases: names,
    extensionProviders: names.map((name) => ({ name, prometheus: {} })),
  });
  const merged = mergeOperatorDocuments([
    document(lists(['z', 'm', 'a']), [{ key: 'a' }]),
    document(lists(['q', 'a']), [{ key: 'b' }]),
  ]);
  expect(merged.spec).toEqual({
    meshConfig: lists(['q', 'z', 'm', 'a']),
    components: { pilot: { k8s: { tolerations: [{ key: 'b' }] } } },
  });
});

test.each<[JsonObject, string]>([
  [{ values: { pilot: { bogus: 1 } } }, 'spec.values.pilot.bogus'],
  [{ values: { bogus: {} } }, 'spec.values.bogus'],
  [{ values: { global: { proxy: { resources: { bogus: 1 } } } } }, 'spec.values.global.proxy.resources.bogus'],
  [{ meshConfig: { bogus: 1 } }, 'spec.meshConfig.bogus'],
  [{ values: { meshConfig: { defaultConfig: { bogus: 1 } } } }, 'spec.values.meshConfig.defaultConfig.bogus'],
  [{ components: { egressGateways: [{ enabled: true }] } }, 'spec.components.egressGateways[].name'],
])('istioctl refuses %j', (spec, path) => {
  expect(chartsOf(spec).unknown.map((one) => one.path)).toEqual([path]);
});

test.each<[JsonObject, string]>([
  [{ components: { base: { enabled: false } } }, 'spec.components.base.enabled'],
  [{ components: { pilot: { namespace: 'other' } } }, 'spec.components.pilot.namespace'],
  [
    { components: { ingressGateways: [{ name: 'istio-ingressgateway', enabled: true, namespace: 'gw' }] } },
    'spec.components.ingressGateways[istio-ingressgateway].namespace',
  ],
  [{ components: { cni: { enabled: true } } }, 'spec.components.cni'],
  [{ components: { pilot: { k8s: { readinessProbe: {} } } } }, 'spec.components.pilot.k8s.readinessProbe'],
  [{ components: { pilot: { k8s: { overlays: [] } } } }, 'spec.components.pilot.k8s.overlays'],
  [ingress({ affinity: { nodeAffinity: {} } }), 'spec.components.ingressGateways[istio-ingressgateway].k8s.affinity'],
  [ingress({ env: [{ name: 'A', valueFrom: {} }] }), 'spec.components.ingressGateways[istio-ingressgateway].k8s.env'],
  [{ profile: 'ambient' }, 'spec.profile'],
  [{ addonComponents: {} }, 'spec.addonComponents'],
])('a setting without a value is reported: %j', (spec, setting) => {
  expect(chartsOf(spec).unsupported).toEqual([setting]);
});

test('an autoscaler that is off makes its settings idle', () => {
  const k8s = { hpaSpec: { minReplicas: 2, metrics: [] }, replicaCount: 2 };
  expect(chartsOf({ components: { pilot: { k8s } } }).unsupported).toEqual([]);
  const on = {
    components: { pilot: { k8s: { ...k8s, hpaSpec: { minReplicas: 2 } } } },
    values: { pilot: { autoscaleEnabled: true } },
  };
  expect(valuesOf(on, 'istiod')).toMatchObject({ pilot: { autoscaleMin: 2 } });
  expect(valuesOf(on, 'istiod')).not.toMatchObject({ pilot: { replicaCount: 2 } });
});
