import { isMap, isScalar, isSeq, LineCounter, type Node } from 'yaml';
import type { SourceObject } from '../../checks/checked-object';
import type { Path } from '../../values/path';
import { yamlDocuments } from '../../values/yaml/parse-yaml';
import { plainLine, plainPlaces } from '../../values/yaml/plain-places';
import type { Files } from './read-sources';

/** The line of a path in a document. */
type LineOf = (document: number, path: Path) => number | undefined;

/**
 * Finds the lines of paths in files. A file is read with its places only when one of its lines is asked for.
 * @param files - where the files are
 */
export function lineFinder(files: Files): (source: SourceObject, path: Path) => number | undefined {
  const known = new Map<string, LineOf>();
  return ({ file, document, item }, path) => {
    const lineOf = known.get(file) ?? linesOf(file, files);
    known.set(file, lineOf);
    return lineOf(document, [...item, ...path]);
  };
}

function linesOf(file: string, files: Files): LineOf {
  try {
    const text = files.read(file);
    return linesOfPlain(text) ?? linesOfAny(file, text);
  } catch {
    // JSON objects one after the other have no lines of their own here.
    return () => undefined;
  }
}

/** Reading a file with the places of all values takes several times as long as all checks of its objects. */
function linesOfPlain(text: string): LineOf | undefined {
  const roots = plainPlaces(text);
  if (roots === undefined) return undefined;
  return (document, path) => {
    const root = roots[document];
    return root === undefined ? undefined : plainLine(root, path);
  };
}

function linesOfAny(file: string, text: string): LineOf {
  const documents = yamlDocuments(file, text).filter(({ value }) => value !== null);
  const roots = documents.flatMap(({ document }) => document.contents ?? []);
  const lines = counter(text);
  return (document, path) => {
    const root = roots[document];
    const offset = root === undefined ? undefined : offsetOf(root, path);
    return offset === undefined ? undefined : lines.linePos(offset).line;
  };
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
