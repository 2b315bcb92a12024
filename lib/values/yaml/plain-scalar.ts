import type { JsonValue } from '../json';
import { kubectlScalar } from './kubectl-scalars';
import { blockEnd, blockText } from './plain-block';
import { COLON, columnOf, furtherLine, HASH, isBlank, LINE_FEED, skipSpaces, SPACE, TAB } from './plain-characters';
import { isPlainStart } from './plain-key';
import { areDeeper, doubleQuotedText, folded, quotedEnd } from './plain-quoted';

/**
 * Where a text ends: without quotes, in quotes, or a block.
 * @param text - the text that it is in
 * @param at - where it begins
 * @param parent - column that its further lines are deeper than
 * @returns a negative number where that is not certain
 */
export function textEnd(text: string, at: number, parent: number): number {
  const first = text.charAt(at);
  if (first === '"' || first === "'") {
    const end = quotedEnd(text, at);
    return end >= 0 && areDeeper(text, at, end, parent) ? end : -1;
  }
  if (first === '|' || first === '>') return blockEnd(text, at, parent);
  return isPlainStart(text, at) ? plainEnd(text, at, parent) : -1;
}

/** Where a text without quotes ends, with its further lines. */
function plainEnd(text: string, start: number, parent: number): number {
  let end = plainLineEnd(text, start);
  let isOneLine = true;
  while (end >= 0) {
    const next = skipSpaces(text, end);
    // A comment ends a text.
    if (text.charCodeAt(next) !== LINE_FEED) break;
    const further = furtherLine(text, next + 1);
    if (further < 0 || columnOf(text, further) <= parent || text.charCodeAt(further) === HASH) break;
    end = plainLineEnd(text, further);
    isOneLine = false;
  }
  return isOneLine || !text.slice(start, end).includes('\t') ? end : -1;
}

/** Where what is written on one line without quotes ends, before blanks and a comment; a negative number where it has a key. */
function plainLineEnd(text: string, from: number): number {
  let at = from;
  for (; ; at++) {
    const character = text.charCodeAt(at);
    if (character === LINE_FEED) break;
    if (character === COLON && isBlank(text.charCodeAt(at + 1))) return -1;
    if (character === HASH && isBlank(text.charCodeAt(at - 1))) break;
  }
  while (text.charCodeAt(at - 1) === SPACE) at--;
  return text.charCodeAt(at - 1) === TAB ? -1 : at;
}

/**
 * The value of a text, or of an empty list or map.
 * @param written - as it is written, without a comment after it
 * @param parent - column that its further lines are deeper than
 * @returns undefined for an escape that YAML does not have
 */
export function plainScalar(written: string, parent: number): JsonValue | undefined {
  switch (written.charAt(0)) {
    case '"':
      return doubleQuotedText(written.slice(1, -1));
    case "'":
      return folded(written.slice(1, -1).replaceAll("''", "'"));
    case '|':
    case '>':
      return blockText(written, parent);
    case '[':
      return [];
    case '{':
      return {};
    default:
      return written.includes('\n') ? folded(written) : kubectlScalar(written);
  }
}
