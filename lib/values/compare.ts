/**
 * Compares two strings by UTF-16 code units, as an argument of `sort`: the same order in every locale.
 *
 * @returns -1, 0 or 1
 */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
