const UNITS: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  μs: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};

const MILLISECOND = 1_000_000n;

/** The longest duration of Go, in nanoseconds. */
const LONGEST = (1n << 63n) - 1n;

const PART = /(\d*)(?:\.(\d*))?(ns|us|µs|μs|ms|s|m|h)/g;

const QUANTITY = /^[+-]?(\d+\.?\d*|\.\d+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?\d+)?$/;

/** What {@link isQuantity} accepts, for messages. */
export const QUANTITY_FORM = 'a quantity of Kubernetes, such as "500m", "1.5", "128Mi" or "1e9"';

/** What {@link isMeshDuration} accepts, for messages. */
export const DURATION_FORM = 'a Go duration in whole milliseconds, 1ms or more, such as "500ms", "0.5s" or "1m30s"';

/**
 * Reads a duration as Go does: numbers with units, of which the first may have a sign, or `0`.
 *
 * Source: `time.ParseDuration` of Go.
 * @param text - the duration
 * @returns nanoseconds; nothing when it is not a duration, or one of more than 292 years
 */
export function parseGoDuration(text: string): bigint | undefined {
  const rest = /^[-+]/.test(text) ? text.slice(1) : text;
  const sum = rest === '0' ? 0n : sumOfParts(rest);
  if (sum === undefined || sum > LONGEST) return undefined;
  return text.startsWith('-') ? -sum : sum;
}

function sumOfParts(text: string): bigint | undefined {
  const parts = [...text.matchAll(PART)];
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== text) return undefined;
  let sum = 0n;
  for (const [, whole = '', fraction = '', unit = ''] of parts) {
    if (whole + fraction === '') return undefined;
    const size = UNITS[unit] ?? 0n;
    sum += BigInt(whole === '' ? '0' : whole) * size;
    if (fraction !== '') sum += (BigInt(fraction) * size) / 10n ** BigInt(fraction.length);
  }
  return sum;
}

/**
 * Tells whether a value is a duration that Istio takes for timeouts and the like: at least a millisecond, and no part of one.
 *
 * Source: `ValidateDuration` in `pkg/config/validation/validation.go` of Istio 1.19.
 * @param text - the value to test
 */
export function isMeshDuration(text: unknown): text is string {
  const duration = typeof text === 'string' ? parseGoDuration(text) : undefined;
  return duration !== undefined && duration >= MILLISECOND && duration % MILLISECOND === 0n;
}

/**
 * Tells whether a value is a quantity of Kubernetes.
 *
 * Source: `resource.ParseQuantity` of k8s.io/apimachinery.
 * @param text - the value to test
 */
export function isQuantity(text: unknown): text is string {
  return typeof text === 'string' && QUANTITY.test(text);
}

/**
 * Tells whether a value is a quantity above zero.
 * @param text - the value to test
 */
export function isPositiveQuantity(text: unknown): text is string {
  return isQuantity(text) && !text.startsWith('-') && /[1-9]/.test(text.replace(/[eE][+-]?\d+$/, ''));
}
