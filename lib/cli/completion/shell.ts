import { PROGRAM } from '../package-version';
import type { CompletedCommand } from './command-tree';

/** A name of the program that shells take in names of functions. */
export const FUNCTION = `_${PROGRAM.replaceAll('-', '_')}`;

/**
 * A string as one word of a POSIX shell.
 * @param text - any text
 */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/**
 * Patterns of `case` in bash and zsh by which a word leads from a command to one below it, such as `'vcluster render'`.
 * @param commands - all commands
 */
export function descents(commands: readonly CompletedCommand[]): string {
  return commands
    .filter(({ path }) => path !== '')
    .map(({ path }) => quoted(path))
    .join(' | ');
}

/**
 * Patterns of `case` for an option with its command, such as `'check --output'`, by the texts that may follow it.
 * @param commands - all commands
 */
export function optionValues(
  commands: readonly CompletedCommand[],
): ReadonlyArray<{ readonly pattern: string; readonly value: readonly string[] | 'file' | 'text' }> {
  return commands.flatMap(({ path, options }) =>
    options.flatMap(({ flags, value }) =>
      value === 'none' ? [] : [{ pattern: flags.map((flag) => quoted(`${path} ${flag}`)).join(' | '), value }],
    ),
  );
}
