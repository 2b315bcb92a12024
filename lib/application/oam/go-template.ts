import { BUILT_IN, goText, isTrue, type TemplateFunction } from './go-template-functions';
import { parseTemplate, TemplateError, type Block, type TemplateNode } from './go-template-parse';
import { isFields, type Value } from './object';

export { TemplateError } from './go-template-parse';

/** Texts, parentheses with fields of what they hold, and everything else. */
const TOKEN = /"(?:[^"\\]|\\.)*"|`[^`]*`|\)(?:\.\w+)*|[(|,]|:=|[^\s()|,]+/g;

const DECLARATION = /^\s*(\$\w+)\s*(:=|=)\s*([\s\S]+)$/;
const RANGE = /^\s*(\$\w+)\s*(?:,\s*(\$\w+)\s*)?:=\s*([\s\S]+)$/;

interface Scope {
  /** What `.` is. */
  readonly dot: Value;
  /** Variables, those of inner blocks last. */
  readonly variables: ReadonlyArray<Map<string, Value>>;
  readonly functions: Readonly<Record<string, TemplateFunction>>;
}

/**
 * Fills in a template of Go: fields, variables, pipes, `if`, `with`, `range`, functions of that language and the given ones. A missing key is
 * an error, as it is in release 1.7.2.
 * @param template - the text
 * @param values - what `.` holds
 * @param functions - further functions
 * @throws TemplateError when it is not a template or has other templates in it, or a value is missing
 */
export function fillTemplate(
  template: string,
  values: Value,
  functions: Readonly<Record<string, TemplateFunction>> = {},
): string {
  const variables = [new Map<string, Value>([['$', values]])];
  return print(parseTemplate(template), { dot: values, variables, functions: { ...BUILT_IN, ...functions } });
}

function print(nodes: readonly TemplateNode[], scope: Scope): string {
  return nodes
    .map((node) => {
      if (node.kind === 'text') return node.text;
      if (node.kind === 'action') return printAction(node.expression, scope);
      return node.kind === 'range' ? printRange(node, scope) : printChoice(node, scope);
    })
    .join('');
}

function printAction(expression: string, scope: Scope): string {
  const [, variable, sign, value] = DECLARATION.exec(expression) ?? [];
  if (variable === undefined || value === undefined) return goText(evaluate(expression, scope));
  const holder = sign === '=' ? holderOf(variable, scope) : scope.variables.at(-1);
  holder?.set(variable, evaluate(value, scope));
  return '';
}

function printChoice({ kind, expression, then, otherwise }: Block, scope: Scope): string {
  const [, variable, , given] = DECLARATION.exec(expression) ?? [];
  const value = evaluate(given ?? expression, scope);
  const inner = within(scope, variable === undefined ? [] : [[variable, value]]);
  if (!isTrue(value)) return print(otherwise, inner);
  return print(then, kind === 'with' ? { ...inner, dot: value } : inner);
}

function printRange({ expression, then, otherwise }: Block, scope: Scope): string {
  const [, first, second, given] = RANGE.exec(expression) ?? [];
  const value = evaluate(given ?? expression, scope);
  if (value !== undefined && value !== null && typeof value !== 'object') {
    throw new TemplateError(`range cannot go over ${goText(value)}`);
  }
  const items: Array<readonly [Value, Value]> = Array.isArray(value)
    ? value.map((item, index) => [index, item] as const)
    : Object.entries(value ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  if (items.length === 0) return print(otherwise, within(scope, []));
  return items
    .map(([key, item]) => {
      const named: Array<readonly [string, Value]> = second === undefined ? [] : [[second, item]];
      if (first !== undefined) named.push([first, second === undefined ? item : key]);
      return print(then, { ...within(scope, named), dot: item });
    })
    .join('');
}

function within(scope: Scope, variables: ReadonlyArray<readonly [string, Value]>): Scope {
  return { ...scope, variables: [...scope.variables, new Map(variables)] };
}

function holderOf(variable: string, { variables }: Scope): Map<string, Value> {
  const holder = [...variables].reverse().find((each) => each.has(variable));
  if (holder === undefined) throw new TemplateError(`${variable} is not declared`);
  return holder;
}

function evaluate(expression: string, scope: Scope): Value {
  const tokens = expression.match(TOKEN) ?? [];
  const value = pipeline(tokens, scope);
  if (tokens.length > 0) throw new TemplateError(`${expression} cannot be read`);
  return value;
}

function pipeline(tokens: string[], scope: Scope): Value {
  let value = command(tokens, scope, []);
  while (tokens[0] === '|') {
    tokens.shift();
    value = command(tokens, scope, [value]);
  }
  return value;
}

/** A function with its operands, or one operand. */
function command(tokens: string[], scope: Scope, piped: readonly Value[]): Value {
  const [name = ''] = tokens;
  const call = Object.hasOwn(scope.functions, name) ? scope.functions[name] : undefined;
  if (call !== undefined) tokens.shift();
  const operands: Value[] = [];
  while (tokens.length > 0 && tokens[0] !== '|' && tokens[0]?.startsWith(')') !== true) {
    operands.push(operand(tokens, scope));
  }
  if (call !== undefined) return call(...operands, ...piped);
  if (operands.length !== 1 || piped.length > 0) throw new TemplateError(`${name} is not a function`);
  return operands[0];
}

function operand(tokens: string[], scope: Scope): Value {
  const token = tokens.shift() ?? '';
  if (token === '(') {
    const value = pipeline(tokens, scope);
    const closing = tokens.shift();
    if (closing === undefined) throw new TemplateError('a parenthesis is not closed');
    return fieldsOf(value, closing.slice(1));
  }
  if (token.startsWith('$')) {
    const [variable = '', ...fields] = token.split('.');
    return fields.reduce(fieldOf, holderOf(variable, scope).get(variable));
  }
  if (token.startsWith('.')) return fieldsOf(scope.dot, token);
  return literal(token, scope);
}

function literal(token: string, { functions }: Scope): Value {
  if (token.startsWith('"')) return JSON.parse(token) as string;
  if (token.startsWith('`')) return token.slice(1, -1);
  if (token === 'true' || token === 'false') return token === 'true';
  if (token === 'nil') return undefined;
  if (/^-?\d+(?:\.\d+)?$/.test(token)) return Number(token);
  if (Object.hasOwn(functions, token)) return functions[token]?.();
  throw new TemplateError(`${token} is not known`);
}

function fieldsOf(value: Value, path: string): Value {
  return path
    .split('.')
    .filter((key) => key !== '')
    .reduce(fieldOf, value);
}

function fieldOf(value: Value, key: string): Value {
  if (!isFields(value) || !Object.hasOwn(value, key)) throw new TemplateError(`there is no ${key}`);
  return value[key];
}
