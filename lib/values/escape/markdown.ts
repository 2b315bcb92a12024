import { piecesOf } from './code-spans';
import { oneLine, visibleLines } from './visible';

/** What begins a construct of Markdown inside a line, or HTML. Underscores inside of words do not. */
const MARKUP = /[\\`*[\]<>~]|&(?=#|[A-Za-z])|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g;

/** What begins a block of Markdown at the start of a line: heading, list, underline of a heading. */
const BLOCK = /^(?:#{1,6}(?=\s|$)|[-+](?=\s|$)|=+$|-+$|\d{1,9}[.)](?=\s|$))/;

const ENTITIES: Readonly<Record<string, string>> = { '<': '&lt;', '>': '&gt;', '&': '&amp;' };

/** What HTML reads as a tag, a comment or an instruction, except for links to web pages. */
const TAG = /<(?!https?:\/\/[^\s<>]*>)(?=[A-Za-z/!?])/g;

/** The first or last line of a code block. One that is indented may belong to a list, which can end before it. */
const FENCE = /^(?<marks>`{3,}(?=[^`]*$)|~{3,})/;

/**
 * A string as one line of Markdown that is shown as it is, except that code spans stay: no HTML, link, image or emphasis
 * comes from it.
 * @param text - any text
 */
export function markdownText(text: string): string {
  const pieces = piecesOf(oneLine(text).trim());
  const line = pieces.map((piece) => (piece.isCode ? piece.text : shown(piece.text))).join('');
  return line.replace(BLOCK, (found) => found.replace(/[-+#=.)]/, '\\$&'));
}

/**
 * As {@link markdownText}, for a cell of a table, which a pipe does not end, also inside code.
 * @param text - any text
 */
export function markdownCell(text: string): string {
  return markdownText(text.replace(/\s+/g, ' ')).replace(/\|/g, '\\|');
}

/**
 * A string as a code span in one line, which backticks inside do not end.
 * @param text - any text
 */
export function markdownCode(text: string): string {
  const plain = oneLine(text);
  const lengths = new Set((plain.match(/`+/g) ?? []).map((ticks) => ticks.length));
  let length = 1;
  while (lengths.has(length)) length++;
  const ticks = '`'.repeat(length);
  const pad = /^[`\s]|[`\s]$|^$/.test(plain) ? ' ' : '';
  return `${ticks}${pad}${plain}${pad}${ticks}`;
}

/**
 * Markdown of several lines without HTML: tags and comments outside of code are shown as text. A code block that is not
 * closed is closed at the end.
 * @param text - Markdown
 */
export function markdownBlock(text: string): string {
  let fence: string | undefined;
  const lines = visibleLines(text).split(/\r\n|\r|\n/);
  const safe = lines.map((line) => {
    const marks = FENCE.exec(line)?.groups?.marks;
    if (fence !== undefined) {
      const isEnd = marks?.startsWith(fence) === true && line.trim() === marks;
      if (isEnd) fence = undefined;
      return line;
    }
    fence = marks;
    if (marks !== undefined) return line;
    return withoutTags(line);
  });
  return [...safe, ...(fence === undefined ? [] : [fence])].join('\n');
}

/** A backslash before a backtick changes where code begins; code is then escaped like text. */
function withoutTags(line: string): string {
  const pieces = line.includes('\\`') ? [{ text: line, isCode: false }] : piecesOf(line);
  return pieces.map(({ text, isCode }) => (isCode ? text : text.replace(TAG, '&lt;'))).join('');
}

function shown(text: string): string {
  return text.replace(MARKUP, (character) => ENTITIES[character] ?? `\\${character}`);
}
