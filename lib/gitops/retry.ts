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

/**
 * The `retry` of an Application. With the defaults it gives up after about an hour: long enough for a platform that
 * installs itself, while an operation that waits for its next attempt does not see a later commit.
 */
export function retryPolicy(props: RetryProps = {}): Record<string, unknown> {
  return {
    limit: props.limit ?? 10,
    backoff: {
      duration: props.duration ?? '30s',
      factor: props.factor ?? 2,
      maxDuration: props.maxDuration ?? '10m',
    },
  };
}

/** What is wrong with retry settings, as parts of a message: field, value, allowed values. */
export function retryProblems(props: RetryProps = {}): { field: string; got: unknown; allowed: string }[] {
  const found: { field: string; got: unknown; allowed: string }[] = [];
  const { limit = 10, factor = 2, duration = '30s', maxDuration = '10m' } = props;
  if (!Number.isInteger(limit) || limit < -1) found.push({ field: 'limit', got: limit, allowed: 'integers from -1' });
  if (!Number.isInteger(factor) || factor < 1) found.push({ field: 'factor', got: factor, allowed: 'integers from 1' });
  for (const [field, got] of Object.entries({ duration, maxDuration })) {
    if (!DURATION.test(got)) found.push({ field, got, allowed: 'Go durations such as 30s, 5m or 1h30m' });
  }
  return found;
}
