import type { SchemaNode } from './schema-node';
import type { FoundInValue } from './schema-problem';

/** Whole numbers beside strings are those of 32 bits. Source: apimachinery, `pkg/util/intstr`. */
const INT_32: SchemaNode = { type: 'integer', format: 'int32' };

/** Types that are whole numbers, for custom resources of 64 bits. */
const WHOLE: ReadonlyArray<SchemaNode['type']> = ['integer', 'int-or-string', 'quantity'];

/**
 * What a schema refuses of a number. Of custom resources the API server compares no format of numbers: what does not fit in 32 bits is stored, and
 * programs that read it fail. Source: kube-openapi, `pkg/validation/validate`.
 * @param value - the number
 * @param schema - the schema
 * @param native - whether the kind is part of Kubernetes
 */
export function checkNumber(value: number, schema: SchemaNode, native: boolean): FoundInValue | undefined {
  const { minimum, maximum, multipleOf } = schema;
  if (!isInRange(value, schema)) {
    return { code: 'value', what: 'is out of range', got: value, allowed: rangeText(minimum, maximum) };
  }
  const bits = bitsOf(schema, native);
  if (bits !== undefined && !fits(value, bits)) {
    return { code: 'value', what: `does not fit in ${bits} bits`, got: value };
  }
  if (multipleOf !== undefined && multipleOf > 0 && !isMultiple(value, multipleOf)) {
    return { code: 'value', what: 'is not allowed', got: value, allowed: `multiples of ${multipleOf}` };
  }
  const isWide = !native && schema.type === 'integer' && schema.format === 'int32' && !fits(value, 32);
  if (isWide) return { code: 'wide', what: 'does not fit in the 32 bits that its format states', got: value };
  return undefined;
}

function bitsOf({ type, format }: SchemaNode, native: boolean): 32 | 64 | undefined {
  if (!native) return WHOLE.includes(type) ? 64 : undefined;
  const { format: own } = type === 'int-or-string' ? INT_32 : { format };
  return own === 'int32' ? 32 : own === 'int64' ? 64 : undefined;
}

/** JavaScript reads the greatest number of 64 bits as the one that follows it. */
function fits(value: number, bits: 32 | 64): boolean {
  const end = 2 ** (bits - 1);
  return value >= -end && (bits === 64 ? value <= end : value < end);
}

/** Beyond these, JavaScript does not read whole numbers exactly, and Go takes no fraction for a whole number. */
const MOST = Number.MAX_SAFE_INTEGER;

/** Whole numbers are divided by the whole part, other numbers within the precision of a fraction. Source: kube-openapi, `MultipleOfNativeType`. */
function isMultiple(value: number, multipleOf: number): boolean {
  if (Number.isInteger(value) && Math.abs(value) <= 2 ** 63) {
    return Math.abs(value) > MOST || value % Math.trunc(multipleOf) === 0;
  }
  const parts = multipleOf < 1 ? (1 / multipleOf) * value : value / multipleOf;
  if (Math.abs(parts) > MOST) return false;
  const [own, whole] = [Math.abs(parts), Math.abs(Math.trunc(parts))];
  return parts === Math.trunc(parts) || Math.abs(own - whole) / (own + whole) < 1e-9;
}

function isInRange(value: number, { minimum, maximum, exclusiveMinimum, exclusiveMaximum }: SchemaNode): boolean {
  if (minimum !== undefined && (value < minimum || (exclusiveMinimum === true && value === minimum))) return false;
  return maximum === undefined || value < maximum || (value === maximum && exclusiveMaximum !== true);
}

/**
 * A range, as in `at least 1`.
 * @param min - its first number; undefined where there is none
 * @param max - its last number
 */
export function rangeText(min: number | undefined, max: number | undefined): string {
  if (min === undefined) return `at most ${max}`;
  return max === undefined ? `at least ${min}` : `${min} to ${max}`;
}
