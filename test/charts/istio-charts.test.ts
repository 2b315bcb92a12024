import { ChartFacts, istioCharts } from '../../lib/charts';
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

test.each<[JsonObject, string]>([
  [{ components: { cni: { enabled: true } } }, 'spec.components.cni'],
  [{ components: { pilot: { k8s: { readinessProbe: {} } } } }, 'spec.components.pilot.k8s.readinessProbe'],
  [{ components: { pilot: { k8s: { overlays: [] } } } }, 'spec.components.pilot.k8s.overlays'],
  [ingress({ affinity: { nodeAffinity: {} } }), 'spec.components.ingressGateways[istio-ingressgateway].k8s.affinity'],
  [ingress({ env: [{ name: 'A', valueFrom: {} }] }), 'spec.components.ingressGateways[istio-ingressgateway].k8s.env'],
  [{ profile: 'ambient' }, 'spec.profile'],
  [{ addonComponents: {} }, 'spec.addonComponents'],
])('a setting without a value is said: %j', (spec, setting) => {
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
