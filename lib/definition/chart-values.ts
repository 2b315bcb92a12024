import { isJsonObject, type JsonObject, type JsonValue } from '../values/json';
import { throwProblems } from '../values/problem';
import type { Creator } from './creator';

/** Fields beside the values of a component that is not installed from a chart, by what creates it. */
const DOCUMENTS: Readonly<Record<string, JsonObject>> = {
  istioctl: { apiVersion: 'install.istio.io/v1alpha1', kind: 'IstioOperator' },
};

/**
 * A section of `spec.components` whose typed `values` became the last item of its `overrides`; sections inside it
 * (`keycloak.mysql`) too. Values that are empty are left out.
 *
 * The first item of a list wins, so items that the user wrote take precedence over the typed values. The platform operator
 * appends the items of the profile, which have the lowest precedence (`pkg/helm/helmcli.go` and `transform/merge.go` at
 * v1.7.2).
 *
 * @param section - the section, as plain data
 * @param creator - what creates the component; istioctl takes an IstioOperator document in place of chart values
 * @throws Error when values are not an object
 */
export function valuesAsOverride(section: JsonObject, creator: Creator = 'chart'): JsonObject {
  const { values, ...stated } = section;
  // Items of `overrides` have a key `values` of their own.
  const written = Object.fromEntries(
    Object.entries(stated).map(([key, field]) => [
      key,
      key !== 'overrides' && isJsonObject(field) ? valuesAsOverride(field, creator) : field,
    ]),
  );
  if (values === undefined) return written;
  if (!isJsonObject(values)) {
    throwProblems([{ at: 'values', what: 'chart values are not an object', got: values, allowed: 'an object' }]);
    return written;
  }
  if (Object.keys(values).length === 0) return written;
  const items = (stated.overrides ?? []) as readonly JsonValue[];
  return { ...written, overrides: [...items, { values: { ...DOCUMENTS[creator], ...values } }] };
}
