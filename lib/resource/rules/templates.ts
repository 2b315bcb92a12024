import { isJsonList, isJsonObject, type JsonValue } from '../../values/json';
import type { VerrazzanoResource } from '../merge';
import type { Found } from './types';

/** What envsubst, Helm and their like leave behind when they have not run. */
const TEMPLATE = /\$\{[^}]*\}|\{\{[\s\S]*?\}\}/;

/** Charts and components render these themselves. */
const FREE = /(?:\.overrides\[\d+\]\.values|[iI]nstallArgs)$/;

/**
 * The templates in a resource that nothing has rendered, as one finding at the first of them; undefined without one. Chart
 * values and install arguments may hold templates of their own.
 * @param resource - as it was read
 */
export function unrenderedTemplates(resource: VerrazzanoResource): Found | undefined {
  const { metadata, spec } = resource;
  const found = [...templates(metadata ?? null, 'metadata'), ...templates(spec ?? null, 'spec')];
  const [first] = found;
  if (first === undefined) return undefined;
  const others = found.length === 1 ? '' : `, as are ${found.length - 1} more`;
  return {
    ...first,
    message: `is a template that has not been rendered${others}; nothing else is checked`,
    fix: 'render the file first, and validate the result',
  };
}

function templates(value: JsonValue, path: string): { readonly path: string; readonly value: string }[] {
  if (FREE.test(path)) return [];
  if (typeof value === 'string') return TEMPLATE.test(value) ? [{ path, value }] : [];
  if (isJsonList(value)) return value.flatMap((item, i) => templates(item, `${path}[${i}]`));
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, member]) => [
    ...(TEMPLATE.test(key) ? [{ path, value: key }] : []),
    ...(member === undefined ? [] : templates(member, `${path}.${key}`)),
  ]);
}
