import { appendOverrides } from './append-overrides';
import type { ApiVersion } from './api-version';
import { isJsonList, isJsonObject, type JsonObject, type JsonValue, ownMember } from '../../values/json';
import { MergeProblems } from './merge-error';
import { readTyped } from './read-typed';
import { strategicMerge } from './strategic-merge';

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
  const append = (stronger: JsonObject, weaker: JsonObject): JsonObject =>
    appendOverrides(stronger, typed(weaker), api.appendedOverrides);
  const merge = (earlier: JsonObject, later: JsonObject): JsonObject =>
    strategicMerge(earlier, later, api.spec, 'spec', problems);

  const profile = known(profiles, api) ?? remember(profiles, api, profileOf(profiles, typed, append, merge));
  const resource = append(typed(spec), profile);
  problems.throwIfAny();
  const merged = typed(merge(profile, resource));
  problems.throwIfAny();
  return withReplicas(merged, api.openSearchKey);
}

type Combine = (a: JsonObject, b: JsonObject) => JsonObject;

function profileOf(
  profiles: readonly [JsonObject, ...JsonObject[]],
  typed: (value: JsonValue | undefined) => JsonObject,
  append: Combine,
  merge: Combine,
): JsonObject {
  const [last, ...others] = [...profiles].reverse();
  return [...others, others.reduce(append, typed(last))].reduce(merge);
}

/** Profiles that have been merged: the files are constants, and a fleet has a thousand resources over the same ones. */
interface Merged {
  readonly api: ApiVersion;
  readonly profiles: readonly JsonObject[];
  readonly result: JsonObject;
}

const MERGED: Merged[] = [];
/** Resources may name profiles in any order and number; only so many lists of them are remembered. */
const MAX_MERGED = 16;

function known(profiles: readonly JsonObject[], api: ApiVersion): JsonObject | undefined {
  const isSame = (one: Merged): boolean =>
    one.api === api &&
    one.profiles.length === profiles.length &&
    one.profiles.every((profile, index) => profile === profiles[index]);
  return MERGED.find(isSame)?.result;
}

function remember(profiles: readonly JsonObject[], api: ApiVersion, result: JsonObject): JsonObject {
  if (MERGED.length < MAX_MERGED) MERGED.push({ api, profiles, result });
  return result;
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
