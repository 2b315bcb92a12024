import type { Path } from '../../values/path';

const STEP = /\.([\w-]+)|\['((?:[^'\\]|\\.)*)'\]/gy;

/**
 * The field that a rule is about, within the value that has the rule.
 * @param text - such as `.spec.size` or `.labels['a.b']`; what is malformed names the value itself
 */
export function fieldPath(text = ''): Path {
  const steps = [...text.matchAll(STEP)];
  const isWhole = steps.map(([step]) => step).join('') === text;
  return isWhole ? steps.map(([, name, quoted = '']) => name ?? quoted.replace(/\\(.)/gs, '$1')) : [];
}
