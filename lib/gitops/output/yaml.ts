import { stringify } from 'yaml';
import { keyScalar, textScalar } from './yaml-scalar';

const STEP = '  ';

/**
 * One YAML document that YAML 1.1 and 1.2 parsers read alike: starts with `---`, keys sorted recursively,
 * no anchors, long lines kept whole.
 *
 * @param value - plain data: objects, arrays, strings, numbers, bigints, booleans, null; a field that is undefined is
 * left out, an item that is undefined is null
 */
export function toYaml(value: unknown): string {
  if (Array.isArray(value)) return `---\n${value.length === 0 ? '[]\n' : listText(value, '')}`;
  if (isMap(value)) return `---\n${mapText(value, '') || '{}\n'}`;
  return `---\n${scalarText(value, '')}\n`;
}

/** The lines of a map, the first without its indentation; empty when no field has a value. */
function mapText(map: object, indent: string): string {
  let text = '';
  const fields = map as Readonly<Record<string, unknown>>;
  for (const key of Object.keys(fields).sort()) {
    const value = fields[key];
    if (value === undefined) continue;
    if (text !== '') text += indent;
    text += `${keyScalar(key)}:${valueText(value, indent)}`;
  }
  return text;
}

/** What follows a key and its colon. */
function valueText(value: unknown, indent: string): string {
  if (Array.isArray(value)) {
    return value.length === 0 ? ' []\n' : `\n${indent}${STEP}${listText(value, indent + STEP)}`;
  }
  if (isMap(value)) {
    const inner = indent + STEP;
    const text = mapText(value, inner);
    return text === '' ? ' {}\n' : `\n${inner}${text}`;
  }
  return ` ${scalarText(value, indent)}\n`;
}

/** The lines of a list with at least one item, the first without its indentation. */
function listText(list: readonly unknown[], indent: string): string {
  let text = '';
  for (const item of list) {
    if (text !== '') text += indent;
    text += `- ${itemText(item, indent)}`;
  }
  return text;
}

function itemText(item: unknown, indent: string): string {
  if (Array.isArray(item)) return item.length === 0 ? '[]\n' : listText(item, indent + STEP);
  if (isMap(item)) return mapText(item, indent + STEP) || '{}\n';
  return `${scalarText(item, indent)}\n`;
}

/** A scalar without the end of its last line; literal blocks are moved to their indentation. */
function scalarText(value: unknown, indent: string): string {
  if (typeof value === 'string') {
    const text = textScalar(value);
    return text.startsWith('|') && indent !== '' ? text.replace(/\n(?!\n|$)/g, `\n${indent}`) : text;
  }
  if (value === undefined || value === null) return 'null';
  if (typeof value === 'number' && !Number.isFinite(value)) return stringify(value).trimEnd();
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') {
    return Object.is(value, -0) ? '-0' : String(value);
  }
  throw new TypeError(`a ${typeof value} is not data`);
}

function isMap(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
