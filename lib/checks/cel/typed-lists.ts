import type { SchemaNode } from '../schema/schema-node';
import { isCelNode, type CelNode } from './readable-form';

const MAX_DEPTH = 100;

/** What the API server compares and joins in another way than lists: sets, and lists whose items have keys. */
interface TypedLists {
  /** Names of the fields that are such lists. */
  readonly names: Set<string>;
  /** Whether the value itself is one. */
  readonly self: boolean;
}

/**
 * Whether an expression compares or joins lists as only the API server does it: sets are joined without what is there already, and of
 * lists with keys the order does not count. Source: apiserver, `pkg/cel/common/values.go`.
 * @param node - the expression
 * @param schema - schema of `self`
 */
export function needsTypedLists(node: CelNode, schema: SchemaNode): boolean {
  const sets: TypedLists = { names: new Set(), self: schema.listKeys !== undefined };
  const keyed: TypedLists = { names: new Set(), self: (schema.listKeys?.length ?? 0) > 0 };
  collect(schema, sets.names, keyed.names, 0);
  if (!sets.self && sets.names.size === 0) return false;
  return uses(node, (operator) => (operator === '+' ? sets : ['==', '!='].includes(operator) ? keyed : undefined));
}

function collect(schema: SchemaNode, all: Set<string>, keyed: Set<string>, depth: number): void {
  if (depth > MAX_DEPTH) return;
  for (const [name, part] of Object.entries(schema.properties ?? {})) {
    if (part.listKeys !== undefined) all.add(name);
    if ((part.listKeys?.length ?? 0) > 0) keyed.add(name);
    collect(part, all, keyed, depth + 1);
  }
  for (const part of [schema.items, schema.additional]) {
    if (part !== undefined) collect(part, all, keyed, depth + 1);
  }
}

function uses(value: unknown, listsOf: (operator: string) => TypedLists | undefined): boolean {
  if (Array.isArray(value)) return value.some((each) => uses(each, listsOf));
  if (!isCelNode(value)) return false;
  const lists = listsOf(value.op);
  const isOne = lists !== undefined && (value.args as readonly CelNode[]).some((each) => isTyped(each, lists));
  return isOne || uses(value.args, listsOf);
}

function isTyped({ op, args }: CelNode, { names, self }: TypedLists): boolean {
  if (op === 'id') return self && args === 'self';
  if (op !== '.' && op !== '.?') return false;
  const [, name] = args as readonly [CelNode, string];
  return names.has(name);
}
