import { visibleJson } from '../../values/escape/visible';
import { isJsonObject, type JsonValue } from '../../values/json';

/** A key that needs no quotes and does not set a prototype. */
const PLAIN_KEY = /^[A-Za-z_$][\w$]*$/;

/**
 * A string as a TypeScript literal. Nothing in the text can end the literal, and all of it is visible.
 * @param text - any text
 */
export function textLiteral(text: string): string {
  return visibleJson(text) ?? '""';
}

/**
 * A key of an object literal. `__proto__` is computed: as a plain or quoted key it would set the prototype.
 * @param key - any text
 */
export function keyLiteral(key: string): string {
  if (key === '__proto__') return `["__proto__"]`;
  return PLAIN_KEY.test(key) ? key : textLiteral(key);
}

/**
 * A JSON value as a TypeScript literal; undefined members are left out.
 * @param value - any JSON value
 */
export function jsonLiteral(value: JsonValue): string {
  if (Array.isArray(value)) return `[${(value as readonly JsonValue[]).map(jsonLiteral).join(', ')}]`;
  if (isJsonObject(value)) {
    const members = Object.entries(value).flatMap(([key, member]) =>
      member === undefined ? [] : [`${keyLiteral(key)}: ${jsonLiteral(member)}`],
    );
    return `{${members.join(', ')}}`;
  }
  if (typeof value === 'string') return textLiteral(value);
  return Object.is(value, -0) ? '-0' : JSON.stringify(value);
}
