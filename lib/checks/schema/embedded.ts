import { isJsonObject, type JsonObject, type JsonValue } from '../../values/json';
import { DNS_LABEL, isDnsLabel, isLabelKey, isLabelValue } from '../../values/names';
import type { Path } from '../../values/path';
import type { FoundInValue, SchemaProblem } from './schema-problem';

type Problem = FoundInValue & { readonly at: Path };

/**
 * What the API server refuses in a whole object inside of a custom resource, beyond its schema: what it is, and its metadata. Any name is taken that
 * can be a part of a path.
 * Source: apiextensions, `pkg/apiserver/schema/objectmeta`.
 * @param object - the inner object
 * @param path - its path
 */
export function embeddedProblems(object: JsonObject, path: Path): SchemaProblem[] {
  const { metadata } = object;
  const inMetadata = isJsonObject(metadata) ? metadataProblems(metadata) : [];
  return [...typeProblems(object), ...inMetadata].map(({ at, ...problem }) => ({ ...problem, path: [...path, ...at] }));
}

function typeProblems(object: JsonObject): Problem[] {
  return ['apiVersion', 'kind'].flatMap((name): Problem[] => {
    const value = object[name] ?? '';
    if (value === '') return [{ code: 'required', at: [name], what: 'is required in a whole object' }];
    if (typeof value !== 'string') return [wrong([name], 'is not a string', value, 'a string')];
    if (name === 'apiVersion') {
      return value.split('/').length <= 2 ? [] : [wrong([name], 'is not an API version', value, 'group/version')];
    }
    const isKind = /^[A-Za-z](?:[-A-Za-z0-9]{0,61}[A-Za-z0-9])?$/.test(value);
    return isKind ? [] : [wrong([name], 'is not a valid kind', value)];
  });
}

/** Values of another type are refused by the schema. */
function metadataProblems({ name, namespace, labels, annotations, generation }: JsonObject): Problem[] {
  const found: Problem[] = [];
  if (typeof name === 'string' && (/[/%]/.test(name) || name === '.' || name === '..')) {
    found.push(wrong(['metadata', 'name'], 'cannot be a part of a path', name));
  }
  if (typeof namespace === 'string' && namespace !== '' && !isDnsLabel(namespace)) {
    found.push(wrong(['metadata', 'namespace'], 'is not the name of a namespace', namespace, DNS_LABEL));
  }
  if (typeof generation === 'number' && generation < 0) {
    found.push(wrong(['metadata', 'generation'], 'is negative', generation));
  }
  return [...found, ...labelProblems(labels), ...annotationProblems(annotations)];
}

function labelProblems(labels: JsonValue | undefined): Problem[] {
  return Object.entries(isJsonObject(labels) ? labels : {}).flatMap(([key, value]) => {
    const at = ['metadata', 'labels', key];
    if (!isLabelKey(key)) return [wrong(at, 'has a key that is not valid', key)];
    const isWrong = typeof value === 'string' && !isLabelValue(value);
    return isWrong ? [wrong(at, 'is not the value of a label', value)] : [];
  });
}

function annotationProblems(annotations: JsonValue | undefined): Problem[] {
  return Object.keys(isJsonObject(annotations) ? annotations : {})
    .filter((key) => !isLabelKey(key.toLowerCase()))
    .map((key) => wrong(['metadata', 'annotations', key], 'has a key that is not valid', key));
}

function wrong(at: Path, what: string, got: JsonValue, allowed?: string): Problem {
  return { code: 'value', at, what, got, ...(allowed !== undefined && { allowed }) };
}
