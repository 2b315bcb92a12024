import type { JsonValue } from '../../values/json';
import { isJsonObject, parsedJson } from '../../values/json';
import { InputError } from './input-error';
import { MAX_DEPTH, parsePlainYaml, parseYaml } from '../../values/yaml/parse-yaml';
import { atMost, MAX_BYTES } from './read-text';
import { TOTALS } from './totals';

/** A string that begins like JSON. Flow style of YAML begins alike. */
const LIKE_JSON = /^\s*[{[]/;

/** The largest YAML, in forms that are read in one pass, as those are that kubectl prints: it takes a few seconds. */
const MAX_PLAIN_YAML = 32 * 1024 * 1024;

/**
 * The documents of a file. What is JSON is read as JSON, which is fast and may be as large as dumps of whole clusters are; JSON
 * objects may follow each other, as kubectl allows it. Everything else is YAML, which may be large in forms that are read in one pass.
 * @param file - name of the file, for messages
 * @param text - its content
 * @throws InputError as {@link parseYaml} does, and for a large file that is not JSON
 */
export function documentsOf(file: string, text: string): JsonValue[] {
  const values = LIKE_JSON.test(text) ? parseJson(text) : undefined;
  if (values !== undefined) return values.filter((value) => value !== null).map((value) => checkedDepth(file, value));
  const size = Buffer.byteLength(text);
  if (size <= MAX_BYTES) return parseYaml(file, text);
  const large = size <= MAX_PLAIN_YAML ? parsePlainYaml(file, text) : undefined;
  if (large !== undefined) return large;
  throw new InputError({
    at: file,
    what: 'is too large',
    got: 'not JSON',
    allowed: `JSON of ${atMost(TOTALS.bytes)}, YAML as kubectl prints it of ${atMost(MAX_PLAIN_YAML)}, or any YAML of ${atMost(MAX_BYTES)}`,
    fix: 'pass it as JSON, or split it',
  });
}

/** One value, or objects one after the other; nothing when it is something else. */
function parseJson(text: string): JsonValue[] | undefined {
  const value = parsedJson(text);
  if (value !== undefined) return [value];
  const objects = jsonObjects(text);
  if (objects === undefined || objects.length < 2) return undefined;
  const values = objects.flatMap((object) => parsedJson(object) ?? []);
  return values.length === objects.length ? values : undefined;
}

function checkedDepth(file: string, value: JsonValue): JsonValue {
  if (!isDeeper(value, MAX_DEPTH)) return value;
  throw new InputError({
    at: file,
    what: 'is nested too deeply',
    got: `more than ${MAX_DEPTH} levels`,
    allowed: `at most ${MAX_DEPTH} levels`,
    fix: 'pass Kubernetes resources',
  });
}

/** The texts of objects with nothing but white space between them; nothing when it is something else. */
function jsonObjects(text: string): string[] | undefined {
  const objects: string[] = [];
  let [start, depth, isText] = [0, 0, false];
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (isText) {
      if (char === '\\') at++;
      else isText = char !== '"';
    } else if (char === '{') depth++;
    else if (depth === 0) {
      if (!/\s/.test(char)) return undefined;
    } else if (char === '"') isText = true;
    else if (char === '}' && --depth === 0) {
      objects.push(text.slice(start, at + 1));
      start = at + 1;
    }
  }
  return depth === 0 ? objects : undefined;
}

function isDeeper(value: JsonValue, levels: number): boolean {
  if (Array.isArray(value)) {
    return levels === 0 || (value as readonly JsonValue[]).some((item) => isDeeper(item, levels - 1));
  }
  if (!isJsonObject(value)) return false;
  if (levels === 0) return true;
  for (const key in value) if (isDeeper(value[key] ?? null, levels - 1)) return true;
  return false;
}
