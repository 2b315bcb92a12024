import type { ChartFacts } from '../../../charts';
import { defaultStorage } from '../../../charts/storage';
import { prometheus, thanos } from '../../../components';
import { serviceUrl } from '../../../definition/service';
import { objectOf, type JsonObject } from '../../../values/json';
import { valueAtPath } from '../../../values/path';

/** Memory that a pod of Grafana asks for, as the platform operator states it. */
export const GRAFANA_MEMORY = '48Mi';

/** Size of its volume where the resource states no other. */
export const GRAFANA_STORAGE = '50Gi';

/**
 * What the resource states about Grafana.
 * @param facts - what values are computed from
 */
export function grafanaSection(facts: ChartFacts): JsonObject {
  return objectOf(facts.field('grafana'));
}

/**
 * Number of its pods; one unless the resource states another.
 * @param facts - what values are computed from
 */
export function grafanaReplicas(facts: ChartFacts): number {
  const { replicas } = grafanaSection(facts);
  return typeof replicas === 'number' ? replicas : 1;
}

/**
 * Size of its volume; empty is none, so that data is lost with the pod.
 * @param facts - what values are computed from
 * @throws ChartValuesError when the resource states a volume of an unknown kind
 */
export function grafanaStorage(facts: ChartFacts): string {
  return defaultStorage(facts) ?? GRAFANA_STORAGE;
}

/**
 * The data sources that Grafana is provisioned with; that of Thanos is the default where it is.
 *
 * Source: `platform-operator/controllers/verrazzano/component/grafana` at v1.7.2.
 * @param facts - what values are computed from
 */
export function grafanaDataSources(facts: ChartFacts): readonly JsonObject[] {
  const first = facts
    .overrides('thanos')
    .find((values) => valueAtPath(values, ['queryFrontend', 'enabled']) !== undefined);
  const hasThanos = facts.isOn(thanos.name) && valueAtPath(first, ['queryFrontend', 'enabled']) !== false;
  const sources = [
    ...(facts.isOn(prometheus.name)
      ? [['Prometheus', serviceUrl(prometheus, 'prometheus-operator-kube-p-prometheus'), !hasThanos] as const]
      : []),
    ...(hasThanos ? [['Thanos', serviceUrl(thanos, 'thanos-query-frontend'), true] as const] : []),
  ];
  return sources.map(([name, url, isDefault]) => ({
    name,
    type: 'prometheus',
    orgId: 1,
    access: 'proxy',
    url,
    isDefault,
  }));
}
