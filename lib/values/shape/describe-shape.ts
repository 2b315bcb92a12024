import type { CompositeShape, Shape, SimpleShape } from './shape';
import type { ShapeName } from './shapes';
import { SHAPES } from './shapes';

const SIMPLE: Readonly<Record<SimpleShape, string>> = {
  any: 'any value',
  string: 'a string',
  number: 'a number',
  boolean: 'true or false',
  function: 'a function',
  null: 'null',
};

/** How many fields of an object are named. */
const NAMED_FIELDS = 8;

/**
 * The shape that a reference means.
 * @param shape - a shape, or a reference to one
 */
export function resolved(shape: Shape): SimpleShape | CompositeShape {
  return typeof shape === 'object' && 'ref' in shape ? resolved(SHAPES[shape.ref as ShapeName]) : shape;
}

/**
 * A shape in words, for the part of an error message that says what is allowed.
 * @param shape - the shape
 */
export function describeShape(shape: Shape): string {
  const meant = resolved(shape);
  if (typeof meant === 'string') return SIMPLE[meant];
  if ('values' in meant) return meant.values.join(', ');
  if ('list' in meant) return `a list, each item ${describeShape(meant.list)}`;
  if ('of' in meant) return [...new Set(meant.of.map(describeShape))].join(', or ');
  if ('instance' in meant) return describeInstance(meant.instance, meant.from ?? []);
  if ('map' in meant) return meant.map === 'any' ? 'an object' : `an object, each value ${describeShape(meant.map)}`;
  return describeFields(Object.keys(meant.fields));
}

function describeInstance(name: string, factories: readonly string[]): string {
  const article = /^[AEIO]/.test(name) ? 'an' : 'a';
  if (factories.length === 0) return `${article} ${name}`;
  const calls = factories.map((factory) => `${factory}()`);
  return `${article} ${name}, which ${[calls.slice(0, -1).join(', '), ...calls.slice(-1)].filter((each) => each !== '').join(' or ')} returns`;
}

function describeFields(keys: readonly string[]): string {
  if (keys.length === 0) return 'an object';
  const more = keys.length > NAMED_FIELDS ? ', ...' : '';
  return `an object with ${keys.slice(0, NAMED_FIELDS).join(', ')}${more}`;
}
