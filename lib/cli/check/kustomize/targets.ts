import { textAt } from '../../../connectivity/manifest';
import { annotationsOf, labelsOf } from '../../../checks/inventory';
import { matchesPattern } from '../../../checks/schema/go-pattern';
import type { JsonObject } from '../../../values/json';
import { idsOf, type BuiltObject, type ObjectId } from './built-object';

const PARTS = ['group', 'version', 'kind', 'name', 'namespace'] as const;

/**
 * The objects that the target of a patch selects: by expressions that must fit as a whole, for what they are called or were called before,
 * and by labels and annotations. Source: kustomize, `api/types/selector.go`.
 * @param objects - the objects
 * @param target - the target
 * @returns nothing when it cannot be read
 */
export function selected(objects: readonly BuiltObject[], target: JsonObject): readonly BuiltObject[] | undefined {
  const labels = requirements(textAt(target, 'labelSelector'));
  const annotations = requirements(textAt(target, 'annotationSelector'));
  if (labels === undefined || annotations === undefined) return undefined;
  const wanted = PARTS.flatMap((part) => {
    const text = textAt(target, part);
    return text === undefined ? [] : [[part, text, PLAIN.test(text) ? undefined : `^(?:${text})$`] as const];
  });
  let isRead = true;
  const fits = (id: ObjectId): boolean =>
    wanted.every(([part, text, pattern]) => {
      if (pattern === undefined) return partOf(id, part) === text;
      const isMatch = matchesPattern(pattern, partOf(id, part));
      isRead &&= isMatch !== undefined;
      return isMatch === true;
    });
  const found = objects.filter(
    (each) =>
      idsOf(each).some(fits) &&
      labels.every((holds) => holds(labelsOf(each.object))) &&
      annotations.every((holds) => holds(annotationsOf(each.object))),
  );
  return isRead ? found : undefined;
}

/** Objects without namespace are in `default`, as far as selectors go. */
function partOf(id: ObjectId, part: (typeof PARTS)[number]): string {
  return id[part] ?? 'default';
}

/** A text that means itself as an expression. */
const PLAIN = /^[\w-]*$/;

type Holds = (labels: Readonly<Record<string, string>>) => boolean;

/** The parts of a selector in the form of kubectl; nothing when it is something else. */
function requirements(text: string | undefined): readonly Holds[] | undefined {
  if (text === undefined) return [];
  const all = text.split(/,(?![^(]*\))/).map(requirement);
  return all.every((each) => each !== undefined) ? all : undefined;
}

function requirement(text: string): Holds | undefined {
  const [, key = '', operator = '', rest = ''] =
    /^\s*(!?[\w./-]+)\s*(==|!=|=|\bin\b|\bnotin\b|)\s*(.*?)\s*$/s.exec(text) ?? [];
  const values = rest.replace(/^\(|\)$/g, '').split(',');
  const wanted = new Set(values.map((value) => value.trim()));
  const has = (labels: Readonly<Record<string, string>>, name: string): boolean => Object.hasOwn(labels, name);
  switch (operator) {
    case '=':
    case '==':
    case 'in':
      return (labels) => has(labels, key) && wanted.has(labels[key] ?? '');
    case '!=':
    case 'notin':
      return (labels) => !has(labels, key) || !wanted.has(labels[key] ?? '');
    default:
      if (key === '' || rest !== '') return undefined;
      return key.startsWith('!') ? (labels) => !has(labels, key.slice(1)) : (labels) => has(labels, key);
  }
}

/**
 * The objects that a strategic merge patch without a target means: those that are called so, or were called so before.
 * @param objects - the objects
 * @param patch - the patch
 * @returns one, unless several or none are called so
 */
export function meant(objects: readonly BuiltObject[], patch: ObjectId): readonly BuiltObject[] {
  const named = objects.filter((each) => idsOf(each).some((id) => isNamed(id, patch)));
  const exact = named.filter((each) =>
    idsOf(each).some((id) => isNamed(id, patch) && partOf(id, 'namespace') === partOf(patch, 'namespace')),
  );
  // A patch may leave out the namespace.
  return exact.length > 0 ? exact : named;
}

function isNamed(id: ObjectId, { group, kind, name }: ObjectId): boolean {
  return id.group === group && id.kind === kind && id.name === name;
}
