import type { ChartFacts } from '../../../charts';
import { defaultStorage } from '../../../charts/storage';
import { isJsonObject, type JsonObject } from '../../../values/json';
import { valueAtPath } from '../../../values/path';

const MONITORING = 'verrazzano-monitoring';

/**
 * What the resource states about Grafana.
 * @param facts - what values are computed from
 */
export function grafanaSection(facts: ChartFacts): JsonObject {
  const section = facts.field('grafana');
  return isJsonObject(section) ? section : {};
}

/**
 * Size of its volume; empty is none, so that data is lost with the pod.
 * @param facts - what values are computed from
 * @throws ChartValuesError when the resource states a volume of an unknown kind
 */
export function grafanaStorage(facts: ChartFacts): string {
  return defaultStorage(facts) ?? '50Gi';
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
  const hasThanos = facts.isOn('thanos') && valueAtPath(first, ['queryFrontend', 'enabled']) !== false;
  const sources = [
    ...(facts.isOn('prometheus')
      ? [['Prometheus', `http://prometheus-operator-kube-p-prometheus.${MONITORING}:9090`, !hasThanos] as const]
      : []),
    ...(hasThanos ? [['Thanos', `http://thanos-query-frontend.${MONITORING}:9090`, true] as const] : []),
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
