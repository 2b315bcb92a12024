import { VERRAZZANO_V1ALPHA1, VERRAZZANO_V1BETA1 } from '../../definition/verrazzano-api';
import { isJsonObject, type JsonObject } from '../../values/json';
import type { VerrazzanoResource } from '../merge';
import { V1ALPHA1 } from '../merge/api-version';
import { MergeProblems } from '../merge/merge-error';
import { readTyped } from '../merge/read-typed';
import { v1alpha1Key } from '../profiles/switches';

/**
 * A v1beta1 resource as the controller of the platform operator reads it: in v1alpha1. Sections and fields have their older names, and
 * fields that v1alpha1 does not have are dropped. A v1alpha1 resource comes back as it is. The input is not touched.
 *
 * Source: platform-operator/apis/verrazzano/v1alpha1/convert_from.go at v1.7.2.
 *
 * @throws MergeError for values of a wrong type
 */
export function toV1alpha1<T extends VerrazzanoResource>(resource: T): T {
  if (resource.apiVersion !== VERRAZZANO_V1BETA1) return resource;
  const apiVersion = VERRAZZANO_V1ALPHA1;
  if (!isJsonObject(resource.spec)) return { ...resource, apiVersion };
  const { components } = resource.spec;
  const converted = Object.entries(isJsonObject(components) ? components : {}).map(([name, section]) => [
    v1alpha1Key(name),
    name === 'fluentd' && isJsonObject(section) ? fluentd(section) : section,
  ]);
  const problems = new MergeProblems();
  const spec = readTyped(
    { ...resource.spec, components: Object.fromEntries(converted) as JsonObject },
    V1ALPHA1.spec,
    'spec',
    problems,
  );
  problems.throwIfAny();
  return { ...resource, apiVersion, spec };
}

/** `monitorChanges` stays; the conversion of the two names is all that differs. */
function fluentd({ opensearchURL, opensearchSecret, ...rest }: JsonObject): JsonObject {
  return {
    ...rest,
    ...(opensearchURL !== undefined && { elasticsearchURL: opensearchURL }),
    ...(opensearchSecret !== undefined && { elasticsearchSecret: opensearchSecret }),
  };
}
