import type { JsonValue } from '../../values/json';
import { jsonLiteral, keyLiteral } from './literal';

/**
 * A piece of the program, as data. `callee` and `name` are identifiers that this package writes, never something from a file.
 */
export type Expression =
  | { readonly kind: 'json'; readonly value: JsonValue }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'call'; readonly callee: string; readonly arguments: readonly Expression[] }
  | { readonly kind: 'new'; readonly callee: string; readonly arguments: readonly Expression[] }
  | {
      readonly kind: 'method';
      readonly of: Expression;
      readonly callee: string;
      readonly arguments: readonly Expression[];
    }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'object'; readonly members: Members };

/** Members of an object by key, in the order in which they are written. */
export type Members = ReadonlyMap<string, Expression>;

/** A JSON value. */
export function json(value: JsonValue): Expression {
  return { kind: 'json', value };
}

/** A call such as `Dns.wildcard('nip.io')`. */
export function call(callee: string, ...args: readonly Expression[]): Expression {
  return { kind: 'call', callee, arguments: args };
}

/** A new object of a class. */
export function construct(callee: string, ...args: readonly Expression[]): Expression {
  return { kind: 'new', callee, arguments: args };
}

/** A call of a method, such as `trait.withData({ ... })`. */
export function method(of: Expression, callee: string, ...args: readonly Expression[]): Expression {
  return { kind: 'method', of, callee, arguments: args };
}

/** A constant of the program, or a member of a class such as `Rendering.OAM`. */
export function name(constant: string): Expression {
  return { kind: 'name', name: constant };
}

/** A list. */
export function list(items: readonly Expression[]): Expression {
  return { kind: 'list', items };
}

/** An object. */
export function object(members: Members): Expression {
  return { kind: 'object', members };
}

/**
 * An expression as TypeScript, not formatted.
 * @param expression - the expression
 */
export function sourceOf(expression: Expression): string {
  switch (expression.kind) {
    case 'json':
      return jsonLiteral(expression.value);
    case 'name':
      return expression.name;
    case 'call':
      return `${expression.callee}(${expression.arguments.map(sourceOf).join(', ')})`;
    case 'new':
      return `new ${expression.callee}(${expression.arguments.map(sourceOf).join(', ')})`;
    case 'method':
      return `${sourceOf(expression.of)}.${expression.callee}(${expression.arguments.map(sourceOf).join(', ')})`;
    case 'list':
      return `[${expression.items.map(sourceOf).join(', ')}]`;
    case 'object':
      return `{${[...expression.members].map(([key, member]) => memberSource(key, member)).join(', ')}}`;
  }
}

/**
 * The classes that an expression uses: what the program must import.
 * @param expression - the expression
 */
export function classesIn(expression: Expression): readonly string[] {
  switch (expression.kind) {
    case 'json':
      return [];
    case 'name':
      return /^[A-Z]/.test(expression.name) ? [expression.name.replace(/\..*$/, '')] : [];
    case 'method':
      return [expression.of, ...expression.arguments].flatMap(classesIn);
    case 'call':
    case 'new':
      return [expression.callee.replace(/\..*$/, ''), ...expression.arguments.flatMap(classesIn)];
    case 'list':
      return expression.items.flatMap(classesIn);
    case 'object':
      return [...expression.members.values()].flatMap(classesIn);
  }
}

function memberSource(key: string, member: Expression): string {
  const shorthand = member.kind === 'name' && member.name === key;
  return shorthand ? key : `${keyLiteral(key)}: ${sourceOf(member)}`;
}
