/** Longest repetition, also of repetitions in each other. */
const MOST = 1000;

/** Names in `[[:alpha:]]`. */
const POSIX = /^\[:\^?(?:alnum|alpha|ascii|blank|cntrl|digit|graph|lower|print|punct|space|upper|word|xdigit):\]/;

/** How often something is matched. */
const REPETITION = /^(?:[*+?]|\{(0|[1-9]\d*)(?:(,)(0|[1-9]\d*)?)?\})\??/;

/** Something that Go cannot read. */
class Malformed extends Error {}

/**
 * Whether Go can read a regular expression. What no version of Go reads in the same way counts as readable.
 * Source: Go, `regexp/syntax/parse.go`, with the flags of Perl.
 * @param pattern - the expression
 */
export function isGoExpression(pattern: string): boolean {
  try {
    new Reader(pattern).all();
    return true;
  } catch (error) {
    if (error instanceof Malformed || error instanceof RangeError) return false;
    throw error;
  }
}

/** Longest expression of the mesh, in bytes. Source: Istio 1.19.3, `validateStringRegexp`. */
const LONGEST = 1024;

/** What {@link isMeshExpression} accepts, for messages. */
export const MESH_EXPRESSION = 'a regular expression of RE2 with at most 1024 bytes';

/**
 * Whether istiod takes a regular expression. Source: Istio 1.19.3, `validateStringMatchRegexp`.
 * @param pattern - the expression
 */
export function isMeshExpression(pattern: string): boolean {
  return pattern !== '' && Buffer.byteLength(pattern) <= LONGEST && isGoExpression(pattern);
}

/** Reads an expression from left to right. What is read gives how often it repeats at most, by its repetitions in each other. */
class Reader {
  private rest: string;

  constructor(pattern: string) {
    this.rest = pattern;
  }

  all(): void {
    this.alternatives();
    if (this.rest !== '') throw new Malformed('unexpected )');
  }

  /** Takes what an expression matches at the current place. */
  private takes(expression: RegExp): RegExpExecArray | undefined {
    const found = expression.exec(this.rest) ?? undefined;
    if (found !== undefined) this.rest = this.rest.slice(found[0].length);
    return found;
  }

  private must(expression: RegExp): RegExpExecArray {
    const found = this.takes(expression);
    if (found === undefined) throw new Malformed(`not ${expression.source}`);
    return found;
  }

  private alternatives(): number {
    let most = 1;
    do most = Math.max(most, this.sequence());
    while (this.takes(/^\|/) !== undefined);
    return most;
  }

  private sequence(): number {
    let most = 1;
    let hasAtom = false;
    while (!/^(?:[|)]|$)/.test(this.rest)) {
      const isFlags = this.takes(/^\(\?[imsU]*(?:-[imsU]+)?\)/) !== undefined;
      if (isFlags && !hasAtom) continue;
      // What repeats behind flags is what stands before them.
      most = Math.max(most, this.repeated(isFlags ? 1 : this.atom()));
      hasAtom = true;
    }
    return most;
  }

  private repeated(once: number): number {
    const found = this.takes(REPETITION);
    if (found === undefined) return once;
    if (REPETITION.test(this.rest)) throw new Malformed('two repetitions');
    const [, least, comma, last] = found;
    return least === undefined ? once : times(once, Number(least), comma === undefined ? least : last);
  }

  private atom(): number {
    if (this.takes(/^\(/) !== undefined) return this.group();
    if (this.takes(/^\[/) !== undefined) this.charClass();
    else if (this.takes(/^\\Q/) !== undefined) this.must(/^.*?(?:\\E|$)/s);
    else if (this.rest.startsWith('\\')) this.escape(/^\\[AbBzdDsSwW]/);
    else if (REPETITION.test(this.rest)) throw new Malformed('nothing to repeat');
    else this.must(/^./su);
    return 1;
  }

  private group(): number {
    const isNamed = this.takes(/^\?P?<[0-9A-Za-z_]+>/) !== undefined;
    if (!isNamed && this.rest.startsWith('?')) this.must(/^\?[imsU]*(?:-[imsU]+)?:/);
    const most = this.alternatives();
    this.must(/^\)/);
    return most;
  }

  private charClass(): void {
    this.takes(/^\^/);
    for (let first = true; first || !this.rest.startsWith(']'); first = false) {
      if (/^\[:.*?:\]/s.test(this.rest)) this.must(POSIX);
      else if (!this.isWholeClass()) this.charRange();
    }
    this.must(/^\]/);
  }

  private isWholeClass(): boolean {
    if (/^\\[pP]/.test(this.rest)) this.escape(/^\\[dDsSwW]/);
    else return this.takes(/^\\[dDsSwW]/) !== undefined;
    return true;
  }

  private charRange(): void {
    const low = this.char();
    if (!/^-[^\]]/su.test(this.rest)) return;
    this.must(/^-/);
    if (this.char() < low) throw new Malformed('a range from the greater character');
  }

  /** The code of a character of a class. */
  private char(): number {
    return this.rest.startsWith('\\') ? this.escape(/^(?!)/) : (this.must(/^./su)[0].codePointAt(0) ?? 0);
  }

  /** What follows on a `\`: one of some classes, a property of Unicode, or a character, whose code it gives. */
  private escape(classes: RegExp): number {
    if (this.takes(classes) !== undefined) return 0;
    const property = this.takes(/^\\[pP](?:\{\^?([^}]*)\}|(.))/su);
    if (property !== undefined) {
      if (isProperty(property[1] ?? property[2] ?? '')) return 0;
      throw new Malformed('an unknown property');
    }
    const code = this.takes(/^\\(?:x\{([0-9A-Fa-f]+)\}|x([0-9A-Fa-f]{2})|(0[0-7]{0,2}|[1-7][0-7]{1,2})|([afnrtv]))/);
    if (code === undefined) return this.must(/^\\([^0-9A-Za-z\u0080-\u{10ffff}])/u)[1]?.codePointAt(0) ?? 0;
    const [, long, short, octal, control = ''] = code;
    if (octal !== undefined) return parseInt(octal, 8);
    const hex = long ?? short;
    if (hex === undefined) return { a: 7, f: 12, n: 10, r: 13, t: 9 }[control] ?? 11;
    const value = parseInt(hex, 16);
    if (value > 0x10ffff) throw new Malformed('no character has this code');
    return value;
  }
}

/** How often something repeats that is repeated again. */
function times(inner: number, least: number, text: string | undefined): number {
  const most = text === undefined ? undefined : Number(text);
  if (least > MOST || (most !== undefined && (most > MOST || most < least)))
    throw new Malformed('a repetition too long');
  const count = most ?? least;
  const all = count === 0 ? 1 : inner * count;
  if ((least >= 2 || (most ?? 0) >= 2) && all > MOST) throw new Malformed('repetitions in each other too long');
  return all;
}

/** Categories by their short names, and scripts. */
function isProperty(name: string): boolean {
  if (name === 'Any') return true;
  const text = /^[A-Z][a-z]?$/.test(name) ? name : `Script=${name}`;
  try {
    return new RegExp(`\\p{${text}}`, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}
