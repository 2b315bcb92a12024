/** What the library says of an expression, as far as it is needed here. */
export interface CelNode {
  readonly op: string;
  readonly args: unknown;
  readonly start: number;
  readonly end: number;
}

/** Whether a value is a part of an expression. */
export function isCelNode(value: unknown): value is CelNode {
  return typeof value === 'object' && value !== null && 'op' in value && 'args' in value;
}

const BINARY: readonly string[] = ['||', '&&', '==', '!=', '<', '<=', '>', '>=', 'in', '+', '-', '*', '/', '%'];

/** What needs no parentheses before a dot or bracket. */
const CLOSED: readonly string[] = ['id', '.', '.?', '[]', '[?]', 'call', 'rcall', 'list', 'map'];

/**
 * The text of an expression.
 * @param node - the expression; literals and names are those of the source, and other parts may be made
 * @param source - the text that it was parsed from
 */
export function celText(node: CelNode, source: string): string {
  const { op, args } = node;
  const text = (part: unknown): string => (isCelNode(part) ? celText(part, source) : String(part));
  const list = (parts: unknown): string => (parts as readonly unknown[]).map(text).join(', ');
  const parts = Array.isArray(args) ? (args as readonly unknown[]) : [args];
  const [first, second] = parts;
  const receiver = (part: unknown): string =>
    isCelNode(part) && !CLOSED.includes(part.op) ? `(${text(part)})` : text(part);
  if (op === MADE) return String(first);
  if (op === 'value' || op === 'id') return source.slice(node.start, node.end);
  if (BINARY.includes(op)) return `(${text(first)} ${op} ${text(second)})`;
  if (op === '!_' || op === '-_') return `${op.slice(0, 1)}(${text(first)})`;
  return compositeText(node, parts, { text, list, receiver });
}

/** How the parts of an expression are written. */
interface PartTexts {
  readonly text: (part: unknown) => string;
  readonly list: (parts: unknown) => string;
  readonly receiver: (part: unknown) => string;
}

function compositeText(
  { op, args }: CelNode,
  [first, second, third]: readonly unknown[],
  { text, list, receiver }: PartTexts,
): string {
  switch (op) {
    case '.':
    case '.?':
      return `${receiver(first)}${op}${text(second)}`;
    case '[]':
      return `${receiver(first)}[${text(second)}]`;
    case '[?]':
      return `${receiver(first)}[?${text(second)}]`;
    case 'call':
      return `${text(first)}(${list(second)})`;
    case 'rcall':
      return `${receiver(second)}.${text(first)}(${list(third)})`;
    case 'list':
      return `[${list(args)}]`;
    case 'map':
      return `{${(args as ReadonlyArray<readonly [unknown, unknown]>).map(([key, value]) => `${text(key)}: ${text(value)}`).join(', ')}}`;
    case '?:':
      return `(${text(first)} ? ${text(second)} : ${text(third)})`;
    default:
      throw new Error(`the operation ${op} is not read`);
  }
}

const MADE = 'made';

/** A part of an expression that was not in the source, such as a name. */
export function madeNode(text: string): CelNode {
  return { op: MADE, args: text, start: 0, end: 0 };
}
