import type { FieldOrigin, FieldPath } from './field-origin';

/** A construct, and what the program states of it. */
export interface Stated {
  /** The options. */
  readonly props: unknown;
  /** Path of the construct. */
  readonly of: string;
}

/**
 * An option of a construct, or its default where the program does not state it.
 * @param at - the field that follows from it
 * @param stated - the construct
 * @param path - the option as a path in the options, such as `components.keycloak.replicas`
 * @param otherwise - what holds without it; undefined: it is stated
 */
export function optionOrigin(at: FieldPath, { props, of }: Stated, path: string, otherwise?: string): FieldOrigin {
  const option = path.split('.');
  return otherwise === undefined || isStated(props, option)
    ? { at, kind: 'option', text: path, of, option }
    : { at, kind: 'default', text: `${path} is not given: ${otherwise}`, of };
}

function isStated(value: unknown, [key, ...below]: readonly string[]): boolean {
  if (key === undefined) return value !== undefined;
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return false;
  return isStated((value as Readonly<Record<string, unknown>>)[key], below);
}
