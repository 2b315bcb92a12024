import { toV1beta1 } from './convert';
import { withSchemaDefaults, type VerrazzanoResource } from './merge';
import { withoutUnknownFields } from './merge/known-fields';

/**
 * What an API server stores of a resource: in v1beta1, unknown fields and nulls dropped, defaults filled in. What was written
 * in v1alpha1 has passed upstream's conversion, and is in the form that Go writes.
 *
 * @param resource - a v1beta1 or v1alpha1 resource; others come back as they are
 * @throws MergeError for what the conversion refuses
 */
export function storedResource(resource: VerrazzanoResource): VerrazzanoResource {
  return toV1beta1(withSchemaDefaults(withoutUnknownFields(resource)));
}
