import { isJsonObject, type JsonValue } from '../../values/json';

/** What a value must be to fit a typed option; members of a map are optional unless listed as needed. */
export type OptionShape =
  | 'text'
  | 'number'
  | 'boolean'
  | 'text or number'
  | 'any'
  | 'map'
  | 'texts'
  | { readonly one: readonly string[] }
  | { readonly items: OptionShape }
  | {
      readonly members: Readonly<Record<string, OptionShape>>;
      readonly needed?: readonly string[];
      readonly open?: boolean;
    };

/**
 * Whether a value fits a typed option, so that a program with it compiles.
 * @param value - the value
 * @param shape - what it must be
 */
export function fitsShape(value: JsonValue | undefined, shape: OptionShape): boolean {
  if (value === undefined) return false;
  if (typeof shape === 'string') return fitsScalar(value, shape);
  if ('one' in shape) return typeof value === 'string' && shape.one.includes(value);
  if ('items' in shape) {
    return Array.isArray(value) && (value as readonly JsonValue[]).every((each) => fitsShape(each, shape.items));
  }
  const { members, needed = [], open = false } = shape;
  if (!isJsonObject(value) || !needed.every((key) => Object.hasOwn(value, key))) return false;
  return Object.entries(value).every(([key, member]) =>
    Object.hasOwn(members, key) ? fitsShape(member, members[key] ?? 'any') : open,
  );
}

function fitsScalar(value: JsonValue, shape: Extract<OptionShape, string>): boolean {
  switch (shape) {
    case 'any':
      return true;
    case 'map':
      return isJsonObject(value);
    case 'texts':
      return isJsonObject(value) && Object.values(value).every((each) => typeof each === 'string');
    case 'text':
      return typeof value === 'string';
    case 'text or number':
      return typeof value === 'string' || typeof value === 'number';
    case 'number':
      return typeof value === 'number';
    case 'boolean':
      return typeof value === 'boolean';
  }
}
