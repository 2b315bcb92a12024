import { TemplateError } from './go-template-parse';
import { asText, isFields, type Value } from './object';

/** A function that templates may call. */
export type TemplateFunction = (...values: readonly Value[]) => Value;

/** A value as Go prints it. */
export function goText(value: Value, isInside = false): string {
  if (value === undefined || value === null) return isInside ? '<nil>' : '<no value>';
  if (Array.isArray(value)) return `[${value.map((each) => goText(each, true)).join(' ')}]`;
  if (!isFields(value)) return String(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `map[${members.map(([key, member]) => `${key}:${goText(member, true)}`).join(' ')}]`;
}

/** Whether a value counts as true in Go's templates. */
export function isTrue(value: Value): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (isFields(value)) return Object.keys(value).length > 0;
  return value !== undefined && value !== null && value !== '' && value !== 0 && value !== false;
}

/** The functions of Go's templates, without those that escape for pages. */
export const BUILT_IN: Readonly<Record<string, TemplateFunction>> = {
  index: (value, ...keys) => keys.reduce<Value>(itemAt, value),
  len: (value) => {
    if (typeof value === 'string') return Buffer.byteLength(value, 'utf8');
    if (Array.isArray(value)) return value.length;
    if (isFields(value)) return Object.keys(value).length;
    throw new TemplateError(`len of ${goText(value)}`);
  },
  slice: (value, from = 0, to) => {
    const [start, end] = [Number(from), to === undefined ? undefined : Number(to)];
    if (typeof value === 'string') return Buffer.from(value, 'utf8').subarray(start, end).toString('utf8');
    if (Array.isArray(value)) return value.slice(start, end);
    throw new TemplateError(`slice of ${goText(value)}`);
  },
  eq: (value, ...others) => others.some((other) => isEqual(value, other)),
  ne: (value, other) => !isEqual(value, other),
  lt: (value, other) => order(value, other) < 0,
  le: (value, other) => order(value, other) <= 0,
  gt: (value, other) => order(value, other) > 0,
  ge: (value, other) => order(value, other) >= 0,
  not: (value) => !isTrue(value),
  and: (...values) => values.find((value) => !isTrue(value)) ?? values.at(-1),
  or: (...values) => values.find(isTrue) ?? values.at(-1),
  print: (...values) => joined(values),
  println: (...values) => `${values.map((value) => goText(value, true)).join(' ')}\n`,
  printf: (format, ...values) => formatted(asText(format), values),
};

function itemAt(value: Value, key: Value): Value {
  if (isFields(value) && typeof key === 'string') return Object.hasOwn(value, key) ? value[key] : undefined;
  if (Array.isArray(value) && typeof key === 'number' && key >= 0 && key < value.length) return value[key];
  throw new TemplateError(`there is nothing at ${asText(key)}`);
}

/** Values of two types are not compared; nothing equals nothing else. */
function isEqual(value: Value, other: Value): boolean {
  if (value === undefined || value === null || other === undefined || other === null)
    return (value ?? null) === (other ?? null);
  checkTypes(value, other);
  return value === other;
}

function order(value: Value, other: Value): number {
  if (typeof value === 'boolean' || typeof other === 'boolean') throw new TemplateError('true and false have no order');
  checkTypes(value, other);
  const [a, b] = [value as string | number, other as string | number];
  return a < b ? -1 : a > b ? 1 : 0;
}

function checkTypes(value: Value, other: Value): void {
  if (typeof value === typeof other && typeof value !== 'object') return;
  throw new TemplateError(`${goText(value)} and ${goText(other)} cannot be compared`);
}

/** Spaces only between two values that are no texts. */
function joined(values: readonly Value[]): string {
  return values.reduce<string>((text, value, index) => {
    const isApart = index > 0 && typeof value !== 'string' && typeof values[index - 1] !== 'string';
    return `${text}${isApart ? ' ' : ''}${goText(value, true)}`;
  }, '');
}

function formatted(format: string, values: readonly Value[]): string {
  const rest = [...values];
  return format.replace(/%(?:%|([vsdqt])|.)/g, (verb: string, known?: string) => {
    if (verb === '%%') return '%';
    if (known === undefined || rest.length === 0) throw new TemplateError(`${verb} of printf is not supported`);
    const text = goText(rest.shift(), true);
    return known === 'q' ? JSON.stringify(text) : text;
  });
}
