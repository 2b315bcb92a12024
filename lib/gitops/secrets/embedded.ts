import type { JsonObject, JsonValue } from '../../values/json';
import { isJsonObject } from '../../values/json';
import { parseYaml } from '../../values/yaml/parse-yaml';

/** Longer texts are searched line by line only. */
const MAX_LENGTH = 512 * 1024;

const YAML_LINE = /^(?:---|[ ]*(?:- )?["']?[A-Za-z_][\w./-]*["']?[ ]?:(?:\s|$))/m;

/**
 * The objects that a string holds as JSON or YAML, such as chart values, or a manifest in a ConfigMap; none for other texts.
 * @param text - any text
 */
export function embeddedObjects(text: string): ReadonlyArray<JsonObject | readonly JsonValue[]> {
  const start = text.trimStart();
  if (text.length > MAX_LENGTH) return [];
  if (/^[{[]/.test(start)) return structured(jsonValues(start));
  return text.includes('\n') && YAML_LINE.test(text) ? structured(yamlValues(text)) : [];
}

function structured(values: readonly JsonValue[]): ReadonlyArray<JsonObject | readonly JsonValue[]> {
  return values.flatMap((value) =>
    isJsonObject(value) || Array.isArray(value) ? [value as JsonObject | readonly JsonValue[]] : [],
  );
}

function jsonValues(text: string): readonly JsonValue[] {
  try {
    return [JSON.parse(text) as JsonValue];
  } catch {
    return yamlValues(text);
  }
}

function yamlValues(text: string): readonly JsonValue[] {
  try {
    return parseYaml('text', text);
  } catch {
    return [];
  }
}
