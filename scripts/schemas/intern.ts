import { mapShape } from '../../lib/checks/schema/pool';
import type { SchemaNode } from '../../lib/checks/schema/schema-node';

/** Lines of a pool of schemas, each once. */
export class Interner {
  private readonly indexes = new Map<string, number>();
  private readonly known = new Map<SchemaNode, number>();

  /** The lines so far. */
  get lines(): readonly string[] {
    return [...this.indexes.keys()];
  }

  /** The index of the line of a schema; it is added where it is new. */
  add(node: SchemaNode): number {
    const known = this.known.get(node);
    if (known !== undefined) return known;
    const shape = mapShape(node, (part) => this.add(part));
    const line = JSON.stringify(shape, sorted);
    const index = this.indexes.get(line) ?? this.indexes.size;
    this.indexes.set(line, index);
    this.known.set(node, index);
    return index;
  }
}

function sorted(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
