import { stringify } from 'yaml';
import { keyScalar, textScalar, type Proof } from './yaml-scalar';

/** A document and whether it is known without reading it that it reads back as it is meant. */
export interface YamlText {
  readonly text: string;
  /**
   * True where each scalar and key is of a form that reads back as itself. The layout around them is the same for all values, and
   * properties of the tests hold it against an independent reader.
   */
  readonly isProven: boolean;
}

const STEP = '  ';

/**
 * One YAML document that YAML 1.1 and 1.2 parsers read alike: starts with `---`, keys sorted recursively,
 * no anchors, long lines kept whole.
 *
 * @param value - plain data: objects, arrays, strings, numbers, bigints, booleans, null; a field that is undefined is
 * left out, an item that is undefined is null
 */
export function toYaml(value: unknown): string {
  return yamlText(value).text;
}

/**
 * The document that {@link toYaml} gives, and whether it needs to be read back.
 * @param value - plain data, as for `toYaml`
 */
export function yamlText(value: unknown): YamlText {
  const proof = { isWhole: true };
  return { text: `---\n${documentText(value, proof)}`, isProven: proof.isWhole };
}

function documentText(value: unknown, proof: Proof): string {
  if (Array.isArray(value)) return value.length === 0 ? '[]\n' : listText(value, '', proof);
  if (isMap(value)) return mapText(value, '', proof) || '{}\n';
  proof.isWhole = false;
  return `${scalarText(value, '', proof)}\n`;
}

/** The lines of a map, the first without its indentation; empty when no field has a value. */
function mapText(map: object, indent: string, proof: Proof): string {
  let text = '';
  const fields = map as Readonly<Record<string, unknown>>;
  for (const key of sortedKeys(map)) {
    const value = fields[key];
    if (value === undefined) continue;
    if (text !== '') text += indent;
    text += keyScalar(key, proof) + valueText(value, indent, proof);
  }
  return text;
}

/** Maps are small and mostly sorted already, for which this is faster than `sort`. */
function sortedKeys(map: object): string[] {
  const keys = Object.keys(map);
  if (keys.length > 24) return keys.sort();
  for (let at = 1; at < keys.length; at++) {
    const key = keys[at] as string;
    let to = at;
    for (; to > 0 && (keys[to - 1] as string) > key; to--) keys[to] = keys[to - 1] as string;
    keys[to] = key;
  }
  return keys;
}

/** What follows a key and its colon. */
function valueText(value: unknown, indent: string, proof: Proof): string {
  if (typeof value === 'string') return ` ${stringText(value, indent, proof)}\n`;
  if (Array.isArray(value)) {
    return value.length === 0 ? ' []\n' : `\n${indent}${STEP}${listText(value, indent + STEP, proof)}`;
  }
  if (isMap(value)) {
    const inner = indent + STEP;
    const text = mapText(value, inner, proof);
    return text === '' ? ' {}\n' : `\n${inner}${text}`;
  }
  return ` ${scalarText(value, indent, proof)}\n`;
}

/** The lines of a list with at least one item, the first without its indentation. */
function listText(list: readonly unknown[], indent: string, proof: Proof): string {
  let text = '';
  for (const item of list) {
    if (text !== '') text += indent;
    text += `- ${itemText(item, indent, proof)}`;
  }
  return text;
}

function itemText(item: unknown, indent: string, proof: Proof): string {
  if (Array.isArray(item)) return item.length === 0 ? '[]\n' : listText(item, indent + STEP, proof);
  if (isMap(item)) return mapText(item, indent + STEP, proof) || '{}\n';
  return `${scalarText(item, indent, proof)}\n`;
}

/** A scalar without the end of its last line. */
function scalarText(value: unknown, indent: string, proof: Proof): string {
  if (typeof value === 'string') return stringText(value, indent, proof);
  if (value === undefined || value === null) return 'null';
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value === 'number' && Number.isSafeInteger(value)) return Object.is(value, -0) ? '-0' : String(value);
  proof.isWhole = false;
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : stringify(value).trimEnd();
  throw new TypeError(`a ${typeof value} is not data`);
}

/** Literal blocks are moved to their indentation. */
function stringText(value: string, indent: string, proof: Proof): string {
  const text = textScalar(value, proof);
  return text.startsWith('|') && indent !== '' ? text.replace(/\n(?!\n|$)/g, `\n${indent}`) : text;
}

function isMap(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
