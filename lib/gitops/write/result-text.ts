import type { WriteResult } from './write-output';

/** How many paths of a kind are listed. */
const LISTED = 20;

/**
 * A result of `synth()` in words, for a terminal: a line with the counts, then the paths.
 * @param result - what `synth()` returned; its paths have no control characters
 */
export function resultText(result: WriteResult): string {
  const { written, changed, removed, kept, notices } = result;
  const counts = `${written.length} written, ${changed.length} changed, ${removed.length} removed`;
  return [
    counts,
    ...lines('written', written),
    ...lines('changed', changed),
    ...lines('removed', removed),
    ...notices.map((notice) => `  notice ${notice}`),
    ...lines('kept, edited since it was written; delete it, or Argo CD goes on reading it:', kept),
  ].join('\n');
}

function lines(word: string, paths: readonly string[]): string[] {
  const listed = paths.slice(0, LISTED).map((path) => `  ${word} ${path}`);
  const more = paths.length - listed.length;
  return more > 0 ? [...listed, `  ${word} and ${more} more`] : listed;
}
