import type { Path } from '../../values/path';
import type { SchemaNode } from '../schema/schema-node';
import { celProgram, celSyntax, noValue, someValue } from './environment';
import { CelInputError } from './functions/function-table';
import { fieldPath } from './field-path';
import type { CelRule } from './rule';
import { listTypesOf, type ListTypes } from './typed-lists';

/** What a rule says of a value: true, a message of the API server and the field that it is about, or why it is not evaluated. */
export type RuleResult = true | { readonly message: string; readonly path: Path } | { readonly open: string };

/** Errors for which the API server refuses an object; others say that something is not known here. */
const REFUSED: readonly unknown[] = [
  'no_such_key',
  'index_out_of_bounds',
  'index_out_of_range',
  'division_by_zero',
  'modulo_by_zero',
  'int_conversion_error',
  'double_conversion_error',
  'bool_conversion_error',
  'invalid_timestamp',
  'numeric_overflow',
  'optional_value_missing',
];

/** Whether a rule compares a value with the one that it replaces. */
export function isTransition({ rule }: CelRule): boolean {
  return /\boldSelf\b/.test(rule);
}

/**
 * Evaluates a rule.
 * @param rule - the rule; without an old value, those that compare with it are true
 * @param self - the value that has the rule
 * @param schema - schema of the value
 * @param old - the value that it replaces; undefined for a new object
 */
export function evaluateRule(rule: CelRule, self: unknown, schema: SchemaNode, old?: unknown): RuleResult {
  if (isTransition(rule) && rule.optionalOldSelf !== true && old === undefined) return true;
  const oldSelf = old === undefined ? noValue() : rule.optionalOldSelf === true ? someValue(old) : old;
  const variables = { self, oldSelf };
  try {
    const lists = listTypesOf(schema);
    if (isByKeys(rule, lists)) return { open: 'compares or joins lists by their keys' };
    const value = celProgram(rule.rule, lists)(variables);
    if (value === true) return true;
    return value === false
      ? { message: messageOf(rule, variables), path: fieldPath(rule.fieldPath) }
      : { open: 'does not come to true or false' };
  } catch (error) {
    if (isRefused(error)) {
      return { path: [], message: `${summaryOf(error)} evaluating rule: ${rule.message?.trim() || rule.rule.trim()}` };
    }
    return { open: summaryOf(error) };
  }
}

const known = new WeakMap<CelRule, boolean>();

function isByKeys(rule: CelRule, lists: ListTypes): boolean {
  const before = known.get(rule) ?? lists.isByKeys(celSyntax(rule.rule));
  known.set(rule, before);
  return before;
}

/** Values of two types that no operator takes together; of other types it is not known here. */
const NO_OVERLOAD =
  /^no such overload: (?:dyn<)?(?:bool|double|int|string|uint)>? \S+ (?:dyn<)?(?:bool|double|int|string|uint)>?/i;

function isRefused(error: unknown): boolean {
  if (error instanceof CelInputError || REFUSED.includes(codeOf(error))) return true;
  return error instanceof Error && NO_OVERLOAD.test(error.message);
}

function codeOf(error: unknown): unknown {
  return (error as { readonly code?: unknown }).code;
}

/** The first line, as part of a sentence: the others show the rule. */
function summaryOf(error: unknown): string {
  const text = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
  return text.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());
}

/** Source: apiextensions, `pkg/apiserver/schema/cel/validation.go`. */
function messageOf(rule: CelRule, variables: Readonly<Record<string, unknown>>): string {
  const { messageExpression } = rule;
  const made = messageExpression === undefined ? undefined : madeMessage(messageExpression, variables);
  return made ?? statedMessage(rule);
}

function statedMessage({ rule, message = '' }: CelRule): string {
  return message.trim() === '' ? `failed rule: ${rule.trim()}` : message.trim();
}

/** A message that is not one line of text is not used. */
function madeMessage(expression: string, variables: Readonly<Record<string, unknown>>): string | undefined {
  try {
    const made = celProgram(expression)(variables);
    const text = typeof made === 'string' ? made.trim() : '';
    return text === '' || /[\r\n]/.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}
