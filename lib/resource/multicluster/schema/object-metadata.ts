import { isJsonObject, type JsonValue } from '../../../values/json';
import { flag, integer, list, map, object, open, text, type Schema } from '../../schema/schema';
import { schemaProblems, type SchemaFound } from '../../schema/schema-problems';

/** `metadata` of an object, as Go reads it. Source: k8s.io/apimachinery/pkg/apis/meta/v1, ObjectMeta. */
const OBJECT_META: Schema = object({
  annotations: map(text),
  creationTimestamp: text,
  deletionGracePeriodSeconds: integer,
  deletionTimestamp: text,
  finalizers: list(text),
  generateName: text,
  generation: integer,
  labels: map(text),
  managedFields: list(open),
  name: text,
  namespace: text,
  ownerReferences: list(
    object({ apiVersion: text, blockOwnerDeletion: flag, controller: flag, kind: text, name: text, uid: text }),
  ),
  resourceVersion: text,
  selfLink: text,
  uid: text,
});

/**
 * What cannot be read as metadata. Fields that Kubernetes does not know are left out: Go ignores them.
 * @param metadata - the value
 * @param path - where it is
 */
export function metadataProblems(metadata: JsonValue | undefined, path: string): SchemaFound[] {
  if (metadata === undefined || metadata === null) return [];
  return schemaProblems(withoutNullItems(metadata), OBJECT_META, path).filter(({ rule }) => rule !== 'unknown-field');
}

/** Go reads a null in a list as the empty value. */
function withoutNullItems(value: JsonValue): JsonValue {
  if (Array.isArray(value)) {
    return (value as readonly JsonValue[]).filter((item) => item !== null).map(withoutNullItems);
  }
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, member === undefined ? member : withoutNullItems(member)]),
  );
}
