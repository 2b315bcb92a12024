import { compare } from '../../values/compare';

/**
 * The names that look most like a string, at most five; the first ones when none does.
 * @param text - what was typed
 * @param names - what there is
 */
export function nearNames(text: string, names: readonly string[]): string[] {
  const typed = pairsOf(text);
  const scored = names.map((name) => ({ name, score: similarity(typed, pairsOf(name.replace(/\[.*$/, ''))) }));
  return scored
    .sort((a, b) => b.score - a.score || compare(a.name, b.name))
    .slice(0, 5)
    .map(({ name }) => name);
}

/** Neighbouring characters of a string, which a typing error changes few of. */
function pairsOf(text: string): ReadonlySet<string> {
  const lower = text.toLowerCase();
  return new Set(Array.from({ length: Math.max(lower.length - 1, 0) }, (_, at) => lower.slice(at, at + 2)));
}

/** The coefficient of Dice: 1 for equal sets, 0 for sets without common member. */
function similarity(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const common = [...a].filter((pair) => b.has(pair)).length;
  return a.size + b.size === 0 ? 0 : (2 * common) / (a.size + b.size);
}
