import { CelInputError, type FunctionTable } from './function-table';

const INT = { least: -(1n << 63n), most: (1n << 63n) - 1n } as const;
const UINT = { least: 0n, most: (1n << 64n) - 1n } as const;

/** A duration of the library. */
interface CelDuration {
  readonly seconds: bigint;
  readonly nanos: number;
}

/** A time of the library. */
function isTime(value: unknown): value is Date {
  return typeof value === 'object' && value !== null && 'getTime' in value;
}

function refused(value: unknown, type: string): never {
  throw new CelInputError(`${JSON.stringify(String(value))} is not a value of ${type}`);
}

function within(value: bigint, { least, most }: typeof INT | typeof UINT, type: string): bigint {
  return value < least || value > most ? refused(value, type) : value;
}

function whole(value: number, type: string): bigint {
  return Number.isFinite(value) ? BigInt(Math.trunc(value)) : refused(value, type);
}

/** Source: Go, `strconv.ParseInt` with base 10. */
function intOf(value: unknown): bigint {
  if (typeof value === 'string') {
    return /^[+-]?\d+$/.test(value) ? within(BigInt(value.replace(/^\+/, '')), INT, 'int') : refused(value, 'int');
  }
  if (typeof value === 'number') return within(whole(value, 'int'), INT, 'int');
  if (isTime(value)) return BigInt(Math.floor(value.getTime() / 1000));
  return within(numberOf(value), INT, 'int');
}

/**
 * The number that `uint()` makes. Source: Go, `strconv.ParseUint` with base 10.
 * @param value - what it is made of
 * @throws CelInputError for what is none
 */
export function uintOf(value: unknown): bigint {
  if (typeof value === 'string')
    return /^\d+$/.test(value) ? within(BigInt(value), UINT, 'uint') : refused(value, 'uint');
  if (typeof value === 'number') return within(whole(value, 'uint'), UINT, 'uint');
  return within(numberOf(value), UINT, 'uint');
}

/** A whole number, with a sign or without one. */
function numberOf(value: unknown): bigint {
  const plain = typeof value === 'object' && value !== null ? value.valueOf() : value;
  if (typeof plain !== 'bigint') throw new Error('a value of this type is not converted');
  return plain;
}

const DECIMAL = /^[+-]?(?:\d+(?:_\d+)*\.?(?:\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)(?:[eE][+-]?\d+)?$/;

/** Source: Go, `strconv.ParseFloat`, without hexadecimal numbers. */
function doubleOf(value: unknown): number {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return Number(numberOf(value));
  const [, sign, name] = /^([+-]?)(inf|infinity|nan)$/i.exec(value) ?? [];
  if (name !== undefined) return name.toLowerCase() === 'nan' ? Number.NaN : sign === '-' ? -Infinity : Infinity;
  if (/^[+-]?0x.*p/i.test(value)) throw new Error('hexadecimal numbers with a fraction are not read');
  const number = DECIMAL.test(value) ? Number(value.replaceAll('_', '')) : Number.NaN;
  return Number.isFinite(number) ? number : refused(value, 'double');
}

/** Source: Go, `strconv.ParseBool`. */
function boolOf(value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string') throw new Error('a value of this type is not converted');
  if (['1', 't', 'T', 'TRUE', 'true', 'True'].includes(value)) return true;
  return ['0', 'f', 'F', 'FALSE', 'false', 'False'].includes(value) ? false : refused(value, 'bool');
}

/** Source: cel-go, `common/types/duration.go`: all seconds, with the digits that are needed. */
function durationText({ seconds, nanos }: CelDuration): string {
  const total = seconds * 1_000_000_000n + BigInt(nanos);
  const [sign, all] = total < 0n ? ['-', -total] : ['', total];
  const fraction = String(all % 1_000_000_000n)
    .padStart(9, '0')
    .replace(/0+$/, '');
  return `${sign}${all / 1_000_000_000n}${fraction === '' ? '' : `.${fraction}`}s`;
}

/** How many days come before each month of a year without a leap day. */
const DAYS_BEFORE = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334] as const;

/** The day of the year, from 0. */
function dayOfYear(time: Date): bigint {
  const [year, month] = [time.getUTCFullYear(), time.getUTCMonth()];
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return BigInt((DAYS_BEFORE[month] ?? 0) + time.getUTCDate() - 1 + (isLeap && month > 1 ? 1 : 0));
}

/** Conversions between types. Source: cel-go, `common/types`. */
export const CONVERSION_FUNCTIONS: FunctionTable = {
  'goInt(dyn): int': intOf,
  'goDouble(dyn): double': doubleOf,
  'goBool(dyn): bool': boolOf,
  'string(google.protobuf.Duration): string': durationText,
  'google.protobuf.Timestamp.dayOfYear(): int': dayOfYear,
};
