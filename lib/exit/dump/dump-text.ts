import { isJsonObject, type JsonValue } from '../../values/json';

/**
 * The text of a document that is no object: what a command printed in place of one, such as `error: ...` of kubectl, which YAML reads as a
 * text or as a key with a text.
 * @param value - a document
 * @returns undefined for objects and lists
 */
export function textOf(value: JsonValue): string | undefined {
  if (typeof value === 'string') return value;
  if (!isJsonObject(value)) return undefined;
  const entries = Object.entries(value);
  const [[key, text] = ['', null]] = entries;
  return entries.length === 1 && typeof text === 'string' ? `${key}: ${text}` : undefined;
}

/** What kubectl prints in place of objects; that there are none is no error. */
const REFUSED =
  /^(?:error\b|unable to connect|the (?:server|connection)\b|you must be logged in|(?:[\w. ]+ )?"[^"]*" is (?:forbidden|invalid))/i;
const NOTHING = /^no resources found/i;

/** What a text of kubectl means: objects that it refused are missing, or there are none; undefined for any other text. */
export function kubectlSays(text: string): 'refused' | 'nothing' | undefined {
  if (NOTHING.test(text)) return 'nothing';
  return REFUSED.test(text) ? 'refused' : undefined;
}
