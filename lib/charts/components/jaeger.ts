import { authProxy, prometheus } from '../../components';
import { serviceUrl } from '../../definition/service';
import { valuesFilePath } from '../../definition/chart';
import type { ImageName } from '../../definition/images';
import { valueAtPath } from '../../values/path';
import type { JsonObject, JsonValue } from '../../values/json';
import type { ChartFacts } from '../chart-facts';
import type { ValuesDefinition } from '../values-definition';
import { isPrometheusOn, openSearchReplicas } from './platform';

/** Variables of the operator, in its order, and their images. */
const IMAGES = {
  'JAEGER-AGENT-IMAGE': 'jaeger-agent',
  'JAEGER-QUERY-IMAGE': 'jaeger-query',
  'JAEGER-COLLECTOR-IMAGE': 'jaeger-collector',
  'JAEGER-INGESTER-IMAGE': 'jaeger-ingester',
  'JAEGER-ES-INDEX-CLEANER-IMAGE': 'jaeger-es-index-cleaner',
  'JAEGER-ES-ROLLOVER-IMAGE': 'jaeger-es-rollover',
  'JAEGER-ALL-IN-ONE-IMAGE': 'jaeger-all-in-one',
} as const satisfies Record<string, ImageName>;

/** Source: `controllers/verrazzano/component/jaeger/operator` at v1.7.2. */
export const jaegerOperator: ValuesDefinition = {
  pullSecret: 'image.imagePullSecrets[0]',
  images: { 'jaeger-operator': { image: 'image.repository', tag: 'image.tag' } },
  settings: (facts) =>
    isPrometheusOn(facts) && stated(facts, 'jaeger', 'spec', 'query', 'metricsStorage', 'type') === 'prometheus'
      ? [
          [
            'jaeger.spec.query.options.prometheus.server-url',
            serviceUrl(prometheus, 'prometheus-operator-kube-p-prometheus'),
          ],
        ]
      : [],
  documents: (facts) => [
    {
      extraEnv: Object.entries(IMAGES).map(([name, image]) => ({ name, value: facts.image(image).reference })),
      ...instance(facts),
    },
  ],
  files: (facts) => (isProduction(facts) ? [valuesFilePath('jaeger-production-strategy-values.yaml')] : []),
};

/** The instance that the platform operator makes, unless the cluster is a managed one or the user says no. */
function hasInstance(facts: ChartFacts): boolean {
  return facts.registration === undefined && stated(facts, 'jaeger', 'create') !== false;
}

function isProduction(facts: ChartFacts): boolean {
  return hasInstance(facts) && facts.isOn('opensearch') && facts.isOn('keycloak');
}

function instance(facts: ChartFacts): JsonObject {
  if (!hasInstance(facts)) return {};
  if (!isProduction(facts)) return { jaeger: { create: true, spec: { strategy: 'allInOne' } } };
  const es = {
    'server-urls': serviceUrl(authProxy, 'verrazzano-authproxy-opensearch'),
    'num-replicas': openSearchReplicas(facts, 'data') <= 1 ? 0 : 1,
  };
  const storage = { type: 'elasticsearch', options: { es }, secretName: 'verrazzano-jaeger-secret' };
  return { jaeger: { create: true, spec: { strategy: 'production', storage } } };
}

/** What the strongest override says that says anything. */
function stated(facts: ChartFacts, ...path: readonly string[]): JsonValue | undefined {
  return facts
    .overrides('jaegerOperator')
    .map((values) => valueAtPath(values, path))
    .find((value) => value !== undefined && value !== null);
}
