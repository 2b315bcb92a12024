import { isCelNode, type CelNode } from './cel-node';
import { expressionNodes } from './expression-nodes';

/** The last minor version of Kubernetes that refuses new expressions with these. Source: its API server, and its documentation of CEL. */
export const LAST_WITHOUT = 28;

const FUNCTIONS: readonly string[] = ['quantity', 'isQuantity', 'ip', 'isIP', 'cidr', 'isCIDR'];
const NAMESPACES: readonly string[] = ['optional', 'format', 'ip'];
const OPERATIONS: Readonly<Record<string, string>> = { '.?': 'optional fields', '[?]': 'optional items' };

/**
 * What an expression has that older versions of Kubernetes do not know: quantities, addresses, named formats and optional values.
 * @param source - the expression
 * @returns the first of them; undefined where there is none, and where the expression cannot be read here
 */
export function newerPart(source: string): string | undefined {
  try {
    const nodes = expressionNodes(source).filter((node) => partOf(node) !== undefined);
    const [first] = nodes.sort((a, b) => a.start - b.start);
    return first === undefined ? undefined : partOf(first);
  } catch {
    return undefined;
  }
}

function partOf({ op, args }: CelNode): string | undefined {
  const [name, receiver] = Array.isArray(args) ? (args as readonly unknown[]) : [];
  if (op === 'call' && typeof name === 'string' && FUNCTIONS.includes(name)) return `${name}()`;
  if (op === 'rcall' && isCelNode(receiver) && receiver.op === 'id' && NAMESPACES.includes(String(receiver.args))) {
    return `${String(receiver.args)}.${String(name)}()`;
  }
  return Object.hasOwn(OPERATIONS, op) ? OPERATIONS[op] : undefined;
}
