import { grafana, jaegerOperator, prometheusNodeExporter, prometheusOperator, thanos } from '../../../components';
import { specField } from '../../../definition/enablement';
import { isJsonObject } from '../../../values/json';
import type { UpstreamPolicy, UpstreamSwitches } from '../notation';
import { from, fromOwn, podsOf } from '../notation';
import { anyPeer, authProxyPods, ENVOY, jaegerPods, prometheusPods, scraping } from '../peers';

const JAEGER_LABELS = ['app', 'app.kubernetes.io/component', 'app.kubernetes.io/managed-by'];
const collectorPods = podsOf(jaegerOperator, 'jaeger-operator-jaeger-collector', ...JAEGER_LABELS);
const queryPods = podsOf(jaegerOperator, 'jaeger-operator-jaeger-query', ...JAEGER_LABELS);
const grafanaPods = podsOf(grafana, 'vmi-system-grafana', 'app');
// U-09: one selector for every part of Thanos.
const thanosPods = podsOf(thanos, 'thanos-query', 'app.kubernetes.io/name');
// U-08: the label alone also matches the query pods of Jaeger.
const queryLabel = podsOf(thanos, 'thanos-query', 'app.kubernetes.io/component');
const HTTP = thanosPods.port('http');
const GRPC = thanosPods.port('grpc');

/** Upstream writes these selectors as a list with one value. */
const listed = (pods: { readonly namespace: string; readonly labels: Readonly<Record<string, unknown>> }) => ({
  namespace: pods.namespace,
  labels: Object.fromEntries(Object.entries(pods.labels).map(([key, value]) => [key, [String(value)]])),
});

/** Policies in verrazzano-monitoring. */
export const MONITORING: readonly UpstreamPolicy[] = [
  {
    name: 'jaeger-collector',
    selects: collectorPods,
    when: jaegerOperator.name,
    ingress: [
      anyPeer(...['zipkin', 'grpc'].map(collectorPods.port)),
      scraping(collectorPods.port('admin-http'), ENVOY),
    ],
  },
  {
    name: 'jaeger-query',
    selects: queryPods,
    when: jaegerOperator.name,
    ingress: [
      scraping(...['admin-http', 'agent-admin-http'].map(queryPods.port), ENVOY),
      { from: [from(authProxyPods)], ports: [queryPods.port('query')] },
    ],
  },
  {
    name: 'node-exporter',
    // P-04: a label that the pods do not have.
    selects: { namespace: 'verrazzano-monitoring', labels: { app: 'prometheus-node-exporter' } },
    when: prometheusNodeExporter.name,
    ingress: [
      {
        from: [fromOwn(prometheusPods)],
        ports: [podsOf(prometheusNodeExporter, 'prometheus-node-exporter').port('metrics')],
      },
    ],
  },
  {
    name: 'vmi-system-prometheus',
    selects: prometheusPods,
    when: prometheusOperator.name,
    ingress: [
      {
        from: [
          from({
            namespace: 'verrazzano-system',
            labels: { app: ['verrazzano-authproxy', 'system-grafana', 'kiali'] },
          }),
        ],
        ports: [prometheusPods.port('http-web'), prometheusPods.port('grpc')],
      },
      { from: [from(listed(jaegerPods))], ports: [prometheusPods.port('http-web')] },
      { from: [from(queryLabel)], ports: [prometheusPods.port('grpc')] },
    ],
  },
  {
    name: 'thanos-query-frontend',
    selects: thanosPods,
    when: thanos.name,
    ingress: [
      { from: [from(listed(authProxyPods))], ports: [GRPC, HTTP] },
      { from: [from(listed(grafanaPods))], ports: [HTTP] },
      scraping(HTTP, ENVOY),
    ],
  },
  {
    name: 'thanos-query',
    selects: thanosPods,
    when: thanos.name,
    ingress: [{ from: [from(listed(thanosPods))], ports: [HTTP, GRPC] }, scraping(HTTP, ENVOY)],
  },
  {
    name: 'thanos-ruler',
    selects: thanosPods,
    when: hasRuler,
    ingress: [
      { from: [from(listed(authProxyPods))], ports: [HTTP] },
      { from: [from(queryLabel)], ports: [GRPC] },
      scraping(HTTP),
    ],
  },
];

/** Whether chart values enable the ruler of Thanos. The first item that sets it wins. */
function hasRuler({ isOn, spec }: UpstreamSwitches): boolean {
  const items = specField(spec, 'thanos', 'overrides');
  const enabled = (Array.isArray(items) ? items : []).map((item) => {
    const values = isJsonObject(item) && isJsonObject(item.values) ? item.values : {};
    return isJsonObject(values.ruler) ? values.ruler.enabled : undefined;
  });
  return isOn(thanos.name) && enabled.find((value) => typeof value === 'boolean') === true;
}
