import type { Path } from '../path';
import { walkPlain } from './plain-lines';
import { plainText } from './plain-yaml';

/** Where a node begins, and those below it: by key, or by position in a list. */
export interface PlainPlace {
  /** From 1. */
  readonly line: number;
  /** Undefined where there are none. */
  readonly below?: ReadonlyMap<string | number, PlainPlace>;
}

/** Most nodes have none below them, and need no map. */
type Place = PlainPlace & { below?: Map<string | number, Place> };

/**
 * Where the nodes of a text begin that has the layout which tools write.
 * @param text - YAML that can be read
 * @returns the documents that are not empty; undefined for another layout
 */
export function plainPlaces(text: string): readonly PlainPlace[] | undefined {
  const documents: Place[] = [];
  // The document of the last line, the node of that line, and those between.
  let open: Place[] = [];
  const lines = plainText(text);
  if (lines === undefined) return undefined;
  const lineOf = lineCounter(lines);
  const isPlain = walkPlain(lines, {
    root: (at) => documents.push((open = [placeAt(lineOf(at))])[0] as Place),
    node: (depth, key, at) => {
      const parent = open[depth - 1];
      const place = placeAt(lineOf(at));
      if (parent !== undefined) {
        const below = (parent.below ??= new Map());
        below.set(key ?? below.size, place);
      }
      open.length = depth;
      open.push(place);
    },
  });
  return isPlain ? documents : undefined;
}

/** Lines of offsets, of which none is before the last one. */
function lineCounter(text: string): (at: number) => number {
  let line = 1;
  let end = text.indexOf('\n');
  return (at) => {
    for (; end >= 0 && end < at; end = text.indexOf('\n', end + 1)) line++;
    return line;
  };
}

function placeAt(line: number): Place {
  return { line };
}

/**
 * The line of the last step of a path that has a place of its own.
 * @param root - a document
 * @param path - keys and positions
 */
export function plainLine(root: PlainPlace, path: Path): number {
  let place = root;
  for (const step of path) {
    const next = place.below?.get(step);
    if (next === undefined) break;
    place = next;
  }
  return place.line;
}
