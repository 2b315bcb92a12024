import type { JsonValue } from '../json';
import { kubectlScalar } from './kubectl-scalars';
import { walkPlain } from './plain-lines';

type Fields = Record<string, JsonValue>;
type Container = Fields | JsonValue[];

/** Reads what is more than a word or a line: a text of YAML with one value. @throws Error where it cannot be read */
type ReadText = (text: string) => JsonValue;

/**
 * The documents of a text that has the layout which tools write, in one pass. Values of one line, which are nearly all, are read here; what has more forms is
 * left to a library.
 * @param text - YAML, of characters that all readers take for themselves
 * @param readText - the library
 * @returns the documents that are not empty; undefined for another layout, and for keys that are there twice
 * @throws Error where the library does
 */
export function plainValues(text: string, readText: ReadText): readonly JsonValue[] | undefined {
  const values = new Values(readText);
  return walkPlain(text, values) && !values.isRefused ? values.documents : undefined;
}

class Values {
  readonly documents: JsonValue[] = [];
  isRefused = false;
  /** The maps and lists that the last node is in, by depth from 1. */
  private readonly open: Container[] = [];
  /** The key of the last node in each of them; undefined in a list, whose last item it is. */
  private readonly keys: Array<string | undefined> = [];

  constructor(private readonly readText: ReadText) {}

  document(): void {
    this.open.length = 0;
  }

  node(depth: number, key: string | undefined): void {
    const { open, keys } = this;
    if (open.length > depth + 1) open.length = depth + 1;
    const container = open[depth] ?? this.opened(depth, key === undefined ? [] : {});
    keys[depth] = key;
    if (key === undefined) (container as JsonValue[]).push(null);
    else if (Object.hasOwn(container, key) || key === '__proto__') this.isRefused = true;
    else (container as Fields)[key] = null;
  }

  value(written: string, parent: number): void {
    this.put(this.open.length - 1, this.read(written, parent));
  }

  private opened(depth: number, container: Container): Container {
    this.open[depth] = container;
    if (depth === 1) this.documents.push(container);
    else this.put(depth - 1, container);
    return container;
  }

  /** Gives the last node of a depth its value. */
  private put(depth: number, value: JsonValue): void {
    const container = this.open[depth];
    const key = this.keys[depth];
    if (Array.isArray(container)) container[container.length - 1] = value;
    else if (container !== undefined && key !== undefined) container[key] = value;
  }

  private read(written: string, parent: number): JsonValue {
    const line = written.trim();
    const isOneLine = written.indexOf('\n') === written.length - 1;
    if (isOneLine && PLAIN.test(line)) return kubectlScalar(line);
    if (isOneLine && UNESCAPED.test(line)) return line.slice(1, -1);
    return this.readText(`${' '.repeat(parent)}k: ${written}`);
  }
}

/** What begins neither a quoted text, nor a block, nor a list or map. */
const PLAIN = /^[^"'|>[{]/;

/** A quoted text in which every character means itself. */
const UNESCAPED = /^(?:"[^"\\]*"|'[^']*')$/;
