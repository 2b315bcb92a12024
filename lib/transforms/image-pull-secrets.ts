import type { JsonObject, JsonValue } from '../values/json';
import { isJsonObject } from '../values/json';
import { DNS_SUBDOMAIN, isDnsSubdomain } from '../values/names';
import { throwProblems } from '../values/problem';
import { ManifestTransform, type TransformResult } from './manifest-transform';
import { podSpecsOf } from './pod-specs';

/**
 * Adds pull Secrets to every PodSpec: those that are there stay, in front. Objects of other shapes than a PodSpec below
 * `spec` or `podSpec` are left as they are, since they may not have the field.
 *
 * The Secrets, of type `kubernetes.io/dockerconfigjson`, must exist in the namespaces of the pods.
 */
export class ImagePullSecrets extends ManifestTransform {
  private readonly names: readonly string[];

  /**
   * @param names - names of Secrets, at least one
   * @throws Error when there is none, or one is malformed
   */
  constructor(...names: readonly string[]) {
    super();
    const bad = names.filter((name) => !isDnsSubdomain(name));
    const what = 'the name of a pull Secret is not valid';
    throwProblems([
      ...bad.map((got) => ({ at: 'ImagePullSecrets', what, got, allowed: DNS_SUBDOMAIN })),
      ...(names.length === 0 ? [{ at: 'ImagePullSecrets', what: 'there is no pull Secret', fix: 'name one' }] : []),
    ]);
    this.names = [...new Set(names)];
  }

  /** {@inheritDoc ManifestTransform.resultFor} @internal */
  override resultFor(manifest: JsonObject): TransformResult {
    const edits = podSpecsOf(manifest).flatMap(({ path, spec }) => {
      const key = path.at(-1);
      if (key !== 'spec' && key !== 'podSpec') return [];
      const present = Array.isArray(spec.imagePullSecrets) ? (spec.imagePullSecrets as readonly JsonValue[]) : [];
      const missing = this.names.filter((name) => !present.some((item) => isJsonObject(item) && item.name === name));
      return missing.map((name, index) => ({
        path: [...path, 'imagePullSecrets', present.length + index],
        value: { name },
      }));
    });
    return { edits, problems: [] };
  }
}
