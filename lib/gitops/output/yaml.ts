import { stringify } from 'yaml';
import { compare } from '../../values/compare';

/**
 * One YAML document that YAML 1.1 and 1.2 parsers read alike: starts with `---`, keys sorted recursively,
 * no anchors, long lines kept whole.
 *
 * @param value - plain data: objects, arrays, strings, numbers, booleans, null
 */
export function toYaml(value: unknown): string {
  const text = stringify(value, {
    compat: 'yaml-1.1',
    aliasDuplicateObjects: false,
    lineWidth: 0,
    sortMapEntries: (a, b) => compare(keyText(a.key), keyText(b.key)),
  });
  return `---\n${text}`;
}

function keyText(key: unknown): string {
  const inner = typeof key === 'object' && key !== null && 'value' in key ? key.value : key;
  return String(inner);
}
