/** Start of a quoted value: what precedes it on its line, its quote, and the rest of the line. */
const START = /^(\s*(?:- +)*(?:[\w.$/-]+: +)?)(["'])(.*)$/;

/** A line that begins a block of literal or folded text. */
const BLOCK = /(?:^|[\s:])[|>][+-]?\d?[+-]?\s*$/;

/**
 * YAML text in which the further lines of quoted values are deeper than their first. libyaml takes them at the depth of the key as well,
 * and some tools write them so; YAML 1.2 does not.
 * @param text - YAML
 */
export function deeperQuotes(text: string): string {
  const lines = text.split('\n');
  let until = 0;
  let depth: number | undefined;
  const result = lines.map((line, at) => {
    if (at < until) return depth === undefined ? line : deeper(line, depth);
    const isBlock = BLOCK.test(line);
    const [, before = '', quote = ''] = START.exec(line) ?? [];
    until = at + 1 + (isBlock ? blockLength(lines, at) : quotedLength(lines, at));
    depth = isBlock || quote === '' ? undefined : before.length + 2;
    return line;
  });
  return result.join('\n');
}

/** How many lines follow that belong to a block of text. */
function blockLength(lines: readonly string[], at: number): number {
  const depth = depthOf(lines[at] ?? '');
  const end = lines.findIndex((line, index) => index > at && line.trim() !== '' && depthOf(line) <= depth);
  return (end < 0 ? lines.length : end) - at - 1;
}

/** How many lines follow until the quote of a value ends. */
function quotedLength(lines: readonly string[], at: number): number {
  const [, , quote = '', first = ''] = START.exec(lines[at] ?? '') ?? [];
  if (quote === '' || isClosed(first, quote)) return 0;
  const end = lines.findIndex((line, index) => index > at && isClosed(line, quote));
  return end < 0 ? 0 : end - at;
}

function deeper(line: string, depth: number): string {
  const text = line.trimStart();
  return text === '' ? text : `${' '.repeat(depth)}${text}`;
}

function depthOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** Whether a quote ends in a line: single ones are doubled, others come after a backslash, where they do not end it. */
function isClosed(text: string, quote: string): boolean {
  const inner = quote === '"' ? /\\./g : /''/g;
  return text.replace(inner, '').includes(quote);
}
