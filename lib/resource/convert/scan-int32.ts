/** Blanks first; a sign; digits of the base that the prefix gives. What follows is not read. */
const TOKEN = /^\s*([-+]?(?:0[bB][01_]*|0[oO][0-7_]*|0[xX][0-9a-fA-F_]*|0[0-7_]*|[0-9_]+))/;

/** Integer literals of Go: an underscore may be between digits, or between the prefix and a digit. */
const LITERAL = /^([-+]?)(?:0[bB]((?:_?[01])+)|0[xX]((?:_?[0-9a-fA-F])+)|0[oO]?((?:_?[0-7])+)|(0|[1-9](?:_?[0-9])*))$/;

/**
 * The whole number at the start of a string, as `fmt.Sscan` of Go reads it into an int32: blanks are skipped, `010` is 8,
 * `0x10` is 16, `3 nodes` and `3.5` are 3.
 *
 * Source: `scanInt` and `scanBasePrefix` in fmt/scan.go of Go 1.21.
 *
 * @returns undefined where Go reports an error: no number, a stray underscore, or more than 32 bits
 */
export function scanInt32(text: string): number | undefined {
  const [, token = ''] = TOKEN.exec(text) ?? [];
  const [, sign, binary, hex, octal, decimal] = LITERAL.exec(token) ?? [];
  const [digits, base] = binary ? [binary, 2] : hex ? [hex, 16] : octal ? [octal, 8] : [decimal, 10];
  if (digits === undefined) return undefined;
  const value = Number.parseInt(digits.replaceAll('_', ''), base) * (sign === '-' ? -1 : 1);
  return value >= -(2 ** 31) && value < 2 ** 31 ? value + 0 : undefined;
}
