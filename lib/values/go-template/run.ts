import { BUILT_IN, type TemplateFunctions } from './functions';
import { parseTemplate, type Block, type Operand, type Pipeline, type Statement, type TemplateNode } from './parse';
import { entriesOf, goText, isList, isMap, isNil, isTrue, TemplateError, type TemplateValue } from './value';

/** How much text a template may make. */
const MAX_LENGTH = 1_000_000;

/** What a template is filled in with. */
export interface TemplateOptions {
  /** Functions beside those of Go, by name. */
  readonly functions?: TemplateFunctions;
  /** What a key that a map does not have is: an `error`, or `nil`. */
  readonly missingKey: 'error' | 'nil';
  /** What is printed for nil: `<no value>` where nothing else is done with the result of Go. */
  readonly noValue: string;
}

/** What names mean at one place of a template. */
interface Scope {
  readonly dot: TemplateValue;
  /** Variables, those of inner blocks last. */
  readonly variables: ReadonlyArray<Map<string, TemplateValue>>;
  readonly options: Required<TemplateOptions>;
}

/**
 * Fills in a template of Go (text/template): fields, variables, pipelines, `if`, `with`, `range`, the functions of that language and the given
 * ones. Other templates and jumps are not supported.
 * @param template - the text
 * @param data - what `.` and `$` are
 * @param options - functions, and what is done where nothing is
 * @throws TemplateError where it is not such a template or cannot be filled in
 */
export function fillTemplate(template: string, data: TemplateValue, options: TemplateOptions): string {
  const functions = { ...BUILT_IN, ...options.functions };
  const nodes = parseTemplate(template, new Set([...Object.keys(functions), ...Object.keys(LAZY)]));
  return printed(nodes, { dot: data, variables: [new Map([['$', data]])], options: { ...options, functions } });
}

function printed(nodes: readonly TemplateNode[], scope: Scope): string {
  let text = '';
  for (const node of nodes) {
    text += node.kind === 'text' ? node.text : node.kind === 'action' ? printedAction(node, scope) : block(node, scope);
    if (text.length > MAX_LENGTH) throw new TemplateError('the template makes too much text');
  }
  return text;
}

function printedAction(statement: Statement, scope: Scope): string {
  const value = valueOf(statement.pipeline, scope);
  if (statement.variables.length === 0) return isNil(value) ? scope.options.noValue : goText(value);
  assign(statement, [value], scope);
  return '';
}

function assign({ variables, declares }: Statement, values: readonly TemplateValue[], scope: Scope): void {
  variables.forEach((variable, index) => {
    const holder = declares ? scope.variables.at(-1) : holderOf(variable, scope);
    holder?.set(variable, values[index]);
  });
}

function block(node: Block, scope: Scope): string {
  const inner = within(scope);
  const value = valueOf(node.pipeline, inner);
  if (node.kind === 'range') return range(node, value, inner);
  assign(node, [value], inner);
  if (!isTrue(value)) return printed(node.otherwise, inner);
  return printed(node.body, node.kind === 'with' ? { ...inner, dot: value } : inner);
}

function range(node: Block, value: TemplateValue, scope: Scope): string {
  const entries = itemsOf(value);
  if (entries.length === 0) return printed(node.otherwise, scope);
  return entries
    .map(([key, item]) => {
      const inner = within(scope);
      assign(node, node.variables.length === 2 ? [key, item] : [item], inner);
      return printed(node.body, { ...inner, dot: item });
    })
    .join('');
}

function itemsOf(value: TemplateValue): ReadonlyArray<readonly [TemplateValue, TemplateValue]> {
  if (isNil(value)) return [];
  if (isList(value)) return value.map((item, index) => [BigInt(index), item] as const);
  if (isMap(value)) return entriesOf(value);
  throw new TemplateError(`range cannot go over ${goText(value)}`);
}

function within(scope: Scope): Scope {
  return { ...scope, variables: [...scope.variables, new Map()] };
}

function holderOf(variable: string, { variables }: Scope): Map<string, TemplateValue> {
  const holder = [...variables].reverse().find((each) => each.has(variable));
  if (holder === undefined) throw new TemplateError(`the variable ${variable} is not defined`);
  return holder;
}

function valueOf(pipeline: Pipeline, scope: Scope): TemplateValue {
  return pipeline.reduce<readonly TemplateValue[]>((piped, command) => [commandValue(command, scope, piped)], [])[0];
}

function commandValue([head, ...args]: Pipeline[number], scope: Scope, piped: readonly TemplateValue[]): TemplateValue {
  if (head.kind === 'call') return called(head.name, args, scope, piped);
  if (args.length > 0 || piped.length > 0) throw new TemplateError('arguments are only for functions');
  if (head.kind === 'literal' && isNil(head.value)) throw new TemplateError('nil is not a command');
  return operandValue(head, scope);
}

/** Functions whose arguments are looked at only up to the one that decides, which is their value. */
const LAZY: Readonly<Record<string, (value: TemplateValue) => boolean>> = {
  and: (value) => !isTrue(value),
  or: isTrue,
};

function called(name: string, args: readonly Operand[], scope: Scope, piped: readonly TemplateValue[]): TemplateValue {
  const decides = Object.hasOwn(LAZY, name) ? LAZY[name] : undefined;
  if (decides !== undefined) return firstDecisive(decides, args, scope, piped);
  const { least = 0, most = 0, call } = scope.options.functions[name] ?? {};
  const count = args.length + piped.length;
  if (count < least || count > most) throw new TemplateError(`${name} does not take ${count} arguments`);
  return call?.(...args.map((operand) => operandValue(operand, scope)), ...piped);
}

function firstDecisive(
  decides: (value: TemplateValue) => boolean,
  args: readonly Operand[],
  scope: Scope,
  piped: readonly TemplateValue[],
): TemplateValue {
  if (args.length + piped.length === 0) throw new TemplateError('and, or do not take 0 arguments');
  let value: TemplateValue;
  for (const operand of args) {
    value = operandValue(operand, scope);
    if (decides(value)) return value;
  }
  return piped.length > 0 ? piped[0] : value;
}

function operandValue(operand: Operand, scope: Scope): TemplateValue {
  if (operand.kind === 'literal') return operand.value;
  if (operand.kind === 'call') return called(operand.name, [], scope, []);
  const { path } = operand;
  if (operand.kind === 'pipeline') {
    const value = valueOf(operand.pipeline, scope);
    // Go tells nil in parentheses, which has no type, from a member that is nil.
    return isNil(value) && scope.options.missingKey === 'nil' ? undefined : follow(value, path, scope);
  }
  const { variable } = operand;
  return follow(variable === '' ? scope.dot : holderOf(variable, scope).get(variable), path, scope);
}

function follow(value: TemplateValue, path: readonly string[], { options }: Scope): TemplateValue {
  return path.reduce<TemplateValue>((found, key) => {
    if (!isMap(found)) throw new TemplateError(`.${path.join('.')} leads through something that is not an object`);
    if (Object.hasOwn(found, key)) return found[key];
    if (options.missingKey === 'error') throw new TemplateError(`there is no ${key}`);
    return undefined;
  }, value);
}
