import { isJsonObject, type JsonObject, type JsonValue, textOf } from '../../values/json';
import { podTerms } from './pod-terms';
import { SHARED, translated, withoutEffect, type Translated, type Translation } from './translated';

/** Fields of a Service that the chart has values for. */
const SERVICE_VALUES = new Set([
  'type',
  'loadBalancerIP',
  'loadBalancerSourceRanges',
  'externalTrafficPolicy',
  'ports',
]);

/** Ports of the Services of the charts. */
const PORTS: Readonly<Record<string, JsonValue>> = {
  'istio-ingressgateway': [
    { name: 'status-port', port: 15021, protocol: 'TCP', targetPort: 15021 },
    { name: 'http2', port: 80, protocol: 'TCP', targetPort: 8080 },
    { name: 'https', port: 443, protocol: 'TCP', targetPort: 8443 },
  ],
  'istio-egressgateway': [
    { name: 'http2', port: 80, protocol: 'TCP', targetPort: 8080 },
    { name: 'https', port: 443, protocol: 'TCP', targetPort: 8443 },
  ],
};

const TABLE: Readonly<Record<string, Translation>> = {
  ...SHARED,
  affinity: podTerms,
  podDisruptionBudget: withoutEffect,
  service: (value) => (isJsonObject(value) ? serviceValues(value) : undefined),
};

/**
 * A gateway of an IstioOperator document as values of its chart. Where the Service has fields that the chart has no values for, such as
 * `externalIPs`, the chart leaves it out and it is given as an object.
 * @param gateway - the item
 * @param key - name of the gateway in the values of the chart
 * @param values - values of the document for it
 */
export function gatewayValues(gateway: JsonObject, key: string, values: JsonObject): Translated {
  const { name: named, enabled: _, namespace: __, label, k8s, ...others } = gateway;
  const settings = isJsonObject(k8s) ? k8s : {};
  const name = textOf(named) || key;
  const found = translated(settings, values, TABLE);
  const labels = labelValues(label, key);
  const own: JsonObject = {
    ...values,
    ...found.values,
    ...(name !== key && { name }),
    ...(labels !== undefined && { labels }),
  };
  const service = ownService(settings, name, own, { app: key, istio: key.replace('istio-', ''), ...labels });
  return {
    values: { gateways: { [key]: service === undefined ? own : { ...own, customService: true } } },
    unsupported: [...found.unsupported, ...Object.keys(others)],
    ...(service !== undefined && { service }),
  };
}

function serviceValues(service: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(service).filter(([field]) => SERVICE_VALUES.has(field)));
}

/** Labels replace those of the chart, which Helm would merge. */
function labelValues(label: JsonValue | undefined, key: string): JsonObject | undefined {
  if (!isJsonObject(label) || Object.keys(label).length === 0) return undefined;
  const before = { app: null, istio: null };
  return { ...before, ...label, ...(label.app === key && { app: key }) };
}

function ownService(k8s: JsonObject, name: string, values: JsonObject, labels: JsonObject): JsonObject | undefined {
  const { service } = k8s;
  if (!isJsonObject(service) || Object.keys(service).every((field) => SERVICE_VALUES.has(field))) return undefined;
  const isEgress = name === 'istio-egressgateway';
  const kept = Object.fromEntries(Object.entries(labels).filter(([, value]) => value !== null));
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name,
      namespace: 'istio-system',
      labels: { ...kept, release: 'istio', 'istio.io/rev': 'default' },
      ...(isJsonObject(values.serviceAnnotations) && { annotations: values.serviceAnnotations }),
    },
    spec: {
      type: isEgress ? 'ClusterIP' : 'LoadBalancer',
      selector: kept,
      ports: PORTS[isEgress ? 'istio-egressgateway' : 'istio-ingressgateway'],
      ...service,
    },
  };
}
