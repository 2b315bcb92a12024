import { isJsonObject, type JsonObject, type JsonValue } from '../../values/json';
import { DNS_LABEL, isDnsLabel, isLabelKey, isLabelValue } from '../../values/names';
import type { Path } from '../../values/path';
import type { FoundInValue, SchemaProblem } from './schema-problem';

type Problem = FoundInValue & { readonly at: Path };

/**
 * What the API server refuses in a whole object inside of a custom resource, beyond its schema: what it is, and its metadata. Any name is taken.
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
function metadataProblems({ namespace, labels, annotations, generation }: JsonObject): Problem[] {
  const found: Problem[] = [];
  if (typeof namespace === 'string' && namespace !== '' && !isDnsLabel(namespace)) {
    found.push(wrong(['metadata', 'namespace'], 'is not the name of a namespace', namespace, DNS_LABEL));
  }
  for (const [key, value] of Object.entries(isJsonObject(labels) ? labels : {})) {
    const at = ['metadata', 'labels', key];
    if (!isLabelKey(key)) found.push(wrong(at, 'has a key that is not valid', key));
    else if (typeof value === 'string' && !isLabelValue(value))
      found.push(wrong(at, 'is not the value of a label', value));
  }
  for (const key of Object.keys(isJsonObject(annotations) ? annotations : {})) {
    if (!isLabelKey(key.toLowerCase())) {
      found.push(wrong(['metadata', 'annotations', key], 'has a key that is not valid', key));
    }
  }
  if (typeof generation === 'number' && generation < 0) {
    found.push(wrong(['metadata', 'generation'], 'is negative', generation));
  }
  return found;
}

function wrong(at: Path, what: string, got: JsonValue, allowed?: string): Problem {
  return { code: 'value', at, what, got, ...(allowed !== undefined && { allowed }) };
}
