import { ANY, type SchemaNode, type SchemaShape } from './schema-node';

/** A schema that names the schemas of its parts by their line in a pool. */
export type PooledNode = SchemaShape<number>;

/**
 * Schemas as text: one per line as JSON, each line once, and each after those it refers to. The same schema in several versions
 * of Kubernetes, or in several kinds, is one line.
 */
export class SchemaPool {
  private readonly lines: readonly string[];
  private readonly nodes = new Map<number, SchemaNode>();

  /** @param text - the lines */
  constructor(text: string) {
    this.lines = text.split('\n');
  }

  /**
   * The schema of a line; one that takes everything where there is no such line.
   * @param index - index of the line, from 0
   */
  node(index: number): SchemaNode {
    const known = this.nodes.get(index);
    if (known !== undefined) return known;
    const line = this.lines[index];
    const node =
      line === undefined || line === '' ? ANY : mapShape(JSON.parse(line) as PooledNode, (part) => this.node(part));
    this.nodes.set(index, node);
    return node;
  }
}

/**
 * A schema whose parts are named in another way.
 * @param shape - the schema
 * @param change - the new name of a part
 */
export function mapShape<From, To>(shape: SchemaShape<From>, change: (part: From) => To): SchemaShape<To> {
  const { properties, additional, items, allOf, anyOf, oneOf, not, ...own } = shape;
  return {
    ...own,
    ...(properties !== undefined && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, part]) => [name, change(part)])),
    }),
    ...(additional !== undefined && { additional: change(additional) }),
    ...(items !== undefined && { items: change(items) }),
    ...(allOf !== undefined && { allOf: allOf.map(change) }),
    ...(anyOf !== undefined && { anyOf: anyOf.map(change) }),
    ...(oneOf !== undefined && { oneOf: oneOf.map(change) }),
    ...(not !== undefined && { not: change(not) }),
  };
}
