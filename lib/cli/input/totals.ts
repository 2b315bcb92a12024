import type { JsonValue } from '../../values/json';
import { isJsonObject } from '../../values/json';
import { InputError } from './input-error';

/** Limits for all paths of one command line together. */
export const TOTALS = {
  /** Files. */
  files: 10_000,
  /** Bytes: 128 MiB. */
  bytes: 128 * 1024 * 1024,
  /** Values, aliases resolved. */
  values: 10_000_000,
} as const;

/** What was read so far, by the keys of {@link TOTALS}. */
export type Totals = Record<keyof typeof TOTALS, number>;

/**
 * Adds what is read to what was read before.
 * @param totals - what was read before; it is changed
 * @param amounts - what is read now
 * @param from - the path that it is read from, and what to do where it is too much
 * @throws InputError when a limit is exceeded
 */
export function addTo(
  totals: Totals,
  amounts: Partial<Totals>,
  from: { readonly path: string; readonly fix: string },
): void {
  for (const what of ['files', 'bytes', 'values'] as const) {
    totals[what] += amounts[what] ?? 0;
    if (totals[what] <= TOTALS[what]) continue;
    throw new InputError({
      at: from.path,
      what: 'exceeds the limit of one run, together with what was read before',
      got: `more than ${TOTALS[what]} ${what}`,
      allowed: `at most ${TOTALS[what]}`,
      fix: from.fix,
    });
  }
}

/**
 * How many values a value holds, itself included.
 * @param value - any value
 */
export function sizeOf(value: JsonValue): number {
  let size = 1;
  if (Array.isArray(value)) for (const item of value as readonly JsonValue[]) size += sizeOf(item);
  else if (isJsonObject(value)) for (const key in value) size += sizeOf(value[key] ?? null);
  return size;
}
