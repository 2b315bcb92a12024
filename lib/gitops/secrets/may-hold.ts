import { mayHoldCredentials } from '../../values/credential-patterns';
import { mayAssign } from './assignments';
import { keyClass } from './credential-keys';
import { PAIR_KEYS } from './pair-keys';

/** Deeper values are searched in full, which reports them. */
const MAX_DEPTH = 100;

/** An item of a list that names an option, whose value may be the next item. */
const OPTION = /^--?[A-Za-z]/;

/** Kinds of Secrets, of lists of them, and of what makes them. */
const KIND = /secret/i;

/**
 * Whether a search of a value for secrets may find any. Most values have nothing that a search would look at twice, and this takes a
 * fraction of the time of the search.
 * @param value - plain data
 * @returns false only where the search finds nothing
 */
export function mayHoldSecrets(value: unknown): boolean {
  return mayHold(value, 0);
}

function mayHold(value: unknown, depth: number): boolean {
  if (typeof value === 'string') return mayBeSecret(value);
  if (typeof value !== 'object' || value === null) return false;
  if (depth > MAX_DEPTH) return true;
  return Array.isArray(value)
    ? isAnyItem(value, depth + 1)
    : isAnyField(value as Readonly<Record<string, unknown>>, depth + 1);
}

function isAnyItem(list: readonly unknown[], depth: number): boolean {
  for (const item of list) {
    if ((typeof item === 'string' && OPTION.test(item)) || mayHold(item, depth)) return true;
  }
  return false;
}

function isAnyField(fields: Readonly<Record<string, unknown>>, depth: number): boolean {
  // Data has no inherited fields, and a list of the keys of each map would take more memory than all else here.
  for (const key in fields) {
    const field = fields[key];
    if (keyClass(key) !== 'other' || key === 'secretGenerator' || mayHold(field, depth)) return true;
    if (key === 'kind' && typeof field === 'string' && KIND.test(field)) return true;
  }
  return fields.value !== undefined && hasPairKey(fields);
}

function hasPairKey(fields: Readonly<Record<string, unknown>>): boolean {
  return PAIR_KEYS.some((key) => {
    const name = fields[key];
    return typeof name === 'string' && keyClass(name.split('/').pop() ?? '') !== 'other';
  });
}

/** Credentials by their form, assignments, and objects in texts. */
function mayBeSecret(text: string): boolean {
  if (text.includes('\n') || /^\s*[{[]/.test(text)) return true;
  return mayHoldCredentials(text) || mayAssign(text);
}
