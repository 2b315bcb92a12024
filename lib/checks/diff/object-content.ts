import type { JsonObject } from '../../values/json';
import { isJsonObject } from '../../values/json';
import { LAST_APPLIED } from '../../values/names';
import { isApplication } from '../scopes';

/** Fields that an API server or a controller writes. */
const WRITTEN = ['uid', 'resourceVersion', 'generation', 'creationTimestamp', 'selfLink', 'managedFields'];

/** An object without what an API server writes. */
export function content(object: JsonObject): JsonObject {
  const { metadata, status: _, ...rest } = object;
  if (!isJsonObject(metadata)) return object;
  const { annotations, ...others } = metadata;
  const kept = isJsonObject(annotations) ? Object.entries(annotations).filter(([key]) => key !== LAST_APPLIED) : [];
  const own = Object.entries(others).filter(([key]) => !WRITTEN.includes(key));
  const fields = kept.length > 0 ? [...own, ['annotations', Object.fromEntries(kept)] as const] : own;
  return { ...rest, metadata: Object.fromEntries(fields) };
}

/** Two Applications of Argo CD that state their source in the same way: one source is a list of one. */
export function withSources(before: JsonObject, after: JsonObject): readonly [JsonObject, JsonObject] {
  const isListed = ({ spec }: JsonObject): boolean => isJsonObject(spec) && spec.sources !== undefined;
  if (!isApplication(before) || !isApplication(after) || isListed(before) === isListed(after)) return [before, after];
  const listed = (object: JsonObject): JsonObject => {
    const { spec } = object;
    if (!isJsonObject(spec) || isListed(object)) return object;
    const { source, ...rest } = spec;
    return source === undefined ? object : { ...object, spec: { ...rest, sources: [source] } };
  };
  return [listed(before), listed(after)];
}
