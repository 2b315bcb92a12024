import { toYaml } from '../gitops/output/yaml';
import { visibleJson, visibleLines } from '../values/escape/visible';

/**
 * A value as YAML for a terminal: where plain YAML would hold invisible characters, it is written as JSON, which is
 * YAML too and has escapes for them. Both parse to the same value.
 * @param value - plain data
 */
export function yamlText(value: unknown): string {
  const text = toYaml(value);
  return visibleLines(text) === text ? text : `---\n${visibleJson(value, 2)}\n`;
}
