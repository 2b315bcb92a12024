import { stringify } from 'yaml';
import { isJsonObject, type JsonObject, type JsonValue } from '../../values/json';

/** The override item for the `kubernetes` section of the auth proxy; undefined when the section says nothing. */
export function podOverride(section: JsonValue | undefined): JsonObject | undefined {
  if (!isJsonObject(section)) return undefined;
  const { replicas, affinity } = section;
  const values = {
    ...(replicas === undefined ? {} : { replicas }),
    ...(affinity === undefined ? {} : { affinity: stringify(affinity) }),
  };
  return Object.keys(values).length === 0 ? undefined : { values };
}
