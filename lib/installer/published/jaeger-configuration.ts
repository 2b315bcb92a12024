import type { JsonObject } from '../../values/json';

/** A store of traces in memory. */
interface MemoryStore {
  readonly type: 'memory';
  /** Address of the Prometheus with metrics that were made from traces; empty where there is none. */
  readonly prometheus: string;
}

/** A store of traces in OpenSearch or Elasticsearch. */
interface SearchStore {
  readonly type: 'elasticsearch' | 'opensearch';
  /** As for {@link MemoryStore}. */
  readonly prometheus: string;
  /** Addresses. */
  readonly urls: readonly string[];
  /** Prefix of the names of indices; empty where there is none. */
  readonly prefix: string;
  /** Replicas of an index; undefined leaves it to Jaeger. */
  readonly replicas: number | undefined;
  /** Shards of an index; undefined leaves it to Jaeger. */
  readonly shards: number | undefined;
  /** Path of the certificates of authorities; empty for those of the image. */
  readonly ca: string;
  /** Secret with `ES_USERNAME` and `ES_PASSWORD`; empty where there is no login. */
  readonly secret: string;
}

/** Where traces are kept. */
export type JaegerStore = MemoryStore | SearchStore;

const ANY = '0.0.0.0';
const [TRACES, METRICS] = ['platform', 'spans'];

/**
 * Configuration of Jaeger 2, in the form of OpenTelemetry: what the collector of Jaeger 1 received, and the store that its query read. The
 * login stays in variables.
 *
 * Source: `cmd/jaeger/config-opensearch.yaml`, `config-spm.yaml` and `internal/storage/elasticsearch/config` of jaegertracing/jaeger 2.19.0.
 * @param store - where traces are kept
 */
export function jaegerConfiguration(store: JaegerStore): JsonObject {
  const { prometheus } = store;
  return {
    service: {
      extensions: ['jaeger_storage', 'jaeger_query', 'healthcheckv2'],
      pipelines: {
        traces: {
          receivers: ['otlp', 'jaeger', 'zipkin'],
          processors: ['attributes', 'batch'],
          exporters: ['jaeger_storage_exporter'],
        },
      },
      telemetry: {
        resource: { 'service.name': 'jaeger' },
        metrics: { level: 'detailed', readers: [{ pull: { exporter: { prometheus: { host: ANY, port: 8888 } } } }] },
      },
    },
    extensions: {
      healthcheckv2: { use_v2: true, http: { endpoint: `${ANY}:13133` } },
      jaeger_query: { storage: { traces: TRACES, ...(prometheus !== '' && { metrics: METRICS }) } },
      jaeger_storage: {
        backends: { [TRACES]: backend(store) },
        ...(prometheus !== '' && { metric_backends: { [METRICS]: { prometheus: { endpoint: prometheus } } } }),
      },
    },
    receivers: {
      otlp: { protocols: { grpc: { endpoint: `${ANY}:4317` }, http: { endpoint: `${ANY}:4318` } } },
      jaeger: { protocols: { grpc: { endpoint: `${ANY}:14250` }, thrift_http: { endpoint: `${ANY}:14268` } } },
      zipkin: { endpoint: `${ANY}:9411` },
    },
    processors: {
      // What the collector added to each span.
      attributes: { actions: [{ key: 'verrazzano_cluster', value: 'local', action: 'insert' }] },
      batch: {},
    },
    exporters: { jaeger_storage_exporter: { trace_storage: TRACES } },
  };
}

function backend(store: JaegerStore): JsonObject {
  if (store.type === 'memory') return { memory: { max_traces: 100_000 } };
  const { type, urls, prefix, replicas, shards, ca, secret } = store;
  const index = { ...(replicas !== undefined && { replicas }), ...(shards !== undefined && { shards }) };
  const kinds = Object.keys(index).length === 0 ? [] : ['spans', 'services', 'dependencies', 'sampling'];
  return {
    [type]: {
      server_urls: urls,
      ...(secret !== '' && { auth: { basic: { username: '${env:ES_USERNAME}', password: '${env:ES_PASSWORD}' } } }),
      ...(ca !== '' && { tls: { ca_file: ca } }),
      indices: {
        ...(prefix !== '' && { index_prefix: prefix }),
        ...Object.fromEntries(kinds.map((kind) => [kind, index])),
      },
    },
  };
}
