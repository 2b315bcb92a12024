import type { JsonValue } from '../../values/json';
import { InputError } from './input-error';
import { MAX_DEPTH, parseYaml } from '../../values/yaml/parse-yaml';
import { MAX_BYTES } from './read-text';

/**
 * The documents of a file. A file that is too large for a parser of YAML may be JSON, as dumps of whole clusters are. JSON
 * objects may follow each other, as kubectl allows it.
 * @param file - name of the file, for messages
 * @param text - its content
 * @throws InputError as {@link parseYaml} does, and for a large file that is no JSON
 */
export function documentsOf(file: string, text: string): JsonValue[] {
  try {
    return parse(file, text);
  } catch (error) {
    const objects = jsonObjects(text);
    if (objects === undefined || objects.length < 2) throw error;
    return objects.flatMap((object) => parse(file, object));
  }
}

function parse(file: string, text: string): JsonValue[] {
  if (Buffer.byteLength(text) <= MAX_BYTES) return parseYaml(file, text);
  const value = parseJson(file, text);
  if (isDeeper(value, MAX_DEPTH)) {
    throw new InputError({
      at: file,
      what: 'is nested too deeply',
      got: `more than ${MAX_DEPTH} levels`,
      allowed: `at most ${MAX_DEPTH} levels`,
      fix: 'pass Kubernetes resources',
    });
  }
  return value === null ? [] : [value];
}

function parseJson(file: string, text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    throw new InputError({
      at: file,
      what: 'is too large',
      got: 'no JSON',
      allowed: 'JSON of at most 128 MiB or YAML of at most 5 MiB',
      fix: 'pass it as JSON, or split it',
    });
  }
}

/** The texts of objects of which nothing but white space stands between; nothing when it is something else. */
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
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || (Object.values(value) as readonly JsonValue[]).some((each) => isDeeper(each, levels - 1));
}
