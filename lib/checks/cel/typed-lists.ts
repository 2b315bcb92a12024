import type { SchemaNode } from '../schema/schema-node';
import { isCelNode, type CelNode } from './cel-node';

const MAX_DEPTH = 100;

/** What the API server compares and joins in another way than lists: sets, and lists whose items have keys. */
interface TypedLists {
  /** Names of the fields that are such lists. */
  readonly names: ReadonlySet<string>;
  /** Whether the value itself is one. */
  readonly self: boolean;
}

/** The lists of a schema that are no plain ones. */
export class ListTypes {
  private readonly sets: TypedLists;
  private readonly keyed: TypedLists;

  /** @param schema - schema of `self` */
  constructor(schema: SchemaNode) {
    const [sets, keyed] = [new Set<string>(), new Set<string>()];
    collect(schema, sets, keyed, 0);
    this.sets = { names: sets, self: schema.listKeys?.length === 0 };
    this.keyed = { names: keyed, self: (schema.listKeys?.length ?? 0) > 0 };
  }

  /** Whether there are sets. */
  get hasSets(): boolean {
    return this.sets.self || this.sets.names.size > 0;
  }

  /** Whether a part of a rule is a set. */
  isSet(node: CelNode): boolean {
    return isTyped(node, this.sets);
  }

  /**
   * Whether a rule compares or joins lists by their keys, as only the API server does it. Source: apiserver, `pkg/cel/common/values.go`.
   * @param node - the rule
   */
  isByKeys(node: CelNode): boolean {
    if (!this.keyed.self && this.keyed.names.size === 0) return false;
    return uses(node, this.keyed);
  }
}

const known = new WeakMap<SchemaNode, ListTypes>();

/** The lists of a schema, which are looked for once. */
export function listTypesOf(schema: SchemaNode): ListTypes {
  const lists = known.get(schema) ?? new ListTypes(schema);
  known.set(schema, lists);
  return lists;
}

function collect(schema: SchemaNode, sets: Set<string>, keyed: Set<string>, depth: number): void {
  if (depth > MAX_DEPTH) return;
  for (const [name, part] of Object.entries(schema.properties ?? {})) {
    if (part.listKeys !== undefined) (part.listKeys.length > 0 ? keyed : sets).add(name);
    collect(part, sets, keyed, depth + 1);
  }
  for (const part of [schema.items, schema.additional]) {
    if (part !== undefined) collect(part, sets, keyed, depth + 1);
  }
}

function uses(value: unknown, lists: TypedLists): boolean {
  if (Array.isArray(value)) return value.some((each) => uses(each, lists));
  if (!isCelNode(value)) return false;
  const isJoined = ['+', '==', '!='].includes(value.op);
  const isOne = isJoined && (value.args as readonly CelNode[]).some((each) => isTyped(each, lists));
  return isOne || uses(value.args, lists);
}

function isTyped({ op, args }: CelNode, { names, self }: TypedLists): boolean {
  if (op === 'id') return self && args === 'self';
  if (op !== '.' && op !== '.?') return false;
  const [, name] = args as readonly [CelNode, string];
  return names.has(name);
}
