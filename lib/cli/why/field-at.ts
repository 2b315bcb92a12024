import {
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseAllDocuments,
  type Document,
  type Node,
  type Pair,
} from 'yaml';
import type { FieldPath } from '../../gitops/provenance/field-origin';

/** A field of a file. */
export interface FieldAt {
  /** Which document of the file, from 0. */
  readonly document: number;
  /** Where it is in the document; empty for the document itself. */
  readonly path: FieldPath;
  /** Its value, as plain data. */
  readonly value: unknown;
  /** What the document is: kind, namespace and name where it is an object. */
  readonly title: string;
}

/** First and last offset. */
type Range = readonly [number, number];

/** A YAML file whose lines are looked up. */
export interface ParsedFile {
  /** Its documents. */
  readonly documents: readonly Document.Parsed[];
  /** Where its lines begin. */
  readonly lines: LineCounter;
}

/**
 * Parses a file, for any number of lines.
 * @param text - the file
 */
export function parsedFile(text: string): ParsedFile {
  const lines = new LineCounter();
  return { documents: [...parseAllDocuments(text, { lineCounter: lines })], lines };
}

/**
 * The innermost field on a line of a YAML file: that whose key, item or text is there.
 * @param file - the file
 * @param line - the line, from 1
 * @returns undefined where the line is in no document
 */
export function fieldAt({ documents, lines }: ParsedFile, line: number): FieldAt | undefined {
  const covers = ([start, end]: Range): boolean =>
    lines.linePos(start).line <= line && line <= lines.linePos(Math.max(start, end - 1)).line;
  for (const [index, document] of documents.entries()) {
    const [start, , end] = document.range;
    // The line of the dashes in front belongs to the document, and so does what is behind its last field.
    if (document.contents === null || lines.linePos(end).line < line || line < lines.linePos(start).line - 1) continue;
    const path = pathTo(document.contents, covers);
    return {
      document: index,
      path,
      value: document.toJS() === null ? null : valueAt(document, path),
      title: titleOf(document),
    };
  }
  return undefined;
}

function valueAt(document: Document.Parsed, path: FieldPath): unknown {
  const found = document.getIn(path, true);
  return isScalar(found) ? found.value : found === undefined ? undefined : (found as Node).toJS(document);
}

function pathTo(node: Node, covers: (range: Range) => boolean): FieldPath {
  const children: ReadonlyArray<readonly [string | number, Node | null, Range | undefined]> = isMap(node)
    ? node.items.map((pair) => [keyOf(pair), pair.value as Node | null, rangeOfPair(pair)])
    : isSeq(node)
      ? node.items.map((item, index) => [index, isPair(item) ? null : (item as Node), rangeOf(item as Node)])
      : [];
  const [key, child] = children.find(([, , range]) => range !== undefined && covers(range)) ?? [];
  if (key === undefined) return [];
  return [key, ...(child ? pathTo(child, covers) : [])];
}

function keyOf({ key }: Pair): string {
  return String(isScalar(key) ? key.value : key);
}

function rangeOfPair({ key, value }: Pair): Range | undefined {
  const [start] = rangeOf(key as Node) ?? [];
  const own = rangeOf(key as Node);
  return start === undefined || own === undefined ? undefined : [start, (rangeOf(value as Node) ?? own)[1]];
}

/** Without the comments and blank lines after a node. */
function rangeOf(node: Node | null): Range | undefined {
  const range = node?.range;
  return range ? [range[0], range[1]] : undefined;
}

function titleOf(document: Document.Parsed): string {
  const [kind, namespace, name] = [['kind'], ['metadata', 'namespace'], ['metadata', 'name']].map((path) => {
    const value: unknown = isMap(document.contents) ? document.getIn(path) : undefined;
    return typeof value === 'string' ? value : undefined;
  });
  return [kind, [namespace, name].filter((part) => part !== undefined).join('/')].filter((part) => part).join(' ');
}
