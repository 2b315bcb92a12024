import {
  columnAt,
  columnOf,
  contentAfter,
  DASH,
  HASH,
  isBlank,
  LINE_FEED,
  lineAfter,
  skipSpaces,
  SPACE,
} from './plain-characters';
import { flowEnd } from './plain-flow';
import { endOfAnchor, endOfKey, keyText } from './plain-key';
import { OpenNodes } from './plain-open';
import { textEnd } from './plain-scalar';
import { MAX_NODES, type NodesLeft, type PlainVisitor } from './plain-visitor';

/**
 * Walks through a text that has nothing but the forms of YAML about which all readers agree, in a layout in which it is known without more where each node
 * is: fields and items on lines of their own, texts whose further lines are deeper than their key, lists and maps in brackets, comments, anchors.
 * @param text - YAML, of characters that all readers take for themselves, with line feeds alone between lines
 * @param visitor - hears of its nodes
 * @returns false where the text has something else, or the visitor refuses it before its end; the visitor may have heard of nodes before
 */
export function walkPlain(text: string, visitor: PlainVisitor): boolean {
  const lastLine = text.slice(text.lastIndexOf('\n') + 1);
  // About blanks after the last line readers differ, where they are of a block of text.
  if (lastLine === '') return new Walk(text, visitor).isThrough();
  return lastLine.trim() !== '' && new Walk(`${text}\n`, visitor).isThrough();
}

/** What follows a dash is a dash. */
const ANOTHER_DASH = -2;

class Walk {
  private open = new OpenNodes();
  private readonly left: NodesLeft = { nodes: MAX_NODES };

  constructor(
    private readonly text: string,
    private readonly visitor: PlainVisitor,
  ) {}

  isThrough(): boolean {
    const { text, visitor } = this;
    for (let at = 0; at >= 0 && visitor.isRefused !== true;) {
      if (at >= text.length) return true;
      const start = at + columnAt(text, at);
      const first = text.charCodeAt(start);
      if (first === LINE_FEED) at = start + 1;
      else if (first === HASH) at = text.indexOf('\n', start) + 1;
      else if (text.startsWith('---', at)) at = this.afterMarker(at + 3);
      else at = text.startsWith('...', at) ? -1 : this.afterNode(at, start);
    }
    return false;
  }

  private afterMarker(at: number): number {
    this.open = new OpenNodes();
    return lineAfter(this.text, at);
  }

  /**
   * Where the nodes of a line end, with all their lines; a negative number where that is not certain.
   * @param line - where it begins
   * @param start - its first character that is not a space
   */
  private afterNode(line: number, start: number): number {
    const { text, open, visitor } = this;
    if (open.isEmpty) {
      visitor.root(start);
      if (isBracket(text, start)) return open.isKeyAlone && line === start ? this.afterFlow(start) : -1;
    }
    let end = isDash(text, start) ? this.afterItem(line, start, true) : this.afterKey(line, start, true);
    // Any number of dashes may follow each other on a line.
    for (let at = start; end === ANOTHER_DASH; end = this.afterItem(line, at, false)) at = skipSpaces(text, at + 1);
    return end;
  }

  /** Where an item ends, which begins with its dash. */
  private afterItem(line: number, at: number, isFirst: boolean): number {
    const { text, open, visitor } = this;
    if (--this.left.nodes < 0 || !open.enter(at - line, true, isFirst)) return -1;
    const next = skipSpaces(text, at + 1);
    const name = endOfAnchor(text, next, '&');
    const rest = name < 0 ? next : skipSpaces(text, name);
    const isAlone = isNothing(text, rest);
    const item = isAlone ? contentAfter(text, rest) : rest;
    if (item < 0 || (isAlone && columnOf(text, item) <= open.column)) return -1;
    visitor.node(open.depth, undefined, item);
    if (isAlone || name >= 0) return this.afterBeside(next);
    return isDash(text, next) ? ANOTHER_DASH : this.afterKey(line, next, false);
  }

  /** Where a field ends, or, after a dash, what else the item is. */
  private afterKey(line: number, at: number, isFirst: boolean): number {
    const { text, open, visitor } = this;
    const colon = endOfKey(text, at);
    if (colon < 0) return isFirst ? -1 : this.afterBeside(at);
    if (--this.left.nodes < 0) return -1;
    const key = keyText(text.slice(at, colon));
    if (key === undefined || !open.enter(at - line, false, isFirst)) return -1;
    visitor.node(open.depth, key, at);
    return this.afterBeside(skipSpaces(text, colon + 1));
  }

  /** Where what is beside a key or a dash ends: an anchor, a value, or nothing. */
  private afterBeside(at: number): number {
    const { text, visitor } = this;
    const anchor = endOfAnchor(text, at, '&');
    if (anchor < 0) return isNothing(text, at) ? this.afterAlone(at) : this.afterValue(at);
    visitor.anchor?.(text.slice(at + 1, anchor));
    const next = skipSpaces(text, anchor);
    if (isNothing(text, next)) return this.afterAlone(next, true);
    return isDash(text, next) || endOfKey(text, next) >= 0 ? -1 : this.afterValue(next);
  }

  /** Where a line ends with a key or a dash and no value; the value may be a text or brackets on a further line. */
  private afterAlone(at: number, isNamed = false): number {
    const { text, open } = this;
    const content = contentAfter(text, at);
    const isDeeper = content >= 0 && columnOf(text, content) > open.column;
    if (isDeeper && !isDash(text, content) && endOfKey(text, content) < 0) return this.afterValue(content);
    // A name of nothing.
    if (isNamed && !isDeeper) return -1;
    open.isKeyAlone = true;
    return text.indexOf('\n', at) + 1;
  }

  private afterValue(at: number): number {
    const { text, open, visitor } = this;
    open.isKeyAlone = false;
    if (isBracket(text, at)) return this.afterFlow(at);
    const alias = endOfAnchor(text, at, '*');
    const end = alias < 0 ? textEnd(text, at, open.column) : alias;
    if (end < 0) return -1;
    if (alias < 0) visitor.value?.(text.slice(at, end), open.column);
    else visitor.alias?.(text.slice(at + 1, alias));
    // Blocks of text end with their last line.
    return text.charCodeAt(end - 1) === LINE_FEED ? end : lineAfter(text, end);
  }

  private afterFlow(at: number): number {
    const { text, open, visitor, left } = this;
    open.isKeyAlone = false;
    const end = flowEnd({ text, visitor, left, parent: open.column }, at, open.depth + 1);
    return end < 0 ? -1 : lineAfter(text, end);
  }
}

/** Whether there is nothing more on a line, or only a comment. */
function isNothing(text: string, at: number): boolean {
  const character = text.charCodeAt(at);
  return character === LINE_FEED || (character === HASH && isBlank(text.charCodeAt(at - 1)));
}

function isDash(text: string, at: number): boolean {
  if (text.charCodeAt(at) !== DASH) return false;
  const next = text.charCodeAt(at + 1);
  return next === SPACE || next === LINE_FEED;
}

function isBracket(text: string, at: number): boolean {
  const character = text.charAt(at);
  return character === '[' || character === '{';
}
