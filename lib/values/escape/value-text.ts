import { visibleLines } from './visible';

/**
 * Any value as text for a message: JSON, or words for what JSON has no text for.
 * @param value - the value
 */
export function valueText(value: unknown): string {
  if (value === undefined) return 'nothing';
  try {
    return visibleLines(JSON.stringify(value, wordsOf));
  } catch {
    // It contains itself, or one of its getters throws.
    return `a ${nameOf(value)}`;
  }
}

/** Replaces the values that JSON drops, turns into null, or refuses. */
function wordsOf(this: unknown, _key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'function' || typeof value === 'symbol') return `a ${typeof value}`;
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  return value;
}

function nameOf(value: unknown): string {
  const { constructor } = Object(value) as { readonly constructor?: { readonly name?: unknown } };
  return typeof constructor?.name === 'string' ? constructor.name : 'value that cannot be read';
}
