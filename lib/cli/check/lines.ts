import { isMap, isScalar, isSeq, LineCounter, type Node } from 'yaml';
import type { SourceObject } from '../../checks/checked-object';
import type { Path } from '../../values/path';
import { yamlDocuments } from '../../values/yaml/parse-yaml';
import type { Files } from './read-sources';

/** One parsed file. */
interface Parsed {
  readonly roots: readonly Node[];
  readonly lines: LineCounter;
}

/**
 * Finds the lines of paths in files. A file is parsed with its places only when one of its lines is asked for.
 * @param files - where the files are
 */
export function lineFinder(files: Files): (source: SourceObject, path: Path) => number | undefined {
  const known = new Map<string, Parsed | undefined>();
  return ({ file, document, item }, path) => {
    if (!known.has(file)) known.set(file, parsed(file, files));
    const found = known.get(file);
    const root = found?.roots[document];
    const offset = root === undefined ? undefined : offsetOf(root, [...item, ...path]);
    return offset === undefined || found === undefined ? undefined : found.lines.linePos(offset).line;
  };
}

function parsed(file: string, files: Files): Parsed | undefined {
  try {
    const text = files.read(file);
    const documents = yamlDocuments(file, text).filter(({ value }) => value !== null);
    return { roots: documents.flatMap(({ document }) => document.contents ?? []), lines: counter(text) };
  } catch {
    // JSON objects one after the other have no lines of their own here.
    return undefined;
  }
}

function counter(text: string): LineCounter {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines.addNewLine(at + 1);
  return lines;
}

/** Where the last step of a path that exists begins. */
function offsetOf(root: Node, path: Path): number | undefined {
  let node: unknown = root;
  let offset = startOf(root);
  for (const step of path) {
    const next = stepInto(node, step);
    if (next === undefined) return offset;
    offset = next.offset ?? offset;
    node = next.node;
  }
  return offset;
}

function stepInto(
  node: unknown,
  step: string | number,
): { readonly node: unknown; readonly offset: number | undefined } | undefined {
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === step);
    return pair === undefined ? undefined : { node: pair.value, offset: startOf(pair.key) };
  }
  if (!isSeq(node) || typeof step !== 'number') return undefined;
  const item = node.items[step];
  return item === undefined ? undefined : { node: item, offset: startOf(item) };
}

function startOf(node: unknown): number | undefined {
  const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : undefined;
  return Array.isArray(range) ? (range[0] as number) : undefined;
}
