import { kubectlScalar } from './kubectl-scalars';

/** Hears of the nodes of a text, in order. */
export interface PlainVisitor {
  /** Another document begins. */
  readonly document: () => void;
  /**
   * A field of a map, or an item of a list.
   * @param depth - how many steps lead to it, from 1
   * @param key - of the field; undefined for an item
   * @param at - offset of its line in the text
   */
  readonly node: (depth: number, key: string | undefined, at: number) => void;
  /**
   * What the last node has beside its key or dash; not called where that is nothing.
   * @param written - as it is written after the colon or the dash, with its further lines and the end of the last one
   * @param parent - column that its further lines are deeper than
   */
  readonly value?: (written: string, parent: number) => void;
}

/** What a line with a node begins with: its indentation, the dash of an item, and a key, in quotes or without. */
const HEAD =
  /( *)(- (?! ))?(?:((?!(?:null|Null|NULL):)[A-Za-z_/$][\w./$-]*|"[\w ./:$*@-]+"|'[\w ./:$*@-]+'):(?=[ \n]))?/y;

/** A line of a text without quotes, which no reader takes for the start of something else. */
const PLAIN = /(?!-[ \n]|<<)[\w/(.$^\\+;~=<\u00a1-\uffff-](?:[^:#\n]|:(?![ \n])|(?<=[^ ])#)*\n/y;

/** A further line of such a text. */
const FURTHER = /[^ #\n](?:[^:#\n]|:(?![ \n])|(?<=[^ ])#)*\n/y;

/** Texts in quotes, with the end of their last line. */
const QUOTED: readonly RegExp[] = [/"[^"\\]*(?:\\[^][^"\\]*)*"\n/y, /'[^']*(?:''[^']*)*'\n/y];

/** An empty list or map, or a list of words and texts, on one line. */
const FLOW = /(?:\[\]|\{\}|\[(?:\w[\w./-]*|"[^"\\\n]*"|'[^'\n]*')(?:, ?(?:\w[\w./-]*|"[^"\\\n]*"|'[^'\n]*'))*\])\n/y;

/** The start of a block of text, with how much it is deeper than its key where that is stated. */
const BLOCK = /[|>]([1-9]?)[-+]?\n/y;

const NOTHING = / *\n/y;
const COMMENT = / *#.*\n/y;
const MARKER = '---\n';

/**
 * Walks through a text that has nothing but the layout which tools write: a field or an item on each line, and texts whose further lines are deeper than
 * their key. All readers agree about such a text, and where its nodes are is known without reading it as YAML.
 * @param text - YAML, of characters that all readers take for themselves
 * @param visitor - hears of its nodes
 * @returns false where the text has something else; the visitor may have heard of nodes before
 */
export function walkPlain(text: string, visitor: PlainVisitor): boolean {
  return new Walk(text.endsWith('\n') ? text : `${text}\n`, visitor).isThrough();
}

class Walk {
  private open = new OpenNodes();

  constructor(
    private readonly text: string,
    private readonly visitor: PlainVisitor,
  ) {}

  isThrough(): boolean {
    const { text } = this;
    for (let at = 0; at < text.length;) {
      const from = at;
      at = afterGap(text, from);
      if (at === from) {
        at = this.afterNode(from);
        if (at < 0) return false;
      } else if (text.startsWith(MARKER, from)) {
        this.open = new OpenNodes();
        this.visitor.document();
      }
    }
    return true;
  }

  /** Where the node of a line ends, with all its lines; a negative number where that is not certain. */
  private afterNode(from: number): number {
    const { text, open, visitor } = this;
    const [head = '', indent = '', dash, key] = execAt(HEAD, text, from) ?? [];
    const hasKey = key !== undefined;
    if (!open.enter(indent.length, dash !== undefined, hasKey)) return -1;
    if (dash !== undefined) visitor.node(open.depth - (hasKey ? 1 : 0), undefined, from);
    if (hasKey) visitor.node(open.depth, keyText(key), from);
    const after = from + head.length;
    const end = afterValue(text, after, open.column, hasKey);
    // A text on the next line is the value of its key.
    open.isKeyAlone = hasKey && isAt(NOTHING, text, after) && NOTHING.lastIndex === end;
    if (end >= 0 && !open.isKeyAlone) visitor.value?.(text.slice(after, end), open.column);
    return end;
  }
}

/** A key as it is read: without its quotes, or with the word for what its text means. */
function keyText(key: string): string {
  return /^["']/.test(key) ? key.slice(1, -1) : String(kubectlScalar(key));
}

/** The maps and lists that a line is in. */
class OpenNodes {
  /** Whether the last line has a key whose value may be a map or a list on the next lines; so may a document. */
  isKeyAlone = true;
  private readonly columns: number[] = [];
  private readonly areLists: boolean[] = [];

  get depth(): number {
    return this.columns.length;
  }

  /** Column of the innermost. */
  get column(): number {
    return this.columns.at(-1) ?? -1;
  }

  /**
   * Closes what ends before a line, and opens what begins with it.
   * @param column - of the first character of the line
   * @param isItem - whether that is a dash
   * @param hasKey - whether there is a key, of which an item is a map
   * @returns false where the line fits to nothing
   */
  enter(column: number, isItem: boolean, hasKey: boolean): boolean {
    if (!isItem && !hasKey) return false;
    if (!this.align(column, isItem)) return false;
    if (isItem && hasKey) this.open(column + 2, false);
    return true;
  }

  private align(column: number, isItem: boolean): boolean {
    if (this.depth === 0) return this.isKeyAlone && column === 0 && this.open(column, isItem);
    while (this.column > column || (this.column === column && this.isList && !isItem)) this.close();
    if (this.column === column && this.isList === isItem) return true;
    // The dashes of a list may be in the column of its key.
    const isDeeper = this.column < column || (this.column === column && isItem);
    return this.isKeyAlone && isDeeper && this.open(column, isItem);
  }

  private get isList(): boolean {
    return this.areLists.at(-1) === true;
  }

  private open(column: number, isList: boolean): true {
    this.columns.push(column);
    this.areLists.push(isList);
    return true;
  }

  private close(): void {
    this.columns.pop();
    this.areLists.pop();
    this.isKeyAlone = false;
  }
}

/** Where a line ends that is blank, a comment, or the marker of a document; the place itself where it is none of these. */
function afterGap(text: string, at: number): number {
  if (text[at] === '\n') return at + 1;
  if (text.startsWith(MARKER, at)) return at + MARKER.length;
  return isAt(COMMENT, text, at) ? COMMENT.lastIndex : at;
}

/**
 * Where the value of a node ends, with its last line.
 * @param at - after the colon of the key, or after the dash and its blank
 * @param parent - column that further lines are deeper than
 * @returns a negative number where that is not certain
 */
function afterValue(text: string, at: number, parent: number, isField: boolean): number {
  if (isField && isAt(NOTHING, text, at)) return afterKeyAlone(text, NOTHING.lastIndex, parent);
  const start = isField ? at + 1 : at;
  return isAt(FLOW, text, start) ? FLOW.lastIndex : (afterText(text, start, parent) ?? -1);
}

/** Where a key without a value on its line ends: its value may be a text on the next line. */
function afterKeyAlone(text: string, next: number, parent: number): number {
  const column = columnAt(text, next);
  return column <= parent ? next : (afterText(text, next + column, parent) ?? next);
}

/** Where a text ends; undefined where there is none. */
function afterText(text: string, start: number, parent: number): number | undefined {
  if (isAt(PLAIN, text, start)) return afterPlain(text, PLAIN.lastIndex, parent);
  const quoted = QUOTED.find((pattern) => isAt(pattern, text, start));
  if (quoted !== undefined) return afterQuoted(text, start, quoted.lastIndex, parent);
  const block = execAt(BLOCK, text, start);
  return block === null ? undefined : afterBlock(text, BLOCK.lastIndex, parent, Number(block[1]));
}

/**
 * Where a block of text ends: no line of it is less deep than its first.
 * @param given - by how much it is deeper than its key; 0 where that is not stated
 */
function afterBlock(text: string, from: number, parent: number, given: number): number {
  let depth = given === 0 ? undefined : parent + given;
  let at = from;
  while (at < text.length) {
    const column = columnAt(text, at);
    if (text[at + column] === '\n') {
      if (column > 0) return -1;
    } else {
      if (column <= parent) break;
      if (column < (depth ??= column)) return -1;
    }
    at = text.indexOf('\n', at + column) + 1;
  }
  return at;
}

/** Where a text in quotes ends, if its further lines are empty or deeper than its key. */
function afterQuoted(text: string, start: number, end: number, parent: number): number {
  for (let at = text.indexOf('\n', start) + 1; at < end; at = text.indexOf('\n', at) + 1) {
    const column = columnAt(text, at);
    if (text[at + column] === '\n' ? column > 0 : column <= parent) return -1;
  }
  return end;
}

/** Where a text without quotes ends, with its further lines. */
function afterPlain(text: string, from: number, parent: number): number {
  let end = from;
  for (let at = from; at < text.length;) {
    const column = columnAt(text, at);
    if (text[at + column] === '\n') {
      if (column > 0) return -1;
      at++;
    } else if (column <= parent || text[at + column] === '#') return end;
    else if (isAt(FURTHER, text, at + column)) end = at = FURTHER.lastIndex;
    else return -1;
  }
  return end;
}

function columnAt(text: string, at: number): number {
  let end = at;
  while (text.charCodeAt(end) === 0x20) end++;
  return end - at;
}

function isAt(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}

function execAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
