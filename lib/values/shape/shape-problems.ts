import { nearest } from '../nearest';
import { pathText, type Path } from '../path';
import type { Problem } from '../problem';
import { describeShape, resolved } from './describe-shape';
import type { CompositeShape, Shape } from './shape';

/**
 * What of a value is not of a shape; of a wrong value only the outermost one is a problem.
 * @param shape - the shape
 * @param value - the value
 * @param at - name of the parameter that holds the value
 * @param path - where the value is in the parameter
 */
export function shapeProblems(shape: Shape, value: unknown, at: string, path: Path = []): Problem[] {
  const meant = resolved(shape);
  if (typeof meant === 'object' && 'of' in meant) return alternativeProblems(meant.of, value, at, path);
  if (!isOfKind(meant, value)) return [wrongType(shape, value, path.length === 0 ? at : pathText(path))];
  if (typeof meant === 'string') return [];
  const misspelt = 'fields' in meant ? misspeltFields(meant.fields, value) : new Map<string, string>();
  const names = [...misspelt].map(([got, allowed]): Problem => {
    const fix = 'correct the name';
    return { what: `${pathText([...path, got])} is an unknown option`, allowed, fix };
  });
  const parts = partsOf(meant, value).filter(([key, , inner]) => inner !== undefined || !isMeant(misspelt, key));
  return [...names, ...parts.flatMap(([key, part, inner]) => shapeProblems(part, inner, at, [...path, key]))];
}

function isMeant(misspelt: ReadonlyMap<string, string>, key: string | number): boolean {
  return [...misspelt.values()].some((meant) => meant === key);
}

/**
 * Fields that are probably others, which are not given, with these. Other unknown fields are left alone: classes that users derive
 * pass on options of their own.
 */
function misspeltFields(fields: Readonly<Record<string, Shape>>, value: unknown): ReadonlyMap<string, string> {
  const known = Object.keys(fields).map((field) => field.replace('?', ''));
  const given = Object.entries(value as object).filter(([, inner]) => inner !== undefined);
  const unknown = given.map(([key]) => key).filter((key) => !known.includes(key));
  if (unknown.length === 0) return new Map();
  const missing = known.filter((key) => (value as Readonly<Record<string, unknown>>)[key] === undefined);
  return new Map(
    unknown.flatMap((key): [string, string][] => {
      const near = nearest(key, missing, key.length < 4 ? 0 : key.length < 8 ? 1 : 2);
      return near === undefined ? [] : [[key, near]];
    }),
  );
}

/** None where one alternative fits, else those of the alternative that fits best. */
function alternativeProblems(shapes: readonly Shape[], value: unknown, at: string, path: Path): Problem[] {
  const candidates = shapes.filter((shape) => isOfKind(resolved(shape), value));
  if (candidates.length === 0) return [wrongType({ of: shapes }, value, path.length === 0 ? at : pathText(path))];
  return candidates
    .map((shape) => shapeProblems(shape, value, at, path))
    .reduce((best, problems) => (problems.length < best.length ? problems : best));
}

function wrongType(shape: Shape, got: unknown, name: string): Problem {
  const allowed = describeShape(shape);
  if (got === undefined) return { what: `${name} is missing`, allowed };
  return { what: isTypeOfValues(shape, got) ? `${name} is unknown` : `${name} is of the wrong type`, got, allowed };
}

/** Whether a value is not allowed, although others of its type are. */
function isTypeOfValues(shape: Shape, value: unknown): boolean {
  const meant = resolved(shape);
  if (typeof meant === 'string') return false;
  if ('of' in meant) return meant.of.some((one) => isTypeOfValues(one, value));
  return 'values' in meant && meant.values.some((allowed) => typeof allowed === typeof value);
}

/** Whether a value is of a shape, apart from its parts. */
function isOfKind(shape: Shape, value: unknown): boolean {
  if (shape === 'any') return true;
  if (shape === 'null') return value === null;
  if (shape === 'number') return Number.isFinite(value);
  if (typeof shape === 'string') return typeof value === shape;
  if ('values' in shape) return shape.values.some((allowed) => allowed === value);
  if ('list' in shape) return Array.isArray(value);
  if ('instance' in shape) return isObject(value) && shape.has.every((member) => member in value);
  return isObject(value) && Object.prototype.toString.call(value) === '[object Object]';
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** The parts of a value with their shapes; an optional field that is undefined is left out. */
function partsOf(shape: CompositeShape, value: unknown): [string | number, Shape, unknown][] {
  if ('list' in shape) return (value as unknown[]).map((item, index) => [index, shape.list, item]);
  if ('map' in shape) return Object.entries(value as object).map(([key, item]) => [key, shape.map, item]);
  if (!('fields' in shape)) return [];
  return Object.entries(shape.fields).flatMap(([field, part]): [string, Shape, unknown][] => {
    const key = field.replace('?', '');
    const inner = (value as Readonly<Record<string, unknown>>)[key];
    return key !== field && inner === undefined ? [] : [[key, part, inner]];
  });
}
