import { counted } from '../../values/counted';
import { listOf, type JsonValue } from '../../values/json';
import { amountOf } from '../rules/forms';
import type { Risk } from './change';

/** What a change of a field means. */
export interface FieldRow {
  /** `group/Kind` or a pattern of them. */
  readonly kinds: RegExp;
  readonly path: RegExp;
  readonly risk: Risk;
  readonly text: string;
  /** Only where the values, or the path, are such. @default - always */
  readonly when?: (before: JsonValue | undefined, after: JsonValue | undefined, path: string) => boolean;
  /** Only where the field itself changed, and not a whole that has it. @default false */
  readonly alone?: true;
}

/** `group/Kind` of what has pods. */
export const PODS =
  /^(?:\/(?:Pod|PodTemplate|ReplicationController)|apps\/\w+|extensions\/\w+|batch\/\w+|argoproj\.io\/Rollout)$/;

/** Every kind. */
export const ANY = /./;

/** Whether a field is gone. */
export function isGone(before: JsonValue | undefined, after: JsonValue | undefined): boolean {
  return before !== undefined && after === undefined;
}

/** Whether one amount, possibly a quantity, is certainly less than another. */
export function isLess(value: JsonValue | undefined, other: JsonValue | undefined): boolean {
  const [amount, most] = [amountOf(value), amountOf(other)];
  return amount !== undefined && most !== undefined && amount < most;
}

/** Whether a list of texts has one that another list lacks. */
export function hasOther(value: JsonValue | undefined, other: JsonValue | undefined): boolean {
  const known = listOf(other);
  return listOf(value).some((each) => !known.includes(each));
}

/** Whether an amount is nothing: `0` or `0%`. */
export function isZero(value: JsonValue | undefined): boolean {
  return value === 0 || value === '0' || value === '0%';
}

/** Whether something is anywhere in a value. */
export function contains(value: JsonValue | undefined, text: RegExp): boolean {
  return text.test(JSON.stringify(value ?? ''));
}

/** Fields that a reason names; it counts the others. */
const MAX_PATHS = 3;

/** The fields that a reason is about: the first ones, and how many more. */
export function pathsText(paths: readonly string[]): string {
  const shown = paths.slice(0, MAX_PATHS).join(', ');
  return paths.length > MAX_PATHS ? `${shown} and ${counted(paths.length - MAX_PATHS, 'more field')}` : shown;
}
