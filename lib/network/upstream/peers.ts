import { authProxy, ingressNGINX, jaegerOperator, prometheus as prometheusDefinition } from '../../components';
import { ENVOY_METRICS } from '../flows/roles';
import type { UpstreamIngressRule } from './notation';
import { from, podsOf } from './notation';

/** The auth proxy. */
export const authProxyPods = podsOf(authProxy, 'verrazzano-authproxy', 'app');

/** Prometheus. */
export const prometheusPods = podsOf(
  prometheusDefinition,
  'prometheus-prometheus-operator-kube-p-prometheus',
  'app.kubernetes.io/name',
);

/** NGINX, with its default backend. */
export const nginxPods = podsOf(
  ingressNGINX,
  'ingress-controller-ingress-nginx-controller',
  'app.kubernetes.io/instance',
);

/** All pods of the Jaeger operator. */
export const jaegerPods = podsOf(jaegerOperator, 'jaeger-operator-jaeger-query', 'app');

/** Metrics port of proxies. */
export const ENVOY = ENVOY_METRICS.port;

/** Prometheus may scrape these ports. */
export function scraping(...ports: readonly number[]): UpstreamIngressRule {
  return { from: [from(prometheusPods)], ports };
}

/** Every source may reach these ports: upstream means the API server, which no selector matches. */
export function anyPeer(...ports: readonly number[]): UpstreamIngressRule {
  return { ports };
}
