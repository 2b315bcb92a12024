import { isJsonObject, type JsonValue } from '../json';

/** Texts that YAML 1.1 reads as something else than text. */
const WORDS =
  /^(?:|~|null|Null|NULL|y|Y|yes|Yes|YES|true|True|TRUE|on|On|ON|n|N|no|No|NO|false|False|FALSE|off|Off|OFF|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
const INTEGER = /^[-+]?(?:0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|[1-9][0-9]*|0)$/;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const SEXAGESIMAL = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/;
const DATE = /^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:$|(?:[Tt]|\s+)[0-9]{1,2}:[0-9]{2}:[0-9]{2})/;

/** What keeps a string from being written without quotes. */
const INDICATOR = /^(?:[#,[\]{}&*!|>'"%@`]|[-?:](?:\s|$)|---|\.\.\.)|:(?:\s|$)|\s#/;
const UNSEEN = /[^\n\u0020-\u007e\u0085\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]/u;

/**
 * Plain data as Go programs write it with sigs.k8s.io/yaml, Helm among them, byte for byte: the hash of a configuration is taken from this text, and
 * templates insert it into other texts. Without the last line end.
 * @param value - the data
 */
export function goYaml(value: JsonValue): string {
  if (Array.isArray(value) && value.length > 0) return list(value as readonly JsonValue[], '');
  if (isJsonObject(value) && Object.keys(value).length > 0) return map(value, '');
  return scalar(value, '');
}

/**
 * Indents every line of a string.
 * @param text - the text
 * @param width - how many spaces
 */
export function indented(text: string, width: number): string {
  const space = ' '.repeat(width);
  return space + text.replace(/\n/g, `\n${space}`);
}

function map(value: object, indent: string): string {
  const fields = value as Readonly<Record<string, JsonValue | undefined>>;
  const keys = Object.keys(fields)
    .filter((key) => fields[key] !== undefined)
    .sort(compareKeys);
  return keys.map((key) => `${text(key, '', true)}:${member(fields[key] ?? null, indent)}`).join(`\n${indent}`);
}

function member(value: JsonValue, indent: string): string {
  if (Array.isArray(value) && value.length > 0) return `\n${indent}${list(value as readonly JsonValue[], indent)}`;
  if (isJsonObject(value) && Object.keys(value).length > 0) return `\n${indent}  ${map(value, `${indent}  `)}`;
  return ` ${scalar(value, indent)}`;
}

function list(items: readonly JsonValue[], indent: string): string {
  const inner = `${indent}  `;
  return items
    .map((item) => {
      if (Array.isArray(item) && item.length > 0) return `- ${list(item as readonly JsonValue[], inner)}`;
      if (isJsonObject(item) && Object.keys(item).length > 0) return `- ${map(item, inner)}`;
      return `- ${scalar(item, indent)}`;
    })
    .join(`\n${indent}`);
}

function scalar(value: JsonValue, indent: string): string {
  if (Array.isArray(value)) return '[]';
  if (isJsonObject(value)) return '{}';
  if (typeof value === 'string') return text(value, indent, false);
  return typeof value === 'number' ? goNumber(value) : JSON.stringify(value);
}

/**
 * A number as Go prints it when it leaves the form open.
 * @param value - the number
 * @param plain - below which exponent there is none: 21 in YAML, and 6 in templates, where numbers are floats
 */
export function goNumber(value: number, plain = 21): string {
  const [mantissa = '', exponent = ''] = value.toExponential().split('e');
  const power = Number(exponent);
  if (value === 0 || (power >= -4 && power < plain)) return plainNumber(value);
  const digits = String(Math.abs(power)).padStart(2, '0');
  return `${mantissa}e${power < 0 ? '-' : '+'}${digits}`;
}

function plainNumber(value: number): string {
  const shortest = String(value);
  return shortest.includes('e') ? value.toFixed(20).replace(/0+$/, '') : shortest;
}

function text(value: string, indent: string, isKey: boolean): string {
  if (value.includes('\n')) return isKey || !isBlock(value) ? JSON.stringify(value) : block(value, indent);
  if (isOtherwise(value)) return JSON.stringify(value);
  if (UNSEEN.test(value)) return quoted(value);
  const plain = !INDICATOR.test(value) && value.trim() === value;
  return plain ? value : `'${value.replace(/'/g, "''")}'`;
}

/** Whether YAML 1.1 would read something else. */
function isOtherwise(value: string): boolean {
  const bare = value.replace(/_/g, '');
  return WORDS.test(value) || INTEGER.test(bare) || FLOAT.test(bare) || SEXAGESIMAL.test(value) || DATE.test(value);
}

function isBlock(value: string): boolean {
  return !UNSEEN.test(value) && !/ (?:\n|$)/.test(value);
}

function block(value: string, indent: string): string {
  const hint = /^[ \n]/.test(value) ? '2' : '';
  const chomping = !value.endsWith('\n') ? '-' : /(?:^|\n)\n$/.test(value) ? '+' : '';
  const lines = value.replace(/\n$/, '').split('\n');
  return `|${hint}${chomping}\n${lines.map((line) => (line === '' ? '' : `${indent}  ${line}`)).join('\n')}`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\t': '\\t',
  '\r': '\\r',
  '\u001b': '\\e',
  '\0': '\\0',
  '\u0007': '\\a',
};

function quoted(value: string): string {
  const escaped = [...value].map((character) => {
    if (!UNSEEN.test(character)) return /["\\]/.test(character) ? `\\${character}` : character;
    const code = character.codePointAt(0) ?? 0;
    return ESCAPES[character] ?? (code < 256 ? `\\x${hex(code, 2)}` : `\\u${hex(code, 4)}`);
  });
  return `"${escaped.join('')}"`;
}

function hex(code: number, width: number): string {
  return code.toString(16).toUpperCase().padStart(width, '0');
}

const LETTER = /\p{L}/u;
const DIGIT = /[0-9]/;

/** The order of keys: letters after all else, and numbers by their value. */
function compareKeys(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  for (let i = 0; i < left.length && i < right.length; i++) {
    const [x = '', y = ''] = [left[i], right[i]];
    if (x === y) continue;
    const [letterX, letterY] = [LETTER.test(x), LETTER.test(y)];
    if (letterX !== letterY) return letterX ? 1 : -1;
    if (letterX) return x < y ? -1 : 1;
    return compareNumbers(left, right, i) || (x < y ? -1 : 1);
  }
  return left.length - right.length;
}

function compareNumbers(left: readonly string[], right: readonly string[], from: number): number {
  const before = /[0-9]*$/.exec(left.slice(0, from).join(''))?.[0] ?? '';
  const lead = (left[from] === '0' || right[from] === '0') && /[1-9]/.test(before) ? '1' : '';
  const [x, y] = [digits(left, from), digits(right, from)];
  return Number(`${lead}${x}` || 0) - Number(`${lead}${y}` || 0) || x.length - y.length;
}

function digits(text: readonly string[], from: number): string {
  let end = from;
  while (DIGIT.test(text[end] ?? '')) end++;
  return text.slice(from, end).join('');
}
