import type { JsonValue } from '../json';

/** How deep {@link plainDocuments} reads; what is deeper is left to others, which say so. */
const DEEPEST = 60;

/** What is read otherwise, or not at all: control characters, tabs included, and what YAML takes for a line break or a mark. */
const UNUSUAL = /[^\n -~\u00a0-\u2027\u202a-\ud7ff\uf900-\ufdcf\ufdf0-\ufefe\uff00-\uffef]|^(?:%|\.\.\.|--- *[^\s#])/m;

/** A key that reads as the text it is, unless a scalar of this form is no text. */
const KEY = /^(?:(?<plain>[\w./$][\w./$@()+-]*(?::[\w./$@()+-]+)*)|"(?<double>[^"\\]*)"|'(?<single>[^']*)'):(?: +|$)/;

/** What a plain scalar on one line is not, or not in whole. */
const NOT_PLAIN = /^[-?:](?: |$)|^[[\]{},#&*!|>'"%@`]|: |:$/;

/** How the plain scalars begin that may be something else than texts, besides a few words. */
const MAYBE_NO_TEXT = /^[\d.+~_=<-]/;
const WORDS = /^(?:y|n|yes|no|on|off|true|false|null)$/i;
const INTEGER = /^(?:0|-?[1-9][0-9]{0,14})$/;

const DOUBLE = /^"(?<text>(?:[^"\\]|\\[\\"/bfnrt])*)"(?: +#.*)?$/;
const SINGLE = /^'(?<text>(?:[^']|'')*)'(?: +#.*)?$/;
const EMPTY = /^(?<both>\[ *\]|\{ *\})(?: +#.*)?$/;
const FLOW_WORDS = /^\[ *(?<words>[A-Za-z][\w./-]*(?: *, *[A-Za-z][\w./-]*)*) *\](?: +#.*)?$/;
const LITERAL = /^\|(?<chomping>[-+]?)(?: +#.*)?$/;

/** Reads a plain scalar that is on one line, such as `1.5` or `yes`; undefined where it is refused. */
export type ReadScalar = (text: string) => JsonValue | undefined;

/**
 * The documents of a text in the form of YAML that tools and people mostly write: maps and lists in block style, scalars on one line, literal
 * blocks, comments. It is read many times faster than a library for all of YAML reads it, with the same result.
 * @param text - the text
 * @param limit - how many values it may hold
 * @param readScalar - reads the plain scalars that are not plainly texts or integers
 * @returns undefined for a text with anything else in it, errors included
 */
export function plainDocuments(text: string, limit: number, readScalar: ReadScalar): JsonValue[] | undefined {
  if (UNUSUAL.test(text)) return undefined;
  try {
    return new PlainReader(text, limit, readScalar).documents();
  } catch (error) {
    if (error instanceof NotPlain) return undefined;
    throw error;
  }
}

class NotPlain extends Error {}

/** Reads line by line; a line that begins a list or a map inside of another one is looked at again from there. */
class PlainReader {
  private readonly lines: readonly string[];
  private readonly scalars = new Map<string, JsonValue>();
  /** Index of the line. */
  private at = -1;
  /** Its column where the content begins; -1 at the end of a document. */
  private indent = -1;
  /** What is in the line from there. */
  private content = '';

  constructor(
    text: string,
    private left: number,
    private readonly readScalar: ReadScalar,
  ) {
    this.lines = text.split('\n');
  }

  documents(): JsonValue[] {
    const found: JsonValue[] = [];
    this.next();
    while (this.at < this.lines.length) {
      if (this.indent < 0) this.next();
      if (this.indent < 0) found.push(null);
      else found.push(this.block(1));
      if (this.indent >= 0) throw new NotPlain();
    }
    return found;
  }

  /** Goes to the next line that is not empty and no comment. */
  private next(): void {
    for (this.at++; this.at < this.lines.length; this.at++) {
      const line = this.lines[this.at] as string;
      const indent = spacesOf(line);
      if (indent === line.length || line[indent] === '#') continue;
      this.indent = line.startsWith('---') ? -1 : indent;
      this.content = line.slice(indent);
      return;
    }
    this.indent = -1;
  }

  private block(depth: number): JsonValue {
    this.count();
    if (depth > DEEPEST) throw new NotPlain();
    return isItem(this.content) ? this.list(depth) : this.map(depth);
  }

  private map(depth: number): JsonValue {
    const { indent } = this;
    const fields: Record<string, JsonValue> = {};
    while (this.indent === indent) {
      const match = KEY.exec(this.content);
      if (match === null) throw new NotPlain();
      const { plain, double, single } = match.groups ?? {};
      const key = plain === undefined ? (double ?? single ?? '') : this.plain(plain);
      if (typeof key !== 'string' || key === '__proto__' || Object.hasOwn(fields, key)) throw new NotPlain();
      const rest = this.content.slice(match[0].length);
      fields[key] = isNothing(rest) ? this.below(indent, depth, true) : this.scalar(rest, indent);
    }
    if (this.indent > indent) throw new NotPlain();
    return fields;
  }

  private list(depth: number): JsonValue {
    const { indent } = this;
    const items: JsonValue[] = [];
    while (this.indent === indent && isItem(this.content)) {
      const skipped = 1 + spacesOf(this.content.slice(1));
      const rest = this.content.slice(skipped);
      if (isNothing(rest)) items.push(this.below(indent, depth, false));
      else if (isItem(rest) || KEY.test(rest)) {
        [this.indent, this.content] = [indent + skipped, rest];
        items.push(this.block(depth + 1));
      } else items.push(this.scalar(rest, indent));
    }
    if (this.indent > indent) throw new NotPlain();
    return items;
  }

  /** What is in the lines below a key or a dash; null where there is nothing. A list may be as far to the left as its key. */
  private below(indent: number, depth: number, isKey: boolean): JsonValue {
    this.next();
    const isList = isKey && this.indent === indent && isItem(this.content);
    return this.indent > indent || isList ? this.block(depth + 1) : null;
  }

  private count(): void {
    if (--this.left < 0) throw new NotPlain();
  }

  private scalar(text: string, indent: number): JsonValue {
    this.count();
    const literal = LITERAL.exec(text);
    if (literal !== null) return this.literal(literal.groups?.chomping ?? '', indent);
    const value = this.inline(text);
    this.next();
    return value;
  }

  private inline(text: string): JsonValue {
    const quoted = quotedText(text);
    if (quoted !== undefined) return quoted;
    const empty = EMPTY.exec(text)?.groups?.both;
    if (empty !== undefined) return empty.startsWith('[') ? [] : {};
    const words = FLOW_WORDS.exec(text)?.groups?.words;
    if (words !== undefined) return words.split(/ *, */).map((word) => this.plain(word));
    const comment = text.indexOf(' #');
    return this.plain((comment < 0 ? text : text.slice(0, comment)).trimEnd());
  }

  private plain(text: string): JsonValue {
    if (NOT_PLAIN.test(text)) throw new NotPlain();
    if (!MAYBE_NO_TEXT.test(text) && !WORDS.test(text)) return text;
    if (INTEGER.test(text)) return Number(text);
    const known = this.scalars.get(text);
    if (known !== undefined) return known;
    const value = this.readScalar(text);
    if (value === undefined) throw new NotPlain();
    this.scalars.set(text, value);
    return value;
  }

  /** A literal block: the lines that are further to the right than what it belongs to. */
  private literal(chomping: string, indent: number): string {
    let first = this.at + 1;
    while (first < this.lines.length && isBlank(this.lines[first] as string)) first++;
    const inner = first < this.lines.length ? spacesOf(this.lines[first] as string) : 0;
    if (inner <= indent) throw new NotPlain();
    const lines: string[] = [];
    let at = this.at + 1;
    for (; at < this.lines.length; at++) {
      const line = this.lines[at] as string;
      if (spacesOf(line) < inner && !isBlank(line)) break;
      if (at < first && line.length > inner) throw new NotPlain();
      lines.push(line.slice(inner));
    }
    this.at = at - 1;
    this.next();
    // What follows the last line break of the text is not a line.
    if (at === this.lines.length) {
      if (lines.at(-1) !== '') throw new NotPlain();
      lines.pop();
    }
    const all = lines.map((line) => `${line}\n`).join('');
    if (chomping === '+') return all;
    return all.replace(/\n+$/, chomping === '-' ? '' : '\n');
  }
}

/** The text of a quoted scalar; undefined for another one. */
function quotedText(text: string): string | undefined {
  const double = DOUBLE.exec(text)?.groups?.text;
  if (double !== undefined) return double.includes('\\') ? (JSON.parse(`"${double}"`) as string) : double;
  return SINGLE.exec(text)?.groups?.text?.replaceAll("''", "'");
}

function isItem(content: string): boolean {
  return content.startsWith('-') && (content.length === 1 || content[1] === ' ');
}

/** Whether there is nothing but a comment. */
function isNothing(text: string): boolean {
  return text === '' || text.startsWith('#');
}

function isBlank(line: string): boolean {
  return spacesOf(line) === line.length;
}

function spacesOf(line: string): number {
  let count = 0;
  while (line.charCodeAt(count) === 32) count++;
  return count;
}
