/**
 * Characters that are not seen, or that do more than being seen: controls (C0, DEL, C1), line and paragraph separators,
 * marks that turn the direction of the text, fillers, tags and lone surrogates. Ranges, since the tables behind `\p{}`
 * differ between versions of Node. Source: the Unicode properties Cc, Zl, Zp, Bidi_Control, Default_Ignorable_Code_Point.
 * Combining characters are first, so that none of them joins a character before it in the class.
 */
const NOT_SEEN = [
  '\\u034f\\u17b4\\u17b5\\u180b-\\u180f',
  '\\u0000-\\u001f\\u007f-\\u009f\\u00ad\\u061c\\u115f\\u1160\\u200b-\\u200f',
  '\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufeff\\uffa0\\ufff0-\\ufffb\\ud800-\\udfff',
  '\\u{1bca0}-\\u{1bca3}\\u{1d173}-\\u{1d17a}\\u{e0000}-\\u{e0fff}',
].join('');

const UNSEEN = new RegExp(`[${NOT_SEEN}]`, 'gu');

/** As {@link UNSEEN}, except for tab, line feed and carriage return. */
const UNSEEN_IN_LINES = new RegExp(`(?![\\t\\n\\r])[${NOT_SEEN}]`, 'gu');

const LINE_END = /\s*[\r\n\u0085\u2028\u2029]+\s*/g;

/**
 * A string in which every character is visible: others are written as escapes of JSON such as `\u001b`, so that it cannot control a
 * terminal, forge a line or hide a part of itself.
 * @param text - any text
 */
export function visible(text: string): string {
  return text.replace(UNSEEN, escape);
}

/**
 * As {@link visible}, but tabs and line ends stay.
 * @param text - lines that are meant, such as indented JSON
 */
export function visibleLines(text: string): string {
  return text.replace(UNSEEN_IN_LINES, escape);
}

/**
 * As {@link visible}, with a blank in place of line ends and the white space around them.
 * @param text - any text, such as a message of several lines
 */
export function oneLine(text: string): string {
  return visible(text.replace(LINE_END, ' '));
}

/**
 * A value as JSON in which every character is seen; it parses to the same value.
 * @param value - the value
 * @param space - blanks of one level of indentation; all in one line unless given
 * @returns undefined where JSON has no such value
 */
export function visibleJson(value: unknown, space?: number): string | undefined {
  const text = JSON.stringify(value, undefined, space) as string | undefined;
  return text === undefined ? undefined : visibleLines(text);
}

function escape(character: string): string {
  if (character === '\n') return '\\n';
  if (character === '\r') return '\\r';
  if (character === '\t') return '\\t';
  return Array.from({ length: character.length }, (_, at) => character.charCodeAt(at))
    .map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
    .join('');
}
