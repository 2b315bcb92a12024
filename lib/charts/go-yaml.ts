import { parse, parseDocument } from 'yaml';
import { isJsonObject, type JsonObject, type JsonValue } from '../values/json';

/**
 * A document as Go programs write it with sigs.k8s.io/yaml: keys sorted, lists not indented, texts quoted only where they must be.
 * @param value - plain data
 */
export function goYaml(value: JsonObject | readonly JsonValue[]): string {
  return `${linesOrEmpty(value).join('\n')}\n`;
}

function linesOrEmpty(value: JsonValue): readonly string[] {
  const all = lines(value);
  if (all.length > 0) return all;
  return [Array.isArray(value) ? '[]' : '{}'];
}

function lines(value: JsonValue): readonly string[] {
  if (Array.isArray(value))
    return (value as readonly JsonValue[]).flatMap((item) => prefixed('- ', linesOrEmpty(item)));
  if (typeof value === 'string' && value.includes('\n'))
    return [chomping(value), ...textLines(value).map((line) => line.slice(2))];
  if (!isJsonObject(value)) return [scalar(value)];
  return Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => naturalOrder(a, b))
    .flatMap(([key, member]) => field(scalar(key), member ?? null));
}

function field(key: string, value: JsonValue): readonly string[] {
  if (Array.isArray(value)) return value.length === 0 ? [`${key}: []`] : [`${key}:`, ...lines(value)];
  if (isJsonObject(value)) {
    const inner = lines(value);
    return inner.length === 0 ? [`${key}: {}`] : [`${key}:`, ...inner.map(indented)];
  }
  if (typeof value === 'string' && value.includes('\n')) return [`${key}: ${chomping(value)}`, ...textLines(value)];
  return [`${key}: ${scalar(value)}`];
}

function prefixed(prefix: string, [first = '', ...rest]: readonly string[]): readonly string[] {
  return [`${prefix}${first}`, ...rest.map(indented)];
}

const indented = (line: string): string => (line === '' ? '' : `  ${line}`);

function textLines(text: string): readonly string[] {
  return text.replace(/\n$/, '').split('\n').map(indented);
}

function chomping(text: string): string {
  const hint = text.startsWith(' ') ? '2' : '';
  if (!text.endsWith('\n')) return `|${hint}-`;
  return text.endsWith('\n\n') ? `|${hint}+` : `|${hint}`;
}

function scalar(value: JsonValue): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  if (value === '' || resolvesToOther(value)) return JSON.stringify(value);
  if (isPlain(value)) return value;
  return /\p{Cc}/u.test(value) ? JSON.stringify(value) : `'${value.replace(/'/g, "''")}'`;
}

/** Whether YAML 1.1 reads the text as a number, a boolean, a time or nothing. */
function resolvesToOther(text: string): boolean {
  if (/^(y|n)$/i.test(text)) return true;
  if (!/^[-+.~0-9a-zA-Z_:]+$/.test(text)) return false;
  const read: unknown = parseDocument(text, { version: '1.1' }).toJS();
  return typeof read !== 'string' && !isJsonObject(read);
}

function isPlain(text: string): boolean {
  try {
    return (parse(`a: ${text}`, { version: '1.1' }) as { readonly a?: unknown }).a === text;
  } catch {
    return false;
  }
}

/** Numbers inside of keys are compared as numbers. */
function naturalOrder(a: string, b: string): number {
  const [left, right] = [a, b].map((text) => text.split(/(\d+)/));
  for (let at = 0; at < Math.max(left?.length ?? 0, right?.length ?? 0); at++) {
    const [one = '', other = ''] = [left?.[at], right?.[at]];
    if (one === other) continue;
    if (/^\d/.test(one) && /^\d/.test(other) && Number(one) !== Number(other)) return Number(one) - Number(other);
    return one < other ? -1 : 1;
  }
  return 0;
}
