import { listOf, type JsonValue } from '../../values/json';
import { hasOther, isGone, type FieldRow } from './field-row';

/** The kind of definitions. */
export const DEFINITIONS = /^apiextensions\.k8s\.io\/CustomResourceDefinition$/;

const REFUSED = 'the API server refuses objects that do not fit, which it took before';
const SCHEMA = String.raw`\.schema\.openAPIV3Schema\b`;
/** A keyword of the schema outside of the status, which controllers write. */
const keyword = (names: string): RegExp =>
  new RegExp(String.raw`${SCHEMA}(?!\.properties\.status\b)(?:.*[^s]|.*(?<!\.propertie)s)?\.(?:${names})$`);

/** Whether a bound holds more back; one that is new does. */
const isNarrower = (before: JsonValue | undefined, after: JsonValue | undefined, path: string): boolean => {
  if (after === undefined) return false;
  if (typeof before !== 'number' || typeof after !== 'number') return before === undefined;
  return /\.min\w+$/.test(path) ? after > before : after < before;
};

/**
 * What a definition says of its objects. Sources: API reference of Kubernetes, CustomResourceDefinition; tasks, Versions in
 * CustomResourceDefinitions, Extend the Kubernetes API with CustomResourceDefinitions ("Field pruning", "Validation").
 */
export const DEFINITION_FIELDS: readonly FieldRow[] = [
  {
    kinds: DEFINITIONS,
    path: /^spec\.versions\[name=[^\]]*\](?:\.served)?$/,
    risk: 'data-loss',
    text: 'objects of this version can no longer be read',
    when: (before, after) => isGone(before, after) || after === false,
  },
  {
    kinds: DEFINITIONS,
    path: /^spec\.versions\[name=[^\]]*\]\.storage$/,
    risk: 'change',
    text: 'objects are stored in this version from now on',
    when: (_, after) => after === true,
  },
  {
    kinds: DEFINITIONS,
    path: /^spec\.conversion(?:\.strategy)?$/,
    risk: 'data-loss',
    text: 'objects are no longer converted between versions, and lose fields that only one of them has',
    when: (before, after) =>
      JSON.stringify(before ?? '').includes('Webhook') && !JSON.stringify(after ?? '').includes('Webhook'),
  },
  {
    kinds: DEFINITIONS,
    path: keyword('required'),
    risk: 'removal',
    text: REFUSED,
    when: (before, after) => hasOther(after, before),
    alone: true,
  },
  {
    kinds: DEFINITIONS,
    path: keyword('enum'),
    risk: 'removal',
    text: REFUSED,
    when: (before, after) =>
      after !== undefined && (before === undefined || listOf(before).some((each) => !listOf(after).includes(each))),
    alone: true,
  },
  {
    kinds: DEFINITIONS,
    path: keyword('type|pattern|format|multipleOf|uniqueItems'),
    risk: 'removal',
    text: REFUSED,
    when: (_, after) => after !== undefined && after !== false,
    alone: true,
  },
  {
    kinds: DEFINITIONS,
    path: keyword('m(?:ax|in)(?:imum|Length|Items|Properties)'),
    risk: 'removal',
    text: REFUSED,
    when: isNarrower,
    alone: true,
  },
  {
    kinds: DEFINITIONS,
    path: new RegExp(
      String.raw`${SCHEMA}(?!\.properties\.status\b).*\.x-kubernetes-validations(?:\[[^\]]*\](?:\.rule)?)?$`,
    ),
    risk: 'removal',
    text: REFUSED,
    when: (_, after) => after !== undefined,
    alone: true,
  },
  {
    kinds: DEFINITIONS,
    path: keyword('default'),
    risk: 'removal',
    text: 'objects that do not state the field get another default',
    when: (before) => before !== undefined,
    alone: true,
  },
];
