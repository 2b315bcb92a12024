import type { CharRange, Language } from './language';
import { ANY_CHAR, chars, either, EPSILON, otherChars, sequence, star } from './language';

/** Longer repetitions are not compared. */
const MAX_COUNT = 64;

const DIGIT: readonly CharRange[] = [[48, 57]];
const WORD: readonly CharRange[] = [...DIGIT, [65, 90], [95, 95], [97, 122]];
const SPACE: readonly CharRange[] = [
  [9, 10],
  [12, 13],
  [32, 32],
];

const CLASSES: Readonly<Record<string, readonly CharRange[]>> = { d: DIGIT, w: WORD, s: SPACE };

const CONTROLS: Readonly<Record<string, number>> = { t: 9, n: 10, v: 11, f: 12, r: 13 };

/** Something that is not compared, such as a flag or a word boundary. */
class NotCompared extends Error {}

/**
 * The texts that a regular expression of RE2 matches as a whole. Known are literals, classes, groups, alternatives and repetitions.
 * @param text - the expression
 * @returns undefined when it has something else, or is not valid
 */
export function regexLanguage(text: string): Language | undefined {
  try {
    return new Reader(text).whole();
  } catch (error) {
    if (error instanceof NotCompared) return undefined;
    throw error;
  }
}

/** Reads an expression from left to right. */
class Reader {
  private readonly input: readonly string[];
  private at = 0;

  constructor(text: string) {
    // The whole text must match, so that anchors at its ends change nothing.
    const plain = /^\^?([^|]*?)((?<!\\)\$)?$/s.exec(text)?.[1] ?? text;
    this.input = [...plain];
  }

  whole(): Language {
    const language = this.alternatives();
    if (this.at < this.input.length) throw new NotCompared();
    return language;
  }

  private get next(): string | undefined {
    return this.input[this.at];
  }

  private take(): string {
    const char = this.input[this.at++];
    if (char === undefined) throw new NotCompared();
    return char;
  }

  private takeIf(text: string): boolean {
    if (this.input.slice(this.at, this.at + text.length).join('') !== text) return false;
    this.at += text.length;
    return true;
  }

  private alternatives(): Language {
    const parts = [this.sequence()];
    while (this.takeIf('|')) parts.push(this.sequence());
    return either(...parts);
  }

  private sequence(): Language {
    const parts: Language[] = [];
    while (this.next !== undefined && this.next !== '|' && this.next !== ')') parts.push(this.repeated());
    return sequence(...parts);
  }

  private repeated(): Language {
    const one = this.atom();
    const result = this.repetition(one);
    // Whether as much or as little as possible is taken does not change what matches as a whole.
    if (result !== one) this.takeIf('?');
    if (this.next !== undefined && '*+?'.includes(this.next)) throw new NotCompared();
    return result;
  }

  private repetition(one: Language): Language {
    if (this.takeIf('*')) return star(one);
    if (this.takeIf('+')) return sequence(one, star(one));
    if (this.takeIf('?')) return either(EPSILON, one);
    const counts = /^\{(\d+)(,?)(\d*)\}/.exec(this.input.slice(this.at, this.at + 20).join(''));
    if (counts === null) return one;
    this.at += counts[0].length;
    const least = Number(counts[1]);
    const most = counts[3] === '' ? least : Number(counts[3]);
    if (Math.max(least, most) > MAX_COUNT || most < least) throw new NotCompared();
    const always = Array<Language>(least).fill(one);
    if (counts[2] === ',' && counts[3] === '') return sequence(...always, star(one));
    return sequence(...always, ...Array<Language>(most - least).fill(either(EPSILON, one)));
  }

  private atom(): Language {
    const char = this.take();
    if (char === '.') return ANY_CHAR;
    if (char === '(') return this.group();
    if (char === '[') return this.charClass();
    if (char === '\\') return this.escaped();
    if ('*+?^$)'.includes(char)) throw new NotCompared();
    return literal(char);
  }

  private group(): Language {
    if (this.takeIf('?P<')) while (this.take() !== '>');
    else if (this.takeIf('?') && !this.takeIf(':')) throw new NotCompared();
    const inner = this.alternatives();
    if (!this.takeIf(')')) throw new NotCompared();
    return inner;
  }

  private escaped(): Language {
    const char = this.take();
    const set = CLASSES[char.toLowerCase()];
    if (set !== undefined && /[dwsDWS]/.test(char)) return char === char.toLowerCase() ? chars(set) : otherChars(set);
    return chars([[escapedChar(char), escapedChar(char)]]);
  }

  private charClass(): Language {
    const negated = this.takeIf('^');
    const items = [this.classItem()];
    while (this.next !== ']') items.push(this.classItem());
    const ranges = items.flat();
    this.at++;
    return negated ? otherChars(ranges) : chars(ranges);
  }

  private classItem(): readonly CharRange[] {
    if (this.next === '[' && this.input[this.at + 1] === ':') throw new NotCompared();
    const char = this.take();
    if (char === '\\' && this.next !== undefined && /[dws]/.test(this.next)) return CLASSES[this.take()] ?? [];
    const first = char === '\\' ? escapedChar(this.take()) : pointOf(char);
    if (this.next !== '-' || this.input[this.at + 1] === ']') return [[first, first]];
    this.at++;
    const end = this.take();
    const last = end === '\\' ? escapedChar(this.take()) : pointOf(end);
    if (last < first) throw new NotCompared();
    return [[first, last]];
  }
}

/** A string as it is written. */
export function literal(text: string, ignoreCase = false): Language {
  const points = [...text].map((char) => {
    const forms = ignoreCase ? [char.toLowerCase(), char.toUpperCase()] : [char];
    return chars(
      forms.filter((form) => [...form].length === 1).map((form): CharRange => [pointOf(form), pointOf(form)]),
    );
  });
  return sequence(...points);
}

function escapedChar(char: string): number {
  const control = CONTROLS[char];
  if (control !== undefined) return control;
  if (/[A-Za-z0-9]/.test(char)) throw new NotCompared();
  return pointOf(char);
}

function pointOf(char: string): number {
  return char.codePointAt(0) ?? 0;
}
