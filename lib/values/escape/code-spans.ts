/** A piece of a line of Markdown. */
export interface Piece {
  /** The text, backticks of code spans included. */
  readonly text: string;
  /** Whether it is a code span. */
  readonly isCode: boolean;
}

/**
 * The code spans of a line of Markdown, and what is between them. A span ends at the next run of as many backticks as it
 * begins with; a run without such an end is text. Source: CommonMark 0.31, code spans.
 * @param line - one line
 */
export function piecesOf(line: string): Piece[] {
  const runs = [...line.matchAll(/`+/g)].map((match) => ({ at: match.index, length: match[0].length }));
  const ends = endsOf(runs);
  const pieces: Piece[] = [];
  let done = 0;
  for (let index = 0; index < runs.length; index++) {
    const start = runs[index];
    const last = ends[index];
    const end = last === undefined ? undefined : runs[last];
    if (start === undefined || last === undefined || end === undefined) continue;
    pieces.push({ text: line.slice(done, start.at), isCode: false });
    done = end.at + end.length;
    pieces.push({ text: line.slice(start.at, done), isCode: true });
    index = last;
  }
  pieces.push({ text: line.slice(done), isCode: false });
  return pieces.filter(({ text }) => text !== '');
}

/** For each run the index of the next one of its length. */
function endsOf(runs: ReadonlyArray<{ readonly length: number }>): ReadonlyArray<number | undefined> {
  const next = new Map<number, number>();
  const ends: Array<number | undefined> = [];
  for (let index = runs.length - 1; index >= 0; index--) {
    const length = runs[index]?.length ?? 0;
    ends[index] = next.get(length);
    next.set(length, index);
  }
  return ends;
}
