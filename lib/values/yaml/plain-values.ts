import type { JsonValue } from '../json';
import { walkPlain } from './plain-lines';
import { plainScalar } from './plain-scalar';
import type { PlainVisitor } from './plain-visitor';

type Fields = Record<string, JsonValue>;
type Container = Fields | JsonValue[];

/** How often anchors are used in a document at most; what uses them more is left to a reader that counts what they hold. */
const MAX_ALIASES = 100;

/** How many anchors a document has at most. */
const MAX_ANCHORS = 1000;

/** How many fields a map has at most: each of very many takes longer. The other reader takes less. */
const MAX_FIELDS = 250_000;

/** What a text holds. */
export interface PlainValues {
  /** The documents that are not empty. */
  readonly documents: readonly JsonValue[];
  /** Whether a value is there several times, as it has a name. */
  readonly hasAliases: boolean;
}

/**
 * The documents of a text that {@link walkPlain} can walk through, in one pass.
 * @param text - YAML, of characters that all readers take for themselves
 * @returns undefined for another layout, keys that are there twice, unknown escapes, and aliases that are not clear
 */
export function plainValues(text: string): PlainValues | undefined {
  const values = new Values();
  return walkPlain(text, values) && !values.isRefused ? values : undefined;
}

/** A node that has a name: where it is. */
interface Anchor {
  readonly container: Container;
  readonly key: string | number;
}

class Values implements PlainValues, PlainVisitor {
  readonly documents: JsonValue[] = [];
  hasAliases = false;
  isRefused = false;
  /** The maps and lists that the last node is in, by depth from 1. */
  private readonly open: Container[] = [];
  /** The key of the last node in each of them; undefined in a list, whose last item it is. */
  private readonly keys: Array<string | undefined> = [];
  /** How many fields each of them has. */
  private readonly sizes: number[] = [];
  /** Whether the last node in each of them has a name. */
  private readonly areNamed: boolean[] = [];
  private readonly anchors = new Map<string, Anchor>();
  private aliases = 0;

  root(): void {
    this.open.length = 0;
    this.anchors.clear();
    this.aliases = 0;
  }

  node(depth: number, key: string | undefined): void {
    const { open, keys, areNamed, sizes } = this;
    if (this.isRefused) return;
    if (open.length > depth + 1) open.length = depth + 1;
    const container = open[depth] ?? this.opened(depth, key === undefined ? [] : {});
    keys[depth] = key;
    areNamed[depth] = false;
    if (key === undefined) (container as JsonValue[]).push(null);
    else if (Object.hasOwn(container, key) || ++(sizes[depth] as number) > MAX_FIELDS) this.isRefused = true;
    else (container as Fields)[key] = null;
  }

  value(written: string, parent: number): void {
    const value = plainScalar(written, parent);
    if (value === undefined) this.isRefused = true;
    else this.give(value);
  }

  anchor(name: string): void {
    const depth = this.open.length - 1;
    const container = this.open[depth];
    const key = Array.isArray(container) ? container.length - 1 : this.keys[depth];
    if (container === undefined || key === undefined || this.anchors.size >= MAX_ANCHORS) this.isRefused = true;
    else this.anchors.set(name, { container, key });
    this.areNamed[depth] = true;
  }

  /** Aliases in what has a name are left to others, as is one of what it is in. */
  alias(name: string): void {
    const anchor = this.anchors.get(name);
    this.hasAliases = true;
    if (anchor === undefined || ++this.aliases > MAX_ALIASES || this.isInAnchor()) this.isRefused = true;
    else this.give((anchor.container as Fields)[anchor.key] ?? null);
  }

  private isInAnchor(): boolean {
    return this.areNamed.some((isNamed, depth) => isNamed && depth < this.open.length);
  }

  private opened(depth: number, container: Container): Container {
    this.open[depth] = container;
    this.sizes[depth] = 0;
    if (depth === 1) this.documents.push(container);
    else this.put(depth - 1, container);
    return container;
  }

  /** Gives the last node its value, or the document. */
  private give(value: JsonValue): void {
    if (this.open.length === 0) this.documents.push(value);
    else this.put(this.open.length - 1, value);
  }

  private put(depth: number, value: JsonValue): void {
    const container = this.open[depth];
    const key = this.keys[depth];
    if (Array.isArray(container)) container[container.length - 1] = value;
    else if (container !== undefined && key !== undefined) container[key] = value;
  }
}
