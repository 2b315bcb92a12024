import { isJsonList, isJsonObject, type JsonObject, type JsonValue } from '../../values/json';

/**
 * `value` as it comes back after being written as YAML, trimmed, and read again: a text of several lines that comes last
 * loses its trailing blanks and line breaks.
 *
 * Source: `ReplacementMerge` in pkg/yaml/replace_merge.go at v1.7.2.
 */
export function trimLast(value: JsonObject): JsonObject;
export function trimLast(value: JsonValue): JsonValue;
export function trimLast(value: JsonValue): JsonValue {
  if (typeof value === 'string') return value.includes('\n') && value.trim() !== '' ? value.trimEnd() : value;
  if (isJsonList(value)) return value.map((item, i) => (i === value.length - 1 ? trimLast(item) : item));
  if (!isJsonObject(value)) return value;
  const last = Object.keys(value).reduce((a, b) => (isBefore(a, b) ? b : a), '');
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      key === last && member !== undefined ? trimLast(member) : member,
    ]),
  );
}

/**
 * Whether go-yaml writes key `a` before key `b`: numbers inside of keys by value, letters after everything else.
 *
 * Source: `keyList` in sorter.go of gopkg.in/yaml.v2.
 */
function isBefore(a: string, b: string): boolean {
  const [left, right] = [[...a], [...b]];
  const at = left.findIndex((character, i) => character !== right[i]);
  const [x, y] = [left[at], right[at]];
  if (x === undefined || y === undefined) return left.length < right.length;
  const [isLetterX, isLetterY] = [isLetter(x), isLetter(y)];
  if (isLetterX && isLetterY) return x < y;
  if (isLetterX || isLetterY) return isLetterY;
  const [m, n] = [digitsAt(left, at), digitsAt(right, at)];
  if (m !== n && m !== '' && n !== '') return BigInt(m) === BigInt(n) ? m.length < n.length : BigInt(m) < BigInt(n);
  return x < y;
}

function isLetter(character: string): boolean {
  return /\p{L}/u.test(character);
}

function digitsAt(text: readonly string[], at: number): string {
  return /^[0-9]*/.exec(text.slice(at).join(''))?.[0] ?? '';
}
