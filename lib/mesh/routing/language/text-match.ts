import type { TextMatch } from '../mesh-route';
import type { Language } from './language';
import { ANY_CHAR, ANYTHING, both, contains, isEmpty, otherChars, sequence, star } from './language';
import { literal, regexLanguage } from './regex';

/** What texts of a kind can be at all. */
export const TEXTS = {
  /** Paths as Envoy matches them: without the query. */
  path: sequence(
    literal('/'),
    star(otherChars([...'?#'].map((char): [number, number] => [char.charCodeAt(0), char.charCodeAt(0)]))),
  ),
  /** Values of headers and query parameters. */
  value: ANYTHING,
} as const;

/** A condition on one text, and what it can be compared as. */
export interface TextSet {
  /** The texts that fulfil it; undefined for a regular expression that cannot be compared. */
  readonly language: Language | undefined;
  /** The same for conditions that are written alike. */
  readonly written: string;
}

/**
 * The texts that fulfil a condition.
 * @param match - the condition; undefined holds for every text
 * @param all - what the text can be at all
 * @param ignoreCase - case does not count; it does for regular expressions
 */
export function textSet(match: TextMatch | undefined, all: Language, ignoreCase = false): TextSet {
  const language = match === undefined ? ANYTHING : languageOf(match, ignoreCase);
  const written = JSON.stringify([match ?? null, ignoreCase]);
  return { language: language === undefined ? undefined : both(all, language), written };
}

/** Whether every text of one condition fulfils another; false where that cannot be told. */
export function coversText(outer: TextSet, inner: TextSet): boolean {
  if (outer.written === inner.written) return true;
  if (outer.language === undefined || inner.language === undefined) return false;
  return contains(outer.language, inner.language) === true;
}

/** Whether a string can fulfil both conditions; undefined where that cannot be told. */
export function canFulfilBoth(a: TextSet, b: TextSet): boolean | undefined {
  if (a.language === undefined || b.language === undefined) return a.written === b.written ? true : undefined;
  const isNone = isEmpty(both(a.language, b.language));
  return isNone === undefined ? undefined : !isNone;
}

function languageOf(match: TextMatch, ignoreCase: boolean): Language | undefined {
  if (match.exact !== undefined) return literal(match.exact, ignoreCase);
  if (match.prefix !== undefined) return sequence(literal(match.prefix, ignoreCase), star(ANY_CHAR));
  return regexLanguage(match.regex);
}
