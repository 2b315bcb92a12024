/** A constant whose type is the whole of its value, over many lines. */
const LITERAL = /^(export (?:declare )?const \w+: .*[{[(])\n(?:[ \t].*\n|\n)+?([}\])].*)$/gm;
/** What the extractor writes above each declaration, and above members without a docstring, whose names say all. */
const NOISE = /\n *\/\/ (?:@public(?: \(undocumented\))?|\(undocumented\))(?=\n)/g;
/** The docstrings of the members of a union, the only ones that the extractor keeps. */
const DOCSTRING = /\n *\/\*\* .* \*\/(?=\n)/g;
/** The longest line. */
const WIDTH = 120;

/**
 * Leaves out of a report what is not reviewed there: the literal types of definitions, which docs/components/ shows as tables, and
 * lines without content. What fits in one line is in one line.
 * @param report - a report of api-extractor
 */
export function shorten(report: string): string {
  const text = report
    .replace(LITERAL, '$1 /* literal */ $2')
    .replace(NOISE, '')
    .replace(DOCSTRING, '')
    .replace(/\n\n+(?=export |\/\/ Warning|\(No @)/g, '\n');
  return text.split('\n').reduce<string[]>(withLine, []).join('\n');
}

/** Adds a line; one that ends a block joins it into one line where that is short enough. The members of a class keep lines of their own. */
function withLine(lines: string[], line: string): string[] {
  const [, indent] = /^( *)[}\])]/.exec(line) ?? [];
  let start = indent === undefined ? -1 : lines.length - 1;
  while (start >= 0 && lines[start]?.startsWith(`${indent} `)) start -= 1;
  const head = lines[start] ?? '';
  const joined = start < 0 ? '' : [head, ...[...lines.slice(start + 1), line].map((each) => each.trim())].join(' ');
  if (!/[{[(]$/.test(head) || /\bclass /.test(head) || joined.includes('//') || joined.length > WIDTH) {
    lines.push(line);
  } else {
    lines.splice(start, lines.length, joined);
  }
  return lines;
}
