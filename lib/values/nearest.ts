/**
 * The text among several that is most like another, by edits; undefined when none is like it.
 * @param text - the text, such as a misspelt name
 * @param candidates - the texts to choose from
 * @param limit - the most edits; half of the text, and at least two, unless given
 */
export function nearest(
  text: string,
  candidates: readonly string[],
  limit = Math.max(2, Math.ceil(text.length / 2)),
): string | undefined {
  let found: string | undefined;
  let best = limit + 1;
  for (const candidate of candidates) {
    const edits = distance(text.toLowerCase(), candidate.toLowerCase());
    if (edits < best) [found, best] = [candidate, edits];
  }
  return found;
}

/** Insertions, deletions, substitutions and swaps of neighbours that lead from one text to the other. */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 24 || a.length > 200) return Infinity;
  const rows = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= a.length; row++) {
    const line = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1] ? 0 : 1;
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      const edits = [at(rows, row - 1, column) + 1, (line[column - 1] ?? 0) + 1, at(rows, row - 1, column - 1) + same];
      if (swapped) edits.push(at(rows, row - 2, column - 2) + 1);
      line.push(edits.reduce((least, each) => Math.min(least, each)));
    }
    rows.push(line);
  }
  return at(rows, a.length, b.length);
}

function at(rows: ReadonlyArray<readonly number[]>, row: number, column: number): number {
  return rows[row]?.[column] ?? 0;
}
