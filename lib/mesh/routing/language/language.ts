/** Code points from the first to the last one, both included. */
export type CharRange = readonly [first: number, last: number];

/**
 * A set of strings: a regular expression with intersection and complement, built by the functions below so that equal ones have equal
 * keys. Questions are answered by derivatives (J. A. Brzozowski, "Derivatives of Regular Expressions", 1964).
 */
export type Language = { readonly key: string; readonly nullable: boolean } & (
  | { readonly kind: 'chars'; readonly ranges: readonly CharRange[] }
  | { readonly kind: 'then'; readonly first: Language; readonly rest: Language }
  | { readonly kind: 'star' | 'not'; readonly of: Language }
  | { readonly kind: 'or' | 'and'; readonly of: readonly Language[] }
  | { readonly kind: 'nothing' | 'epsilon' }
);

const LAST_CHAR = 0x10ffff;

/** Languages that are looked at before a question is given up. */
const MAX_STATES = 2000;

/** No text. */
const NOTHING: Language = { kind: 'nothing', key: '0', nullable: false };

/** The empty text. */
export const EPSILON: Language = { kind: 'epsilon', key: '1', nullable: true };

/** One character of a set. */
export function chars(ranges: readonly CharRange[]): Language {
  const merged: CharRange[] = [];
  for (const [first, last] of [...ranges].sort(([a], [b]) => a - b)) {
    const previous = merged.at(-1);
    if (previous !== undefined && first <= previous[1] + 1)
      merged[merged.length - 1] = [previous[0], Math.max(previous[1], last)];
    else merged.push([first, last]);
  }
  if (merged.length === 0) return NOTHING;
  return { kind: 'chars', key: `[${merged.join(';')}]`, nullable: false, ranges: merged };
}

/** One character that is not in a set; line breaks are in no text. */
export function otherChars(ranges: readonly CharRange[]): Language {
  const complement: CharRange[] = [];
  let next = 0;
  const taken = chars([...ranges, [10, 10]]);
  for (const [first, last] of taken.kind === 'chars' ? taken.ranges : []) {
    if (next < first) complement.push([next, first - 1]);
    next = last + 1;
  }
  if (next <= LAST_CHAR) complement.push([next, LAST_CHAR]);
  return chars(complement);
}

/** Any character but a line break. */
export const ANY_CHAR: Language = otherChars([]);

/** One after the other. */
export function sequence(...parts: readonly Language[]): Language {
  return parts.reduceRight((rest, first) => then(first, rest), EPSILON);
}

function then(first: Language, rest: Language): Language {
  if (first.kind === 'nothing' || rest.kind === 'nothing') return NOTHING;
  if (first.kind === 'epsilon') return rest;
  if (rest.kind === 'epsilon') return first;
  if (first.kind === 'then') return then(first.first, then(first.rest, rest));
  return { kind: 'then', key: `(${first.key}.${rest.key})`, nullable: first.nullable && rest.nullable, first, rest };
}

/** None or more of them. */
export function star(of: Language): Language {
  if (of.kind === 'nothing' || of.kind === 'epsilon') return EPSILON;
  if (of.kind === 'star') return of;
  return { kind: 'star', key: `${of.key}*`, nullable: true, of };
}

/** Any text. */
export const ANYTHING: Language = star(ANY_CHAR);

/** One of them. */
export function either(...parts: readonly Language[]): Language {
  const kept = distinct('or', parts).filter(({ kind }) => kind !== 'nothing');
  const [only = NOTHING, ...others] = kept;
  if (others.length === 0) return only;
  return {
    kind: 'or',
    key: `(${kept.map(({ key }) => key).join('|')})`,
    nullable: kept.some((one) => one.nullable),
    of: kept,
  };
}

/** All of them. */
export function both(...parts: readonly Language[]): Language {
  const kept = distinct('and', parts);
  const [only = ANYTHING, ...others] = kept;
  if (kept.some(({ kind }) => kind === 'nothing')) return NOTHING;
  if (others.length === 0) return only;
  return {
    kind: 'and',
    key: `(${kept.map(({ key }) => key).join('&')})`,
    nullable: kept.every((one) => one.nullable),
    of: kept,
  };
}

/** Every other text. */
function not(of: Language): Language {
  return of.kind === 'not' ? of.of : { kind: 'not', key: `!${of.key}`, nullable: !of.nullable, of };
}

/**
 * Whether a language has no text.
 * @param language - the language
 * @returns undefined when that is too hard to tell
 */
export function isEmpty(language: Language): boolean | undefined {
  const seen = new Set([language.key]);
  const open = [language];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.nullable) return false;
    if (seen.size > MAX_STATES) return undefined;
    for (const char of representatives(next)) {
      const rest = derivative(next, char);
      if (rest.kind === 'nothing' || seen.has(rest.key)) continue;
      seen.add(rest.key);
      open.push(rest);
    }
  }
  return true;
}

/** Whether all texts of one language are texts of another; undefined when that is too hard to tell. */
export function contains(outer: Language, inner: Language): boolean | undefined {
  return isEmpty(both(inner, not(outer)));
}

function distinct(kind: 'or' | 'and', parts: readonly Language[]): Language[] {
  const flat = parts.flatMap((part) =>
    (part.kind === 'or' || part.kind === 'and') && part.kind === kind ? part.of : [part],
  );
  const byKey = new Map(flat.map((part) => [part.key, part]));
  return [...byKey.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** What may follow a character. */
function derivative(language: Language, char: number): Language {
  switch (language.kind) {
    case 'nothing':
    case 'epsilon':
      return NOTHING;
    case 'chars':
      return language.ranges.some(([first, last]) => first <= char && char <= last) ? EPSILON : NOTHING;
    case 'then': {
      const through = then(derivative(language.first, char), language.rest);
      return language.first.nullable ? either(through, derivative(language.rest, char)) : through;
    }
    case 'star':
      return then(derivative(language.of, char), language);
    case 'not':
      return not(derivative(language.of, char));
    case 'or':
      return either(...language.of.map((each) => derivative(each, char)));
    case 'and':
      return both(...language.of.map((each) => derivative(each, char)));
  }
}

/** Characters of which each other one behaves as one of these. */
function representatives(language: Language): ReadonlySet<number> {
  const starts = new Set([0]);
  collectStarts(language, starts);
  return starts;
}

function collectStarts(language: Language, starts: Set<number>): void {
  switch (language.kind) {
    case 'chars':
      for (const [first, last] of language.ranges) {
        starts.add(first);
        if (last < LAST_CHAR) starts.add(last + 1);
      }
      return;
    case 'then':
      collectStarts(language.first, starts);
      if (language.first.nullable) collectStarts(language.rest, starts);
      return;
    case 'star':
    case 'not':
      return collectStarts(language.of, starts);
    case 'or':
    case 'and':
      for (const each of language.of) collectStarts(each, starts);
      return;
    case 'nothing':
    case 'epsilon':
  }
}
