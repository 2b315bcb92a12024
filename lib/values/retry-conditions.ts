/**
 * Names of conditions under which a proxy tries a request again. Source: Istio 1.19.3, `supportedRetryOnPolicies`; Envoy,
 * `x-envoy-retry-on` and `x-envoy-retry-grpc-on`.
 */
const RETRY_CONDITIONS: readonly string[] = [
  '5xx',
  'gateway-error',
  'reset',
  'connect-failure',
  'retriable-4xx',
  'refused-stream',
  'retriable-status-codes',
  'retriable-headers',
  'envoy-ratelimited',
  'cancelled',
  'deadline-exceeded',
  'internal',
  'resource-exhausted',
  'unavailable',
];

/** Codes of HTTP that have a name. Source: Go, `http.StatusText`. */
const STATUSES: ReadonlyArray<readonly [first: number, last: number]> = [
  [100, 103],
  [200, 208],
  [226, 226],
  [300, 305],
  [307, 308],
  [400, 418],
  [421, 426],
  [428, 429],
  [431, 431],
  [451, 451],
  [500, 508],
  [510, 511],
];

/** What {@link isRetryCondition} accepts, for messages. */
export const RETRY_CONDITION = `${RETRY_CONDITIONS.join(', ')}, codes of HTTP`;

/**
 * Whether istiod takes a condition of retries: one that Envoy knows, or a code of HTTP.
 * @param text - the condition
 */
export function isRetryCondition(text: string): boolean {
  const code = /^[-+]?\d+$/.test(text) ? Number(text) : 0;
  return RETRY_CONDITIONS.includes(text) || STATUSES.some(([first, last]) => code >= first && code <= last);
}
