/**
 * A block of commands in instructions.
 * @param lines - the lines
 */
export function commands(...lines: readonly string[]): string {
  return ['```sh', ...lines, '```'].join('\n');
}
