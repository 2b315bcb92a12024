import { withoutUndefined } from '../values/json';
/** How Argo CD tries a failed sync again. Source: Argo CD 2.8, `Application.spec.syncPolicy.retry`. */
export interface RetryProps {
  /** Number of attempts; -1 for no limit. @default 10 */
  readonly limit?: number;
  /** Wait before the second attempt, a Go duration such as `30s`. @default '30s' */
  readonly duration?: string;
  /** Each wait is this many times the one before; integer of 1 or more. @default 2 */
  readonly factor?: number;
  /** Longest wait, a Go duration. @default '10m' */
  readonly maxDuration?: string;
}

const DURATION = /^([0-9]+(h|m|s))+$/;

/** What Argo CD does unless a unit says otherwise: it gives up after a bit more than an hour. */
const DEFAULTS = { limit: 10, duration: '30s', factor: 2, maxDuration: '10m' } as const satisfies RetryProps;

/**
 * For units whose sync fails until something else exists: a namespace, a CRD or a webhook that an installation creates. More than
 * four hours, longer than any installation takes.
 */
export const WAITING_RETRY: RetryProps = { limit: 30 };

/**
 * The `retry` of an Application. An operation that waits for its next attempt keeps its revision: it does not see a later
 * commit, which is why the defaults do not go on for ever.
 */
export function retryPolicy(props: RetryProps = {}): Record<string, unknown> {
  const { limit, duration, factor, maxDuration } = { ...DEFAULTS, ...withoutUndefined(props) };
  return { limit, backoff: { duration, factor, maxDuration } };
}

/**
 * How long Argo CD goes on trying, in minutes: the sum of all waits, rounded; without the time that the attempts take.
 *
 * @returns undefined when it never ends
 */
export function retryMinutes(props: RetryProps = {}): number | undefined {
  const { limit, duration, factor, maxDuration } = { ...DEFAULTS, ...withoutUndefined(props) };
  if (limit < 0) return undefined;
  const longest = seconds(maxDuration);
  let wait = Math.min(seconds(duration), longest);
  let waited = 0;
  let left = limit;
  for (; left > 0 && factor > 1 && wait < longest; left--) {
    waited += wait;
    wait = Math.min(wait * factor, longest);
  }
  return Math.round((waited + left * wait) / 60);
}

/** Seconds of a Go duration. */
function seconds(duration: string): number {
  const units: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1 };
  const parts = [...duration.matchAll(/([0-9]+)(h|m|s)/g)];
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * (units[unit ?? ''] ?? 0), 0);
}

/** What is wrong with retry settings, as parts of a message: field, value, allowed values. */
export function retryProblems(props: RetryProps = {}): { field: string; got: unknown; allowed: string }[] {
  const found: { field: string; got: unknown; allowed: string }[] = [];
  const { limit, factor, duration, maxDuration } = { ...DEFAULTS, ...withoutUndefined(props) };
  if (!Number.isInteger(limit) || limit < -1) found.push({ field: 'limit', got: limit, allowed: 'integers from -1' });
  if (!Number.isInteger(factor) || factor < 1) found.push({ field: 'factor', got: factor, allowed: 'integers from 1' });
  for (const [field, got] of Object.entries({ duration, maxDuration })) {
    if (!DURATION.test(got)) found.push({ field, got, allowed: 'Go durations such as 30s, 5m or 1h30m' });
  }
  return found;
}
