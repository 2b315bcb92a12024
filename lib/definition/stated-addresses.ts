import type { StatedAddress } from './call-definition';

/** Where overrides of the Jaeger operator state its storage (`spec.storage.options` of a Jaeger resource). */
export const JAEGER_STORES = {
  opensearch: [{ section: 'jaegerOperator', value: 'jaeger.spec.storage.options.es.server-urls' }],
  cassandra: [{ section: 'jaegerOperator', value: 'jaeger.spec.storage.options.cassandra.servers' }],
} as const satisfies Readonly<Record<string, readonly StatedAddress[]>>;

/** Where overrides of the Prometheus operator state to where Prometheus writes. */
export const REMOTE_WRITE: readonly StatedAddress[] = [
  { section: 'prometheusOperator', value: 'prometheus.prometheusSpec.remoteWrite.*.url' },
];
