import { ChartValuesError } from '../../lib/charts';
import { jaegerValues } from '../../lib/installer/published/jaeger-values';
import type { JsonObject } from '../../lib/values/json';

const es = { 'server-urls': 'http://opensearch:9200, http://other:9200', 'num-replicas': 0 };

function production(more: JsonObject = {}): JsonObject {
  const storage = { type: 'elasticsearch', options: { es }, secretName: 'login', ...more };
  return jaegerValues({ jaeger: { create: true, spec: { strategy: 'production', storage } } });
}

test('the instance of the platform becomes one program with the same indices, login and Services', () => {
  const values = production();
  expect(values).toMatchObject({
    fullnameOverride: 'jaeger-operator-jaeger',
    userconfig: {
      service: { pipelines: { traces: { receivers: ['otlp', 'jaeger', 'zipkin'] } } },
      receivers: { zipkin: { endpoint: '0.0.0.0:9411' } },
      extensions: {
        jaeger_storage: {
          backends: {
            platform: {
              elasticsearch: {
                server_urls: ['http://opensearch:9200', 'http://other:9200'],
                auth: { basic: { username: '${env:ES_USERNAME}', password: '${env:ES_PASSWORD}' } },
                indices: { index_prefix: 'verrazzano', spans: { replicas: 0 }, services: { replicas: 0 } },
              },
            },
          },
        },
      },
    },
    jaeger: {
      podLabels: { app: 'jaeger', 'sidecar.istio.io/inject': 'true' },
      extraEnv: [
        { name: 'ES_USERNAME', valueFrom: { secretKeyRef: { name: 'login', key: 'ES_USERNAME' } } },
        { name: 'ES_PASSWORD', valueFrom: { secretKeyRef: { name: 'login', key: 'ES_PASSWORD' } } },
      ],
    },
    storage: { elasticsearch: { url: 'http://opensearch:9200' } },
    esIndexCleaner: {
      enabled: true,
      numberOfDays: 7,
      schedule: '55 23 * * *',
      cmdlineParams: { 'index-prefix': 'verrazzano' },
    },
    extraObjects: [
      { metadata: { name: 'jaeger-operator-jaeger-collector', namespace: 'verrazzano-monitoring' } },
      { metadata: { name: 'jaeger-operator-jaeger-query', namespace: 'verrazzano-monitoring' } },
    ],
  });
});

test('certificates of authorities reach the store and the job that removes indices', () => {
  const values = jaegerValues({
    jaeger: {
      create: true,
      spec: {
        strategy: 'production',
        storage: { type: 'opensearch', options: { es: { ...es, tls: { ca: '/tls/ca.crt' }, 'index-prefix': 'own' } } },
        volumes: [
          { name: 'tls', secret: { secretName: 'authority' } },
          { name: 'more', configMap: { name: 'settings' } },
        ],
        volumeMounts: [
          { name: 'tls', mountPath: '/tls' },
          { name: 'more', mountPath: '/more', readOnly: false },
        ],
      },
    },
  });
  expect(values).toMatchObject({
    userconfig: {
      extensions: { jaeger_storage: { backends: { platform: { opensearch: { tls: { ca_file: '/tls/ca.crt' } } } } } },
    },
    jaeger: { extraEnv: [], extraVolumes: [{ name: 'tls' }, { name: 'more' }] },
    esIndexCleaner: {
      cmdlineParams: { 'index-prefix': 'own', 'es.tls.enabled': 'true', 'es.tls.ca': '/tls/ca.crt' },
      extraSecretMounts: [{ name: 'tls', mountPath: '/tls', subPath: '', readOnly: true, secretName: 'authority' }],
      extraConfigmapMounts: [{ name: 'more', mountPath: '/more', subPath: '', readOnly: false, configMap: 'settings' }],
    },
  });
});

test('traces in memory need no login and no job; metrics of traces are read where the release reads them', () => {
  const query = { metricsStorage: { type: 'prometheus' }, options: { prometheus: { 'server-url': 'http://p:9090' } } };
  const values = jaegerValues({ jaeger: { create: true, spec: { strategy: 'allInOne', query } } });
  expect(values).toMatchObject({
    userconfig: {
      extensions: {
        jaeger_query: { storage: { traces: 'platform', metrics: 'spans' } },
        jaeger_storage: {
          backends: { platform: { memory: { max_traces: 100_000 } } },
          metric_backends: { spans: { prometheus: { endpoint: 'http://p:9090' } } },
        },
      },
    },
    jaeger: { extraEnv: [] },
    esIndexCleaner: { enabled: false },
  });
});

test('the removal of indices keeps what overrides say', () => {
  expect(production({ esIndexCleaner: { numberOfDays: 30 } })).toMatchObject({
    esIndexCleaner: { enabled: true, numberOfDays: 30, schedule: '55 23 * * *' },
  });
  expect(production({ esIndexCleaner: { enabled: false } })).toMatchObject({ esIndexCleaner: { enabled: false } });
});

test.each<[JsonObject, string]>([
  [{}, 'jaegerOperator.jaeger.create: chart jaeger is one instance of Jaeger, and the platform has none'],
  [{ jaeger: { create: false } }, "keep the operator: chart: ChartSource.maintained({ step: '2.57.0' })"],
  [
    { jaeger: { create: true }, resources: {} },
    'jaegerOperator.resources: it is a value of the operator, which is gone',
  ],
  [{ jaeger: { create: true, spec: { strategy: 'streaming' } } }, 'Kafka in between'],
  [{ jaeger: { create: true, spec: { storage: { type: 'cassandra' } } } }, 'storage cassandra has other values there'],
  [
    { jaeger: { create: true, spec: { sampling: {} } } },
    'jaegerOperator.jaeger.spec.sampling: Jaeger 2 has no such value',
  ],
  [
    { jaeger: { create: true, spec: { storage: { type: 'opensearch', options: { es: { 'bulk.size': 1 } } } } } },
    'jaegerOperator.jaeger.spec.storage.options.es.bulk.size',
  ],
  [
    {
      jaeger: {
        create: true,
        spec: {
          strategy: 'production',
          volumes: [{ name: 'a', hostPath: { path: '/a' } }],
          volumeMounts: [{ name: 'a', mountPath: '/a' }],
        },
      },
    },
    'mounts only Secrets and ConfigMaps',
  ],
])('%j is refused', (values, message) => {
  expect(() => jaegerValues(values)).toThrow(ChartValuesError);
  expect(() => jaegerValues(values)).toThrow(message);
});
