import { isLiteralCredential } from '../../gitops/secrets/credential-keys';
import { isSecret, SECRET_CONTENT } from '../../gitops/secrets/secret-objects';
import { HIDDEN, optionBefore, withoutAssigned } from '../../gitops/secrets/redact';
import { isJsonObject, type JsonObject, type JsonValue } from '../../values/json';

/** Ends of annotations that hold a copy of the whole object, Secrets included. */
const COPY = 'last-applied-configuration';

/** Fields of metadata that no reader of a dump needs. */
const DROPPED = ['managedFields', 'selfLink'];

/**
 * An object as a dump keeps it: without the content of Secrets wherever they are nested, the copies that `kubectl apply` keeps, and
 * literals under keys and names of variables for credentials. The keys of Secrets stay.
 * @param object - the object as it was read
 */
export function safeObject(object: JsonObject): JsonObject {
  return safeFields(object, object.kind === 'MultiClusterSecret');
}

function safeFields(object: JsonObject, isTemplate: boolean): JsonObject {
  const secret = isTemplate || isSecret(object);
  const { name } = object;
  const entries = Object.entries(object).map(([key, value]): [string, JsonValue | undefined] => {
    if (secret && SECRET_CONTENT.includes(key)) return [key, withoutContent(value)];
    if (key === 'metadata' && isJsonObject(value)) return [key, safeMetadata(value)];
    // Environment variables and parameters are pairs of a name and a value.
    return [key, safeValue(key === 'value' && typeof name === 'string' ? name : key, value, isTemplate)];
  });
  return Object.fromEntries(entries);
}

function safeValue(key: string, value: JsonValue | undefined, isTemplate: boolean): JsonValue | undefined {
  if (Array.isArray(value)) {
    const items = value as readonly JsonValue[];
    return items.map((item, index) => safeValue(optionBefore(items, index) ?? key, item, isTemplate) ?? null);
  }
  if (isJsonObject(value)) return safeFields(value, isTemplate);
  if (isLiteralCredential(key, value)) return HIDDEN;
  return typeof value === 'string' ? withoutAssigned(value) : value;
}

function safeMetadata(metadata: JsonObject): JsonObject {
  const entries = Object.entries(metadata).filter(([key]) => !DROPPED.includes(key));
  return Object.fromEntries(
    entries.map(([key, value]) => [key, key === 'annotations' ? safeAnnotations(value) : value]),
  );
}

function safeAnnotations(annotations: JsonValue | undefined): JsonValue | undefined {
  if (!isJsonObject(annotations)) return annotations;
  const entries = Object.entries(annotations).filter(([key]) => !key.endsWith(COPY));
  return Object.fromEntries(entries.map(([key, value]) => [key, safeValue(key, value, false)]));
}

function withoutContent(content: JsonValue | undefined): JsonValue {
  return isJsonObject(content) ? Object.fromEntries(Object.keys(content).map((key) => [key, HIDDEN])) : {};
}
