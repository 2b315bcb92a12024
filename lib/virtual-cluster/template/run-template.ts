import { isJsonObject, type JsonObject, type JsonValue } from '../../values/json';
import { entriesOf, isSet } from '../values/chart-values';
import { FUNCTIONS, printedValue, type TemplateValue } from './functions';
import { TemplateError, type Node, type Operand, type Pipeline } from './parse-template';

/** How much text a template may make. */
const MAX_LENGTH = 1_000_000;

/** What names mean at one place of a template. */
interface Scope {
  readonly dot: TemplateValue;
  readonly variables: ReadonlyMap<string, TemplateValue>;
}

/**
 * What a template prints.
 * @param nodes - the template
 * @param root - the value of the dot
 * @throws TemplateError where it uses what is not known
 */
export function runTemplate(nodes: readonly Node[], root: JsonObject): string {
  return printed(nodes, { dot: root, variables: new Map([['$', root]]) });
}

function printed(nodes: readonly Node[], scope: Scope): string {
  let [text, here] = ['', scope];
  for (const node of nodes) {
    if (node.kind === 'text') text += node.text;
    else if (node.kind === 'print') text += printedValue(valueOf(node.pipeline, here));
    else if (node.kind === 'assign') here = withVariables(here, node.names, [valueOf(node.pipeline, here)]);
    else text += printedBlock(node, here);
    if (text.length > MAX_LENGTH) throw new TemplateError('the template makes too much text');
  }
  return text;
}

function withVariables(
  scope: Scope,
  names: readonly string[],
  values: readonly TemplateValue[],
  dot = scope.dot,
): Scope {
  const variables = new Map(scope.variables);
  names.forEach((name, index) => variables.set(name, values[index]));
  return { dot, variables };
}

function printedBlock(node: Exclude<Node, { kind: 'text' | 'print' | 'assign' }>, scope: Scope): string {
  const value = valueOf(node.pipeline, scope);
  if (!isSet(value)) return printed(node.otherwise, scope);
  if (node.kind === 'if') return printed(node.body, withVariables(scope, node.names, [value]));
  if (node.kind === 'with') return printed(node.body, withVariables(scope, node.names, [value], value));
  return entries(value)
    .map(([key, item]) => {
      const values = node.names.length === 2 ? [key, item] : [item];
      return printed(node.body, withVariables(scope, node.names, values, item));
    })
    .join('');
}

function entries(value: TemplateValue): ReadonlyArray<readonly [JsonValue, JsonValue]> {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map((item, index) => [index, item] as const);
  if (isJsonObject(value)) return entriesOf(value);
  throw new TemplateError(`range needs a list or an object, not ${JSON.stringify(value)}`);
}

function valueOf(pipeline: Pipeline, scope: Scope): TemplateValue {
  let piped: readonly TemplateValue[] = [];
  for (const [head, ...args] of pipeline) {
    if (head === undefined) continue;
    const given = args.map((operand) => operandValue(operand, scope));
    piped = [head.kind === 'call' ? called(head.name, [...given, ...piped]) : operandValue(head, scope)];
  }
  return piped[0];
}

function operandValue(operand: Operand, scope: Scope): TemplateValue {
  if (operand.kind === 'literal') return operand.value;
  if (operand.kind === 'call') return called(operand.name, []);
  if (operand.kind === 'pipeline') return follow(valueOf(operand.pipeline, scope), operand.path);
  const { root, path } = operand;
  if (root === '') return follow(scope.dot, path);
  if (!scope.variables.has(root)) throw new TemplateError(`the variable ${root} is not defined`);
  return follow(scope.variables.get(root), path);
}

function follow(value: TemplateValue, path: readonly string[]): TemplateValue {
  let found = value;
  for (const key of path) {
    if (!isJsonObject(found))
      throw new TemplateError(`.${path.join('.')} leads through something that is not an object`);
    found = Object.hasOwn(found, key) ? found[key] : undefined;
  }
  return found;
}

function called(name: string, args: readonly TemplateValue[]): TemplateValue {
  const call = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  if (call === undefined) {
    throw new TemplateError(`the function ${name} is not known; known are ${Object.keys(FUNCTIONS).sort().join(', ')}`);
  }
  return call(...args);
}
