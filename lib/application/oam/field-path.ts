import { isFields, type Fields, type Value } from './object';

/** A path that cannot be read or followed. */
export class FieldPathError extends Error {
  override readonly name = 'FieldPathError';
}

/**
 * The steps of a field path as OAM writes it: `spec.containers[0].env[1].value`, with `[key]` for keys that hold dots.
 * Source: crossplane-runtime, pkg/fieldpath.
 * @param path - the path
 * @throws FieldPathError when it is not one
 */
export function fieldPathSteps(path: string): ReadonlyArray<string | number> {
  const steps: Array<string | number> = [];
  if (/^\.|\.$|\.[.[]/.test(path.replace(/\[[^[\]]*\]/g, '[]'))) throw new FieldPathError(`${path} has a dot too many`);
  const pattern = /\[([^[\]]*)\]|([^.[\]]+)|(\.)|([[\]])/gy;
  for (const match of path.matchAll(pattern)) {
    const [, bracket, name, , stray] = match;
    if (stray !== undefined || bracket === '') throw new FieldPathError(`brackets of ${path} do not match`);
    if (bracket !== undefined) steps.push(isIndex(bracket) ? Number(bracket) : unquoted(bracket));
    if (name !== undefined) steps.push(unquoted(name));
  }
  if (steps.length === 0) throw new FieldPathError('the path is empty');
  return steps;
}

/** Larger numbers are names. */
function isIndex(text: string): boolean {
  return /^\d+$/.test(text) && Number(text) < 2 ** 32;
}

function unquoted(text: string): string {
  return text.replace(/^['"]+|['"]+$/g, '');
}

/**
 * The value behind a field path; nothing when there is none.
 * @param object - where to look
 * @param path - the path
 * @throws FieldPathError when it is not one, or leads through something else than maps and lists
 */
export function fieldPathValue(object: Fields, path: string): Value {
  let at: Value = object;
  for (const step of fieldPathSteps(path)) {
    if (at === undefined || at === null) return undefined;
    if (typeof step === 'number' ? !Array.isArray(at) : !isFields(at)) {
      throw new FieldPathError(`${path} does not lead through maps and lists`);
    }
    at = (at as unknown as Readonly<Record<string | number, Value>>)[step];
  }
  return at;
}

/**
 * Sets the value behind a field path; what is missing on the way is made.
 * @param object - what is changed
 * @param path - the path
 * @param value - the value
 * @throws FieldPathError when the path is not one, or leads through something else than maps and lists
 */
export function setFieldPath(object: Fields, path: string, value: Value): void {
  const steps = fieldPathSteps(path);
  let at: Value = object;
  steps.forEach((step, index) => {
    const isLast = index === steps.length - 1;
    const fresh = (): Value => (typeof steps[index + 1] === 'number' ? [] : {});
    if (typeof step === 'number') {
      if (!Array.isArray(at)) throw new FieldPathError(`${path} does not lead to a list`);
      while (at.length < step) at.push(null);
      at = at[step] = isLast ? value : (at[step] ?? fresh());
    } else {
      if (!isFields(at)) throw new FieldPathError(`${path} does not lead to a map`);
      const there: Value = Object.hasOwn(at, step) ? at[step] : undefined;
      const next = isLast ? value : (there ?? fresh());
      Object.defineProperty(at, step, { value: next, enumerable: true, configurable: true, writable: true });
      at = next;
    }
  });
}
