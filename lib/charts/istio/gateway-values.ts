import { istio } from '../../components/istio';
import { isJsonObject, type JsonObject, type JsonValue, listOf, objectOf, textOf } from '../../values/json';
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

/** Namespace of istiod and of all gateways. */
export const NAMESPACE = istio.namespace;

/** What the charts say of their Services. */
const KINDS = {
  'istio-ingressgateway': { type: 'LoadBalancer', component: 'IngressGateways' },
  'istio-egressgateway': { type: 'ClusterIP', component: 'EgressGateways' },
} as const;

/** Name of a gateway in the values of its chart. */
export type GatewayName = keyof typeof KINDS;

/** Ports of the Services of the charts. */
const PORTS: Readonly<Record<GatewayName, JsonValue>> = {
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
export function gatewayValues(gateway: JsonObject, key: GatewayName, values: JsonObject): Translated {
  const { name: named, enabled: _, namespace = NAMESPACE, label, k8s, ...others } = gateway;
  const settings = isJsonObject(k8s) ? k8s : {};
  const name = textOf(named) || key;
  // The name is that of the item, and containers run with the security context of `istio-cr.yaml`.
  const { name: ___, runAsRoot: ____, ...kept } = values;
  const found = translated(settings, kept, TABLE);
  const own: JsonObject = {
    ...kept,
    ...found.values,
    ...(name !== key && { name }),
    ...(kept.ports !== undefined && found.values.ports === undefined && { ports: portsOf(kept.ports) }),
    ...(isJsonObject(label) && Object.keys(label).length > 0 && { labels: label }),
  };
  const labels = { app: key, istio: key.replace('istio-', ''), ...objectOf(own.labels) };
  const service = ownService(settings, { key, name, values: own, labels });
  return {
    values: { gateways: { [key]: service === undefined ? own : { ...own, customService: true } } },
    unsupported: [...found.unsupported, ...Object.keys(others), ...(namespace === NAMESPACE ? [] : ['namespace'])],
    ...(service !== undefined && { service }),
  };
}

function serviceValues(service: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(service)
      .filter(([field]) => SERVICE_VALUES.has(field))
      .map(([field, value]) => [field, field === 'ports' ? portsOf(value) : value]),
  );
}

/** Ports as istioctl passes them on. */
function portsOf(ports: JsonValue | undefined): readonly JsonValue[] {
  return listOf(ports).map((port) => (isJsonObject(port) ? { protocol: 'TCP', ...port } : port));
}

interface Gateway {
  readonly key: GatewayName;
  readonly name: string;
  readonly values: JsonObject;
  readonly labels: JsonObject;
}

function ownService(k8s: JsonObject, { key, name, values, labels }: Gateway): JsonObject | undefined {
  const { service } = k8s;
  if (!isJsonObject(service) || Object.keys(service).every((field) => SERVICE_VALUES.has(field))) return undefined;
  const { type, component } = KINDS[key];
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name,
      namespace: NAMESPACE,
      labels: {
        ...labels,
        release: 'istio',
        'istio.io/rev': 'default',
        'install.operator.istio.io/owning-resource': 'unknown',
        'operator.istio.io/component': component,
      },
      ...(isJsonObject(values.serviceAnnotations) && { annotations: values.serviceAnnotations }),
    },
    spec: {
      type: textOf(values.type) || type,
      ...service,
      selector: { ...labels, ...objectOf(service.selector) },
      ports: service.ports === undefined ? PORTS[key] : portsOf(service.ports),
    },
  };
}
