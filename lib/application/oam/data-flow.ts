import { FieldPathError, fieldPathValue, setFieldPath } from './field-path';
import { copyOf, itemsAt, listAt, textAt, type Fields, type KubeObject, type Value } from './object';

/** A data output: a field of an object that others may take. */
export interface DataSource {
  /** The rendered object. */
  readonly object: KubeObject;
  /** `dataOutputs[]` entry. */
  readonly output: Fields;
}

/** What came of the data inputs of an object. */
interface DataResult {
  /** Why the object is not applied yet; nothing when all inputs are there. */
  readonly waits?: string;
  /** Why the whole application is not rendered. */
  readonly problem?: string;
}

/**
 * The data outputs of an object, by name.
 * @param entry - entry of the ApplicationConfiguration: a component or a trait
 * @param object - what was rendered of it
 */
export function dataSources(entry: Fields, object: KubeObject): Array<[string, DataSource]> {
  return itemsAt(entry, 'dataOutputs').map((output) => [textAt(output, 'name') ?? '', { object, output }]);
}

/**
 * Fills data inputs into an object. Lists are appended to what is there, other values are set.
 * @param entry - entry of the ApplicationConfiguration: a component or a trait
 * @param object - what was rendered of it; it is changed
 * @param sources - the data outputs of the application
 * @param current - finds an object as it is in the cluster
 * @param application - the ApplicationConfiguration, which conditions may refer to
 */
export function fillDataInputs(
  entry: Fields,
  object: KubeObject,
  sources: ReadonlyMap<string, DataSource>,
  current: (object: KubeObject) => KubeObject | undefined,
  application: KubeObject,
): DataResult {
  for (const input of itemsAt(entry, 'dataInputs')) {
    const name = textAt(input, 'valueFrom', 'dataOutputName') ?? '';
    const source = sources.get(name);
    if (source === undefined) return { problem: `takes the data output ${name}, which nothing has` };
    try {
      const from = current(source.object);
      if (from === undefined) return { waits: `waits for the data output ${name}` };
      const value = fieldPathValue(from, textAt(source.output, 'fieldPath') ?? '');
      if (value === undefined || value === null) return { waits: `waits for the data output ${name}` };
      if (!conditionsHold(source.output, value, from, application)) {
        return { waits: `waits for the conditions of the data output ${name}` };
      }
      for (const path of listAt(input, 'toFieldPaths')) if (typeof path === 'string') fill(object, path, value);
    } catch (error) {
      if (error instanceof FieldPathError) return { problem: error.message };
      throw error;
    }
  }
  return {};
}

function fill(object: KubeObject, path: string, value: Value): void {
  const there = Array.isArray(value) ? fieldPathValue(object, path) : undefined;
  const set = Array.isArray(value) && Array.isArray(there) ? [...there, ...value] : value;
  setFieldPath(object, path, copyOf(set));
}

/** All conditions hold; without conditions, a string must not be empty. */
function conditionsHold(output: Fields, value: Value, from: KubeObject, application: KubeObject): boolean {
  const conditions = itemsAt(output, 'conditions');
  if (conditions.length === 0) return value !== '';
  return conditions.every((condition) => {
    const path = textAt(condition, 'fieldPath') ?? '';
    const checked = path === '' ? value : fieldPathValue(from, path);
    if (typeof checked !== 'string') return false;
    const expected = expectedValue(condition, application);
    if (expected === undefined) return false;
    switch (condition.op) {
      case 'eq':
        return checked === expected;
      case 'notEq':
        return checked !== expected;
      case 'notEmpty':
        return checked !== '';
      default:
        return true;
    }
  });
}

function expectedValue(condition: Fields, application: KubeObject): string | undefined {
  const given = textAt(condition, 'value') ?? '';
  const path = textAt(condition, 'valueFrom', 'fieldPath') ?? '';
  if (given !== '' || path === '') return given;
  const value = fieldPathValue(application, path);
  return typeof value === 'string' ? value : undefined;
}
