import { listAt } from '../../connectivity/manifest';
import type { JsonObject, JsonValue } from '../../values/json';
import { isJsonObject } from '../../values/json';
import { isLabelKey, isLabelValue } from '../../values/names';
import type { Path } from '../../values/path';
import type { CheckedObject } from '../checked-object';
import type { CheckContext } from '../context';
import type { Found } from '../finding';
import { kindKey, nativeKinds } from '../schema/known-kinds';
import { missing, refused } from './refused';

const KEY =
  'the key of a label: up to 63 letters, digits, - _ . with a letter or digit at both ends, perhaps after a DNS name and /';
const VALUE = 'up to 63 letters, digits, - _ . with a letter or digit at both ends, or nothing';

/** Fields with other contents: texts of users, and schemas. */
const OPAQUE: readonly string[] = [
  'data',
  'stringData',
  'binaryData',
  'annotations',
  'labels',
  'openAPIV3Schema',
  'metric',
  'scopeSelector',
];

/** What holds for the expressions of a selector. */
interface Dialect {
  readonly operators: readonly string[];
  /** Operators with a list of values. */
  readonly listed: readonly string[];
  /** Operators with one number. */
  readonly compared: readonly string[];
  /** Whether values must be those of labels. */
  readonly labelled: boolean;
}

/** Source: apimachinery, `pkg/apis/meta/v1/validation`, `ValidateLabelSelectorRequirement`. */
const LABELS: Dialect = {
  operators: ['In', 'NotIn', 'Exists', 'DoesNotExist'],
  listed: ['In', 'NotIn'],
  compared: [],
  labelled: true,
};

/** Source: Kubernetes, `pkg/apis/core/validation`, `ValidateNodeSelectorRequirement`. */
const NODES: Dialect = {
  operators: [...LABELS.operators, 'Gt', 'Lt'],
  listed: LABELS.listed,
  compared: ['Gt', 'Lt'],
  labelled: false,
};

/** Selectors of labels that the API server refuses, wherever the kinds of Kubernetes have some. */
export function labelSelectorFindings({ inventory }: CheckContext): Found[] {
  return inventory.objects
    .filter(({ group, version, kind }) => nativeKinds().has(kindKey(group, version, kind)))
    .flatMap((object) => selectorsIn(object, object.object, [], LABELS));
}

function selectorsIn(object: CheckedObject, value: JsonValue, path: Path, dialect: Dialect): Found[] {
  if (Array.isArray(value)) {
    const items = value as readonly JsonValue[];
    return items.flatMap((item, index) => selectorsIn(object, item, [...path, index], dialect));
  }
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]): Found[] => {
    const at = [...path, key];
    if (inner === undefined || OPAQUE.includes(key)) return [];
    if (key === 'matchLabels' && isJsonObject(inner)) return pairs(object, inner, at);
    if (key === 'matchExpressions' && Array.isArray(inner)) {
      return (inner as readonly JsonValue[]).flatMap((each, index) =>
        isJsonObject(each) ? expression(object, each, [...at, index], dialect) : [],
      );
    }
    if (key === 'matchFields' && Array.isArray(inner)) {
      return (inner as readonly JsonValue[]).flatMap((each, index) => field(object, each, [...at, index]));
    }
    const isOfNodes = key === 'nodeSelectorTerms' || key === 'preference';
    return selectorsIn(object, inner, at, isOfNodes ? NODES : LABELS);
  });
}

function pairs(object: CheckedObject, labels: JsonObject, path: Path): Found[] {
  return Object.entries(labels).flatMap(([key, value]): Found[] => {
    const at = [...path, key];
    if (!isLabelKey(key)) return [refused(object, at, 'is not the key of a label', key, KEY)];
    const isWrong = typeof value === 'string' && !isLabelValue(value);
    return isWrong ? [refused(object, at, 'is not the value of a label', value, VALUE)] : [];
  });
}

function expression(object: CheckedObject, each: JsonObject, path: Path, dialect: Dialect): Found[] {
  const { key, operator, values } = each;
  const list = Array.isArray(values) ? (values as readonly JsonValue[]) : [];
  const found: Found[] = [];
  if (typeof key === 'string' && !isLabelKey(key)) {
    found.push(refused(object, [...path, 'key'], 'is not the key of a label', key, KEY));
  }
  if (typeof operator !== 'string') return found;
  if (!dialect.operators.includes(operator)) {
    const allowed = dialect.operators.join(', ');
    return [...found, refused(object, [...path, 'operator'], 'is not an operator', operator, allowed)];
  }
  return [...found, ...amount(object, operator, list, path, dialect), ...forms(object, list, path, dialect)];
}

function amount(
  object: CheckedObject,
  operator: string,
  list: readonly JsonValue[],
  path: Path,
  { listed, compared }: Dialect,
): Found[] {
  const at = [...path, 'values'];
  if (listed.includes(operator)) {
    return list.length > 0 ? [] : [missing(object, at, `is required with ${operator}`)];
  }
  if (compared.includes(operator)) {
    return list.length === 1 ? [] : [refused(object, at, `has not one value, as ${operator} demands`, list.length)];
  }
  if (list.length === 0) return [];
  return [{ ...refused(object, at, `is not allowed with ${operator}`), fix: 'remove it' }];
}

/** Fields of nodes are compared with one value. */
function field(object: CheckedObject, each: JsonValue, path: Path): Found[] {
  if (!isJsonObject(each) || listAt(each, 'values').length === 1) return [];
  return [missing(object, [...path, 'values'], 'must have one value')];
}

function forms(object: CheckedObject, list: readonly JsonValue[], path: Path, { labelled }: Dialect): Found[] {
  if (!labelled) return [];
  return list.flatMap((value, index): Found[] => {
    if (typeof value !== 'string' || isLabelValue(value)) return [];
    return [refused(object, [...path, 'values', index], 'is not the value of a label', value, VALUE)];
  });
}
