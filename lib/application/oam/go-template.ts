import { asText, isFields, type Value } from './object';

/** A template that cannot be read, or whose values are missing. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
}

/** A function that templates may call. */
export type TemplateFunction = (...values: readonly Value[]) => Value;

type Node =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'print'; readonly expression: string }
  | {
      readonly kind: 'if';
      readonly expression: string;
      readonly then: readonly Node[];
      readonly otherwise: readonly Node[];
    };

const ACTION = /\{\{(-\s)?\s*([\s\S]*?)\s*(\s-)?\}\}/g;
const TOKEN = /"(?:[^"\\]|\\.)*"|`[^`]*`|[()|]|[^\s()|]+/g;

/**
 * Fills in a template of Go, of the part of that language that MetricsTemplates use: fields, `index`, `eq`, `ne`, `not`, `and`, `or`, `if`,
 * pipes and the given functions. A missing key is an error, as it is in release 1.7.2.
 * @param template - the text
 * @param values - what `.` holds
 * @param functions - further functions
 * @throws TemplateError when something else is used, or a value is missing
 */
export function fillTemplate(
  template: string,
  values: Value,
  functions: Readonly<Record<string, TemplateFunction>> = {},
): string {
  const queue = partsOf(template);
  const nodes = parseNodes(queue, false);
  return print(nodes, { values, functions: { ...BUILT_IN, ...functions } });
}

interface Scope {
  readonly values: Value;
  readonly functions: Readonly<Record<string, TemplateFunction>>;
}

type Part = { readonly text: string } | { readonly action: string };

function partsOf(template: string): Part[] {
  const parts: Part[] = [];
  let at = 0;
  let isTrimmed = false;
  const addText = (text: string, trimEnd: boolean): void => {
    const start = isTrimmed ? text.trimStart() : text;
    parts.push({ text: trimEnd ? start.trimEnd() : start });
  };
  for (const match of template.matchAll(ACTION)) {
    addText(template.slice(at, match.index), match[1] !== undefined);
    parts.push({ action: (match[2] ?? '').trim() });
    isTrimmed = match[3] !== undefined;
    at = match.index + match[0].length;
  }
  addText(template.slice(at), false);
  return parts;
}

/** Nodes up to `end` or `else`, which is left in the queue. */
function parseNodes(queue: Part[], isInside: boolean): Node[] {
  const nodes: Node[] = [];
  for (let part = queue.shift(); part !== undefined; part = queue.shift()) {
    if ('text' in part) {
      nodes.push({ kind: 'text', text: part.text });
      continue;
    }
    const { action } = part;
    if (action === 'end' || action === 'else' || action.startsWith('else if ')) {
      if (!isInside) throw new TemplateError(`${action} without if`);
      queue.unshift(part);
      return nodes;
    }
    if (action.startsWith('/*')) continue;
    if (action.startsWith('if ')) nodes.push(parseIf(queue, action.slice(3)));
    else if (/^(?:range|with|define|block|template|break|continue)\b|:=/.test(action)) {
      throw new TemplateError(`{{${action}}} is not supported`);
    } else nodes.push({ kind: 'print', expression: action });
  }
  if (isInside) throw new TemplateError('if without end');
  return nodes;
}

function parseIf(queue: Part[], expression: string): Node {
  const then = parseNodes(queue, true);
  const part = queue.shift();
  const action = part !== undefined && 'action' in part ? part.action : 'end';
  if (action === 'end') return { kind: 'if', expression, then, otherwise: [] };
  if (action !== 'else')
    return { kind: 'if', expression, then, otherwise: [parseIf(queue, action.slice('else if '.length))] };
  const otherwise = parseNodes(queue, true);
  queue.shift();
  return { kind: 'if', expression, then, otherwise };
}

function print(nodes: readonly Node[], scope: Scope): string {
  return nodes
    .map((node) => {
      if (node.kind === 'text') return node.text;
      if (node.kind === 'print') return textOf(evaluate(node.expression, scope));
      return print(isTrue(evaluate(node.expression, scope)) ? node.then : node.otherwise, scope);
    })
    .join('');
}

function textOf(value: Value): string {
  if (value === undefined || value === null) return '<no value>';
  if (typeof value === 'object') throw new TemplateError('a map or list is not a text');
  return String(value);
}

function isTrue(value: Value): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (isFields(value)) return Object.keys(value).length > 0;
  return value !== undefined && value !== null && value !== '' && value !== 0 && value !== false;
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
  while (tokens.length > 0 && tokens[0] !== '|' && tokens[0] !== ')') operands.push(operand(tokens, scope));
  if (call !== undefined) return call(...operands, ...piped);
  if (operands.length !== 1 || piped.length > 0) throw new TemplateError(`${name} is not a function`);
  return operands[0];
}

function operand(tokens: string[], scope: Scope): Value {
  const token = tokens.shift() ?? '';
  if (token === '(') {
    const value = pipeline(tokens, scope);
    if (tokens.shift() !== ')') throw new TemplateError('a parenthesis is not closed');
    return value;
  }
  if (token.startsWith('"')) return JSON.parse(token) as string;
  if (token.startsWith('`')) return token.slice(1, -1);
  if (token === 'true' || token === 'false') return token === 'true';
  if (/^-?\d+(?:\.\d+)?$/.test(token)) return Number(token);
  if (token === '.') return scope.values;
  if (token.startsWith('.')) return token.slice(1).split('.').reduce(fieldOf, scope.values);
  throw new TemplateError(`${token} is not known`);
}

function fieldOf(value: Value, key: string): Value {
  if (!isFields(value) || !Object.hasOwn(value, key)) throw new TemplateError(`there is no ${key}`);
  return value[key];
}

const BUILT_IN: Readonly<Record<string, TemplateFunction>> = {
  index: (value, ...keys) =>
    keys.reduce<Value>((at, key) => {
      if (isFields(at) && typeof key === 'string') return Object.hasOwn(at, key) ? at[key] : undefined;
      if (Array.isArray(at) && typeof key === 'number' && key < at.length) return at[key];
      throw new TemplateError(`there is nothing at ${asText(key)}`);
    }, value),
  eq: (value, ...others) => others.includes(value),
  ne: (value, other) => value !== other,
  not: (value) => !isTrue(value),
  and: (...values) => values.find((value) => !isTrue(value)) ?? values.at(-1),
  or: (...values) => values.find(isTrue) ?? values.at(-1),
};
