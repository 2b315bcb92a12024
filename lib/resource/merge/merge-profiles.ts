import { appendOverrides } from './append-overrides';
import type { ApiVersion } from './api-version';
import { isJsonObject, type JsonObject, type JsonValue } from '../../values/json';
import { isJsonList, ownMember } from './json';
import { MergeProblems } from './merge-error';
import { readTyped } from './read-typed';
import { strategicMerge } from './strategic-merge';

/** Typed forms of profile files, which are constants of this package. */
const TYPED_FILES = new WeakMap<ApiVersion, WeakMap<JsonObject, JsonObject>>();

/**
 * The spec of a resource merged over profile files, before the issuer is aligned.
 *
 * The last profile is the strongest and keeps its typed form; the others follow it backwards, which puts `base` over all
 * profiles but the last.
 *
 * Source: pkg/profiles/merge.go at v1.7.2.
 *
 * @param spec - the spec of the resource; missing is an empty one
 * @param profiles - specs of profile files, weakest (`base`) first; at least one
 * @param api - the API version of both
 * @throws MergeError listing values of a wrong type, and list items without their merge key
 */
export function mergeProfiles(
  spec: JsonValue | undefined,
  profiles: readonly [JsonObject, ...JsonObject[]],
  api: ApiVersion,
): JsonObject {
  const problems = new MergeProblems();
  const typed = (value: JsonValue | undefined): JsonObject => readTyped(value, api.spec, 'spec', problems);
  const typedFile = (file: JsonObject): JsonObject => typedFileOf(file, api);
  const append = (stronger: JsonObject, weaker: JsonObject): JsonObject =>
    appendOverrides(stronger, weaker, api.appendedOverrides);
  const merge = (earlier: JsonObject, later: JsonObject): JsonObject =>
    strategicMerge(earlier, later, api.spec, 'spec', problems);

  const [last = profiles[0], ...others] = [...profiles].reverse();
  const profile = [...others, others.map(typedFile).reduce(append, typedFile(last))].reduce(merge);
  const resource = append(typed(spec), typed(profile));
  problems.throwIfAny();
  const merged = typed(merge(profile, resource));
  problems.throwIfAny();
  return withReplicas(merged, api.openSearchKey);
}

/** A file with a value of a wrong type is refused, whatever the resource. */
function typedFileOf(file: JsonObject, api: ApiVersion): JsonObject {
  const files = TYPED_FILES.get(api) ?? new WeakMap<JsonObject, JsonObject>();
  TYPED_FILES.set(api, files);
  const known = files.get(file);
  if (known !== undefined) return known;
  const problems = new MergeProblems();
  const typed = readTyped(file, api.spec, 'spec', problems);
  problems.throwIfAny();
  files.set(file, typed);
  return typed;
}

/** `spec` with `replicas: 0` in every OpenSearch node group that has none. */
function withReplicas(spec: JsonObject, openSearchKey: string): JsonObject {
  const components = ownMember(spec, 'components');
  if (!isJsonObject(components)) return spec;
  const openSearch = ownMember(components, openSearchKey);
  if (!isJsonObject(openSearch) || !isJsonList(openSearch['nodes'])) return spec;
  const nodes = openSearch['nodes'].map((node) => (isJsonObject(node) ? { replicas: 0, ...node } : node));
  return { ...spec, components: { ...components, [openSearchKey]: { ...openSearch, nodes } } };
}
