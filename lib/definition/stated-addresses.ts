import type { StatedAddress } from './call-definition';

/** Paths in overrides of the Jaeger operator to its storage (`spec.storage.options` of a Jaeger resource). */
export const JAEGER_STORES = {
  opensearch: [{ section: 'jaegerOperator', value: 'jaeger.spec.storage.options.es.server-urls' }],
  cassandra: [{ section: 'jaegerOperator', value: 'jaeger.spec.storage.options.cassandra.servers' }],
} as const satisfies Readonly<Record<string, readonly StatedAddress[]>>;

/** Paths in overrides of the Prometheus operator to targets of remote write. */
export const REMOTE_WRITE: readonly StatedAddress[] = [
  { section: 'prometheusOperator', value: 'prometheus.prometheusSpec.remoteWrite.*.url' },
];
