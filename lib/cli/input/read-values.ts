import { isJsonObject, type JsonObject } from '../../values/json';
import { parseYaml } from '../../values/yaml/parse-yaml';
import { InputError } from './input-error';
import { readText } from './read-text';

/**
 * The values of a Helm chart; a file without content has none.
 * @param file - path of a YAML or JSON file
 * @throws InputError when the file is refused, or holds something else than one object
 */
export function readValues(file: string): JsonObject {
  const [values = {}, ...more] = parseYaml(file, readText(file));
  if (isJsonObject(values) && more.length === 0) return values;
  const got = more.length > 0 ? `${more.length + 1} documents` : values;
  const fix = 'pass a file as helm takes it with --values';
  throw new InputError({ at: file, what: 'does not hold values', got, allowed: 'one document with an object', fix });
}
