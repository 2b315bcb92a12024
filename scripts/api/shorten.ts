/** A constant whose type is the whole of its value, over many lines. */
const LITERAL = /^(export (?:declare )?const \w+: .*[{[(])\n(?:[ \t].*\n|\n)+?([}\])].*)$/gm;
/** The key that a definition gets. */
const KEY = / & \{\n\s+(readonly key: .*;)\n\};/g;
/** What the extractor writes above each declaration, and the empty line between two. */
const NOISE = /\n\/\/ @public(?: \(undocumented\))?(?=\n)/g;

/**
 * Leaves out of a report what is not reviewed there: the literal types of definitions, which docs/components/ shows as tables, and
 * lines without content.
 * @param report - a report of api-extractor
 */
export function shorten(report: string): string {
  return report
    .replace(LITERAL, '$1 /* literal */ $2')
    .replace(KEY, ' & { $1 };')
    .replace(NOISE, '')
    .replace(/\n\n+(?=export |\/\/ Warning|\(No @)/g, '\n');
}
