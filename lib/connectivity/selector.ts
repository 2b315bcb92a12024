import type { JsonValue } from '../values/json';
import { isJsonObject } from '../values/json';
import { canonicalJson, listAt, objectAt } from './manifest';
import { isLabelValue } from '../values/names';

/** One condition on labels. */
export interface Requirement {
  readonly key: string;
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  /** Values of In and NotIn; empty otherwise. */
  readonly values: ReadonlySet<string>;
}

/** Conditions on labels that must all hold; without any, everything is selected. */
export interface Selector {
  /** The same for equal selectors. */
  readonly text: string;
  readonly requirements: readonly Requirement[];
}

/** Selects everything. */
export const EVERYTHING: Selector = { text: '{}', requirements: [] };

const OPERATORS: Readonly<Record<string, { operator: Requirement['operator']; takesValues: boolean }>> = {
  In: { operator: 'In', takesValues: true },
  NotIn: { operator: 'NotIn', takesValues: true },
  Exists: { operator: 'Exists', takesValues: false },
  DoesNotExist: { operator: 'DoesNotExist', takesValues: false },
};

const LABEL_PART = /^[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/;
const LABEL_PREFIX = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;

/**
 * Reads a label selector as the API server does.
 * @param value - the selector of a manifest; missing and empty ones select everything
 * @param at - its path, for the problems
 * @param problems - receives what the API server would refuse
 */
export function readSelector(value: JsonValue | undefined, at: string, problems: string[]): Selector {
  if (value === undefined || value === null) return EVERYTHING;
  if (!isJsonObject(value)) {
    problems.push(`${at} is not a label selector`);
    return EVERYTHING;
  }
  const labels = Object.entries(objectAt(value, 'matchLabels')).map(([key, text]) =>
    readRequirement({ key, operator: 'In', values: [text ?? ''] }, `${at}.matchLabels`, problems),
  );
  const expressions = listAt(value, 'matchExpressions').map((expression, index) =>
    readRequirement(expression, `${at}.matchExpressions[${index}]`, problems),
  );
  return { text: canonicalJson(value), requirements: [...labels, ...expressions] };
}

/**
 * Whether labels fulfil a selector. NotIn and DoesNotExist also hold where the key is missing.
 * @param selector - the selector
 * @param labels - the labels
 */
export function selects(selector: Selector, labels: Readonly<Record<string, string>>): boolean {
  return selector.requirements.every((requirement) => holds(requirement, labels));
}

/** Whether labels fulfil one condition. */
function holds({ key, operator, values }: Requirement, labels: Readonly<Record<string, string>>): boolean {
  const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
  switch (operator) {
    case 'In':
      return value !== undefined && values.has(value);
    case 'NotIn':
      return value === undefined || !values.has(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
  }
}

function readRequirement(expression: JsonValue, at: string, problems: string[]): Requirement {
  const { key, operator: name, values: list } = isJsonObject(expression) ? expression : {};
  // Null is an empty text, as programs in Go read it.
  const values = Array.isArray(list) ? (list as ReadonlyArray<JsonValue>).map((value) => value ?? '') : [];
  const known = typeof name === 'string' && Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined;
  if (!isLabelKey(key)) problems.push(`${at}: ${JSON.stringify(key)} is not a label key`);
  if (known === undefined) {
    problems.push(`${at}: operator ${JSON.stringify(name)} is unknown; allowed In, NotIn, Exists, DoesNotExist`);
  } else if (known.takesValues !== values.length > 0) {
    problems.push(`${at}: operator ${known.operator} ${known.takesValues ? 'needs values' : 'takes no values'}`);
  }
  for (const value of values) {
    if (!isLabelValue(value)) problems.push(`${at}: ${JSON.stringify(value)} is not a label value`);
  }
  return { key: isLabelKey(key) ? key : '', operator: known?.operator ?? 'In', values: new Set(values.map(textOf)) };
}

/** What is no string is a problem already; an object may have a field `toString`. */
function textOf(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function isLabelKey(key: JsonValue | undefined): key is string {
  if (typeof key !== 'string') return false;
  const [name = '', prefix, ...rest] = key.split('/').reverse();
  return rest.length === 0 && LABEL_PART.test(name) && (prefix === undefined || LABEL_PREFIX.test(prefix));
}
