import { stringify } from 'yaml';
import { textScalar } from '../../gitops/output/yaml-scalar';
import type { JsonValue } from '../../values/json';

/** Texts that need no quotes inside of brackets. */
const PLAIN_IN_FLOW = /^[A-Za-z0-9_./@:-]+$/;

/**
 * A string as a scalar, in the style of the one that it replaces where that can hold it.
 * @param value - the text
 * @param style - the style of the scalar that is replaced
 * @param inFlow - whether it is inside of brackets
 */
export function scalarLike(value: string, style: 'PLAIN' | 'QUOTE_SINGLE' | 'QUOTE_DOUBLE', inFlow: boolean): string {
  const isPlain = textScalar(value) === value && (!inFlow || PLAIN_IN_FLOW.test(value));
  if (style === 'PLAIN' && isPlain) return value;
  const isPrintable = /^[\x20-\x7e]*$/.test(value);
  return style === 'QUOTE_SINGLE' && isPrintable ? `'${value.replaceAll("'", "''")}'` : JSON.stringify(value);
}

/**
 * A value as JSON, which is YAML too.
 * @param value - the value
 */
export function flowText(value: JsonValue): string {
  return JSON.stringify(value);
}

/**
 * A map or a list as lines of block YAML.
 * @param value - the map or list, not empty
 * @param indent - blanks before each line
 */
export function blockText(value: JsonValue, indent: number): string {
  const lines = stringify(value, { schema: 'yaml-1.1', lineWidth: 0, aliasDuplicateObjects: false })
    .trimEnd()
    .split('\n');
  return lines.map((line) => (line === '' ? '\n' : `${' '.repeat(indent)}${line}\n`)).join('');
}
