import { isDeepStrictEqual } from 'node:util';

/**
 * What an object is expected to be: maps are compared key by key and may have more keys; lists must have as many items; a regular
 * expression matches text; `undefined` means that the key is absent; everything else must be equal.
 */
export type Expected = unknown;

/** A place where an object is not what is expected. */
export interface Difference {
  /** The place, such as `spec.ports[0].port`. */
  readonly path: string;
  /** What is expected there. */
  readonly expected: unknown;
  /** What is there; undefined where there is nothing. */
  readonly received: unknown;
}

/** A comparison: how many places agree, and those that differ. */
export interface Comparison {
  /** Number of places that agree. */
  readonly matched: number;
  /** Places that differ, in the order of the expected object. */
  readonly differences: readonly Difference[];
}

/**
 * Compares a value with what is expected.
 * @param expected - see {@link Expected}
 * @param received - the value
 * @param path - the place of the value, for differences
 */
export function compareWith(expected: Expected, received: unknown, path = ''): Comparison {
  if (expected instanceof RegExp) return result(typeof received === 'string' && expected.test(received));
  if (Array.isArray(expected)) {
    if (!Array.isArray(received) || received.length !== expected.length) return result(false);
    return combined(expected.map((item, index) => compareWith(item, received[index], `${path}[${index}]`)));
  }
  if (typeof expected === 'object' && expected !== null) {
    if (typeof received !== 'object' || received === null || Array.isArray(received)) return result(false);
    const fields = received as Record<string, unknown>;
    const keys = Object.keys(expected);
    if (keys.length === 0) return result(true);
    return combined(
      keys.map((key) =>
        compareWith(
          (expected as Record<string, unknown>)[key],
          Object.hasOwn(fields, key) ? fields[key] : undefined,
          path === '' ? key : `${path}.${key}`,
        ),
      ),
    );
  }
  return result(isDeepStrictEqual(expected, received));

  function result(isEqual: boolean): Comparison {
    return { matched: isEqual ? 1 : 0, differences: isEqual ? [] : [{ path, expected, received }] };
  }
}

function combined(parts: readonly Comparison[]): Comparison {
  return {
    matched: parts.reduce((sum, { matched }) => sum + matched, 0),
    differences: parts.flatMap(({ differences }) => differences),
  };
}

/** A difference as one line, such as `spec.replicas: expected 2, received 1`. */
export function differenceText({ path, expected, received }: Difference): string {
  return `${path || '(the whole object)'}: expected ${shown(expected)}, received ${shown(received)}`;
}

/** The longest value that is printed whole. */
const MAX_SHOWN = 200;

function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text =
    value instanceof RegExp
      ? String(value)
      : JSON.stringify(value, (_, each: unknown) => (each instanceof RegExp ? String(each) : each));
  return text.length <= MAX_SHOWN ? text : `${text.slice(0, MAX_SHOWN)}...`;
}
