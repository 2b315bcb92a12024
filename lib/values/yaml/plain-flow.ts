import { COLON, DASH, HASH, isBlank, LINE_FEED, skipSpaces, SPACE, TAB } from './plain-characters';
import { isPlainStart, keyText } from './plain-key';
import { quotedEnd } from './plain-quoted';
import { MAX_NESTING, type NodesLeft, type PlainVisitor } from './plain-visitor';

/** Where a list or map in brackets is. */
interface Place {
  readonly text: string;
  readonly visitor: PlainVisitor;
  readonly left: NodesLeft;
  /** Column that its further lines are deeper than. */
  readonly parent: number;
}

const BRACKETS = ',[]{}';

/**
 * Where a list or a map in brackets ends. The visitor hears of what is in it.
 * @param place - where it is
 * @param at - its opening bracket
 * @param depth - how many steps lead to what is in it
 * @returns a negative number where that is not certain
 */
export function flowEnd(place: Place, at: number, depth: number): number {
  const { text, visitor, parent } = place;
  if (depth > MAX_NESTING) return -1;
  const isMap = text.charAt(at) === '{';
  const close = isMap ? '}' : ']';
  let next = skipGap(place, at + 1);
  if (next >= 0 && text.charAt(next) === close) {
    visitor.value?.(isMap ? '{}' : '[]', parent);
    return next + 1;
  }
  while (next >= 0) {
    next = afterMember(place, next, depth, isMap);
    next = next < 0 ? -1 : skipGap(place, next);
    const isMore = next >= 0 && text.charAt(next) === ',';
    if (isMore) next = skipGap(place, next + 1);
    if (next >= 0 && text.charAt(next) === close) return next + 1;
    if (!isMore) return -1;
  }
  return -1;
}

function afterMember(place: Place, at: number, depth: number, isMap: boolean): number {
  const { text, visitor, parent, left } = place;
  if (--left.nodes < 0) return -1;
  let value = at;
  let key: string | undefined;
  if (isMap) {
    const colon = scalarEnd(text, at);
    key = colon < 0 || text.charCodeAt(colon) !== COLON ? undefined : flowKey(text, at, colon);
    if (key === undefined) return -1;
    value = skipGap(place, colon + 1);
    if (value < 0) return -1;
  }
  visitor.node(depth, key, at);
  const first = text.charAt(value);
  if (first === '[' || first === '{') return flowEnd(place, value, depth + 1);
  const end = scalarEnd(text, value);
  if (end >= 0) visitor.value?.(text.slice(value, end), parent);
  return end;
}

function flowKey(text: string, at: number, colon: number): string | undefined {
  const written = text.slice(at, colon);
  const isQuoted = /^["']/.test(written);
  const isClear = isQuoted
    ? !/[\\\t]|''/.test(written.slice(1, -1))
    : isBlank(text.charCodeAt(colon + 1)) && !written.endsWith(' ');
  if (!isClear) return undefined;
  return keyText(written);
}

/** Where a text of one line ends. */
function scalarEnd(text: string, from: number): number {
  const first = text.charAt(from);
  if (first === '"' || first === "'") {
    const end = quotedEnd(text, from);
    return end < 0 || text.slice(from, end).includes('\n') ? -1 : end;
  }
  return isFlowStart(text, from) ? plainScalarEnd(text, from) : -1;
}

function isFlowStart(text: string, at: number): boolean {
  const first = text.charCodeAt(at);
  if (text.startsWith('...', at)) return false;
  return first === DASH ? /[\w./]/.test(text.charAt(at + 1)) : !/[?:]/.test(text.charAt(at)) && isPlainStart(text, at);
}

function plainScalarEnd(text: string, from: number): number {
  let at = from;
  for (; ; at++) {
    const character = text.charCodeAt(at);
    if (character === LINE_FEED || BRACKETS.includes(text.charAt(at))) break;
    if (character === TAB) return -1;
    if (character === HASH && isBlank(text.charCodeAt(at - 1))) break;
    if (character === COLON && (isBlank(text.charCodeAt(at + 1)) || BRACKETS.includes(text.charAt(at + 1)))) break;
  }
  // A key ends at its colon.
  if (text.charCodeAt(at) === COLON) return at;
  while (text.charCodeAt(at - 1) === SPACE) at--;
  return at;
}

/** The next character that is neither blank nor of a comment. */
function skipGap({ text, parent }: Place, from: number): number {
  let at = skipSpaces(text, from);
  for (;;) {
    const character = text.charCodeAt(at);
    if (character === HASH) {
      if (!isBlank(text.charCodeAt(at - 1))) return -1;
      at = text.indexOf('\n', at);
    } else if (character !== LINE_FEED) return at < text.length ? at : -1;
    const line = at + 1;
    at = skipSpaces(text, line);
    const isContent = text.charCodeAt(at) !== LINE_FEED && text.charCodeAt(at) !== HASH;
    if (isContent && at - line <= parent) return -1;
    if (line === at && text.startsWith('---', at)) return -1;
  }
}
