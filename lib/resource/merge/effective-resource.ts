import { alignIssuer } from './align-issuer';
import { API_VERSIONS, V1BETA1, type ApiVersion } from './api-version';
import { isJsonObject, type JsonObject, type JsonValue, ownMember } from '../../values/json';
import { copyJson } from './json';
import { objectMeta } from './kubernetes-fields';
import { MergeProblems } from './merge-error';
import { mergeProfiles } from './merge-profiles';
import { profileFiles, type ProfileName } from './profile-name';
import { readTyped } from './read-typed';

/** A Verrazzano resource as a user writes it, or as `kubectl get` prints it. */
export interface VerrazzanoResource {
  /** `install.verrazzano.io/v1beta1` or `install.verrazzano.io/v1alpha1`. */
  readonly apiVersion: string;
  /** `Verrazzano`. */
  readonly kind: string;
  /** Name, namespace, labels and so on, as in any Kubernetes object. */
  readonly metadata?: JsonObject;
  /** The settings. @default - an empty spec, which is the prod profile */
  readonly spec?: JsonObject;
  /** What the platform operator reported; a merge leaves it out. */
  readonly status?: JsonValue;
}

/** A Verrazzano resource after merging. It has a spec, no status, and no empty `security` section. */
export interface EffectiveResource {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: JsonObject;
  readonly spec: JsonObject;
}

/**
 * The effective resource: base profile, named profiles and the resource, merged as platform operator v1.7.2 merges them.
 *
 * The resource is taken as it was stored. A resource that has not been at an API server yet goes through
 * {@link withSchemaDefaults} first. The input is not touched and shares nothing with the output, whose keys are in order.
 *
 * Source: platform-operator/controllers/verrazzano/transform/merge.go at v1.7.2.
 *
 * @param resource - a v1beta1 or v1alpha1 resource; the result has the same version
 * @throws MergeError if it is not such a resource, names an unknown profile, holds values of a wrong type, has list items
 * without the key they are merged by, or sets the certificate issuer twice
 */
export function effectiveResource(resource: VerrazzanoResource): EffectiveResource {
  const api = apiOf(resource);
  const problems = new MergeProblems();
  const metadata = readTyped(resource.metadata, objectMeta, 'metadata', problems);
  problems.throwIfAny();
  const { apiVersion, kind, spec } = resource;
  return { apiVersion, kind, metadata, spec: effectiveSpec(spec, profileOf(spec), api) };
}

/**
 * What the operator runs a v1beta1 resource with that names a profile and nothing else; `profile` itself is not in it.
 *
 * @param name - the profile
 */
export function profileSpec(name: ProfileName): JsonObject {
  return effectiveSpec({}, name, V1BETA1);
}

/** The last spec that was merged in each version: a profile, its rules and its differences ask for the same one in a row. */
const last = new Map<ApiVersion, { readonly key: string; readonly result: JsonObject }>();

function effectiveSpec(spec: JsonObject | undefined, profile: string | undefined, api: ApiVersion): JsonObject {
  const key = JSON.stringify([profile, spec]);
  const known = last.get(api);
  if (known?.key === key) return copyObject(known.result);
  const result = mergedSpec(spec, profile, api);
  // In JSON a number that is not finite looks like null, and they merge differently.
  if (key.includes('null')) return result;
  last.set(api, { key, result });
  return copyObject(result);
}

function copyObject(object: JsonObject): JsonObject {
  const copy = copyJson(object);
  return isJsonObject(copy) ? copy : {};
}

function mergedSpec(spec: JsonObject | undefined, profile: string | undefined, api: ApiVersion): JsonObject {
  const problems = new MergeProblems();
  const { security, ...effective } = alignIssuer(mergeProfiles(spec, profileFiles(profile, api), api), problems);
  problems.throwIfAny();
  const used = isJsonObject(security) && Object.keys(security).length > 0;
  const result = copyJson(used ? { ...effective, security } : effective);
  return isJsonObject(result) ? result : {};
}

function profileOf(spec: JsonObject | undefined): string | undefined {
  const profile = isJsonObject(spec) ? ownMember(spec, 'profile') : undefined;
  return typeof profile === 'string' ? profile : undefined;
}

function apiOf({ apiVersion, kind }: VerrazzanoResource): ApiVersion {
  const api = API_VERSIONS.get(apiVersion);
  const problems = new MergeProblems();
  const fix = 'pass a Verrazzano resource';
  if (kind !== 'Verrazzano') {
    problems.add({ at: 'kind', what: 'is of another kind', got: kind, allowed: 'Verrazzano', fix });
  }
  if (api === undefined) {
    const allowed = [...API_VERSIONS.keys()].join(', ');
    problems.add({ at: 'apiVersion', what: 'is of another version', got: apiVersion, allowed, fix });
  }
  problems.throwIfAny();
  return api ?? V1BETA1;
}
