import { valuesAsOverride } from '../definition/chart-values';
import type { IngressNGINXValues, IstioValues } from '../components/values';
import type { JsonObject, JsonValue } from '../values/json';
import { filledText, isJsonObject } from '../values/json';
import type { LoadBalancer } from '../values/load-balancer';
import { chartValue } from '../definition/stated-values';

/** Load balancers of a platform. */
export interface LoadBalancers {
  /**
   * In front of the ingress controller, for requests to system components. @default - a load balancer of the cloud provider
   */
  readonly system?: LoadBalancer;
  /**
   * In front of the ingress gateway of Istio, for requests to applications. @default - a load balancer of the cloud provider
   */
  readonly applications?: LoadBalancer;
}

/** Name of the gateway for requests to applications. */
const INGRESS_GATEWAY = 'istio-ingressgateway';

/**
 * Load balancers as fragments of `spec.components`, keyed by component: the type of the Service where the resource has a field,
 * and one override with typed values.
 * @param loadBalancers - load balancers of the ingress controller and of the ingress gateway
 */
export function loadBalancerOverrides({ system, applications }: LoadBalancers): Readonly<Record<string, JsonObject>> {
  return {
    ...(system && { ingressNGINX: { type: system.type, ...valuesAsOverride({ values: plain(nginxValues(system)) }) } }),
    ...(applications && { istio: valuesAsOverride({ values: plain(istioValues(applications)) }, 'istioctl') }),
  };
}

/**
 * Address of the load balancer of the ingress controller in the resource: the first of `externalIPs`.
 * @param spec - `spec` of the effective resource
 */
export function ingressAddress(spec: JsonObject): string | undefined {
  return filledText(chartValue(spec, 'ingressNGINX', ['controller', 'service', 'externalIPs', 0]));
}

/**
 * Address of the load balancer of the ingress gateway in the resource.
 * @param spec - `spec` of the effective resource
 */
export function gatewayAddress(spec: JsonObject): string | undefined {
  return filledText(
    chartValue(spec, 'istio', ['spec', 'components', 'ingressGateways', 0, 'k8s', 'service', 'externalIPs', 0]),
  );
}

function nginxValues({ serviceAnnotations, externalIPs }: LoadBalancer): IngressNGINXValues {
  const service = {
    ...(Object.keys(serviceAnnotations).length > 0 && { annotations: serviceAnnotations }),
    ...(externalIPs.length > 0 && { externalIPs }),
  };
  return Object.keys(service).length === 0 ? {} : { controller: { service } };
}

function istioValues({ type, serviceAnnotations, externalIPs }: LoadBalancer): IstioValues {
  const k8s = {
    service: { type, ...(externalIPs.length > 0 && { externalIPs }) },
    ...(Object.keys(serviceAnnotations).length > 0 && { serviceAnnotations }),
  };
  // Gateways are merged by name, so that settings of the profile for this one are kept.
  return { spec: { components: { ingressGateways: [{ name: INGRESS_GATEWAY, enabled: true, k8s }] } } };
}

function plain(values: object): JsonObject {
  const copy = JSON.parse(JSON.stringify(values)) as JsonValue;
  return isJsonObject(copy) ? copy : {};
}
