import { printf } from './printf';
import { goText, goType, isList, isMap, isNil, isTrue, TemplateError, type TemplateValue } from './value';

/** A function that templates may call, and how many arguments it takes; the value of a pipeline is the last one. */
export interface TemplateFunction {
  readonly least: number;
  readonly most: number;
  readonly call: (...values: TemplateValue[]) => TemplateValue;
}

/** Functions by name. */
export type TemplateFunctions = Readonly<Record<string, TemplateFunction>>;

/** A function with as many arguments as the code has parameters. */
export function fixed(call: TemplateFunction['call']): TemplateFunction {
  return { least: call.length, most: call.length, call };
}

/** A function with as many arguments as the code has parameters, or more. */
export function variadic(call: TemplateFunction['call']): TemplateFunction {
  return { least: call.length, most: Infinity, call };
}

/** The functions of Go's templates beside `and` and `or`, without those that escape for pages. */
export const BUILT_IN: TemplateFunctions = {
  index: variadic((value, ...keys) => {
    if (isNil(value)) throw new TemplateError('index of nil');
    return keys.reduce(itemAt, value);
  }),
  len: fixed((value) => {
    if (typeof value === 'string') return BigInt(Buffer.byteLength(value, 'utf8'));
    if (isList(value)) return BigInt(value.length);
    if (isMap(value)) return BigInt(Object.keys(value).length);
    throw new TemplateError(`len of ${goText(value)}`);
  }),
  slice: { least: 1, most: 4, call: slice },
  eq: variadic((value, other, ...others) => [other, ...others].some((each) => isEqual(value, each))),
  ne: fixed((value, other) => !isEqual(value, other)),
  lt: fixed((value, other) => order(value, other) < 0),
  le: fixed((value, other) => order(value, other) <= 0),
  gt: fixed((value, other) => order(value, other) > 0),
  ge: fixed((value, other) => order(value, other) >= 0),
  not: fixed((value) => !isTrue(value)),
  print: variadic((...values) => printed(values)),
  println: variadic((...values) => `${values.map(goText).join(' ')}\n`),
  printf: variadic((format, ...values) => printf(textArgument(format), values)),
};

/**
 * An argument that a function declares as a string: other values are not converted.
 * @param value - the argument
 * @throws TemplateError where it is something else
 */
export function textArgument(value: TemplateValue): string {
  if (typeof value === 'string') return value;
  throw new TemplateError(`expected a string, not ${isNil(value) ? 'nil' : `the ${goType(value)} ${goText(value)}`}`);
}

/**
 * An argument that a function declares as an integer: other values are not converted.
 * @param value - the argument
 * @throws TemplateError where it is something else
 */
export function integerArgument(value: TemplateValue): number {
  if (typeof value === 'bigint') return Number(value);
  throw new TemplateError(`expected an int, not ${isNil(value) ? 'nil' : `the ${goType(value)} ${goText(value)}`}`);
}

/** A part of a string, in bytes, or of a list; a third bound is the capacity of a list. */
function slice(value: TemplateValue, ...bounds: readonly TemplateValue[]): TemplateValue {
  const whole = typeof value === 'string' ? Buffer.from(value, 'utf8') : value;
  if (!Buffer.isBuffer(whole) && !isList(whole)) throw new TemplateError(`slice of ${goText(value)}`);
  if (Buffer.isBuffer(whole) && bounds.length > 2) throw new TemplateError('slice of a string has two bounds');
  const [start = 0, end = whole.length] = bounds.map(integerArgument);
  if (start < 0 || start > end || end > whole.length) throw new TemplateError(`slice from ${start} to ${end}`);
  return Buffer.isBuffer(whole) ? whole.subarray(start, end).toString('utf8') : whole.slice(start, end);
}

function itemAt(value: TemplateValue, key: TemplateValue): TemplateValue {
  if (isMap(value) && typeof key === 'string') return Object.hasOwn(value, key) ? value[key] : undefined;
  if (isList(value) && typeof key === 'bigint' && key >= 0n && key < BigInt(value.length)) return value[Number(key)];
  throw new TemplateError(`there is nothing at ${goText(key)}`);
}

/** Values of two types are not compared; nil equals only nil. */
function isEqual(value: TemplateValue, other: TemplateValue): boolean {
  if (isNil(value) || isNil(other)) return isNil(value) && isNil(other);
  checkTypes(value, other);
  return value === other;
}

function order(value: TemplateValue, other: TemplateValue): number {
  if (typeof value === 'boolean' || typeof other === 'boolean') throw new TemplateError('true and false have no order');
  checkTypes(value, other);
  const [a, b] = [value as string | number, other as string | number];
  return a < b ? -1 : a > b ? 1 : 0;
}

function checkTypes(value: TemplateValue, other: TemplateValue): void {
  if (typeof value === typeof other && typeof value !== 'object' && value !== undefined) return;
  const [a, b] = [value, other].map((each) => `the ${goType(each)} ${goText(each)}`);
  throw new TemplateError(`${a} and ${b} cannot be compared`);
}

/** Spaces only between two values that are not strings. */
function printed(values: readonly TemplateValue[]): string {
  return values.reduce<string>((text, value, index) => {
    const isApart = index > 0 && typeof value !== 'string' && typeof values[index - 1] !== 'string';
    return `${text}${isApart ? ' ' : ''}${goText(value)}`;
  }, '');
}
