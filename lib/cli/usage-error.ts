import type { Command } from 'commander';
import { oneLine } from '../values/escape/visible';
import { describeProblem, type Problem } from '../values/problem';

/**
 * Ends a command because of its command line: one message on standard error and exit code 2.
 * @param command - the command, whose name the message begins with
 * @param problem - what is wrong
 */
export function usageError(command: Command, problem: Omit<Problem, 'at'>): never {
  return command.error(describeProblem({ at: nameOf(command), ...problem }));
}

/**
 * Ends a command because a value of its command line was refused, with the message of that.
 * @param command - the command
 * @param error - what was thrown
 */
export function usageErrorOf(command: Command, error: unknown): never {
  const text = oneLine(error instanceof Error ? error.message : String(error)).replace(/^\[[^\]]*\] /, '');
  return command.error(`[${nameOf(command)}] ${text}`);
}

/** One kind of message of commander, and the same as a problem. */
interface Translation {
  readonly pattern: RegExp;
  readonly problem: (groups: readonly string[], command: Command) => Omit<Problem, 'at'>;
}

const TRANSLATIONS: readonly Translation[] = [
  {
    pattern: /^missing required argument '(.*)'$/,
    problem: ([name = '']) => ({ what: `argument <${name}> is missing` }),
  },
  {
    pattern: /^option '(.*)' argument missing$/,
    problem: ([flags = '']) => ({ what: `option ${flags} has no value` }),
  },
  {
    pattern: /^required option '(.*)' not specified$/,
    problem: ([flags = '']) => ({ what: `option ${flags} is missing` }),
  },
  {
    pattern: /^option '(.*)' argument '([^]*)' is invalid\. Allowed choices are (.*)\.$/,
    problem: ([flags = '', got, allowed]) => ({ what: `option ${flags} is not valid`, got, ...optional({ allowed }) }),
  },
  {
    pattern: /^command-argument value '([^]*)' is invalid for argument '(.*)'\. Allowed choices are (.*)\.$/,
    problem: ([got, name = '', allowed]) => ({ what: `${name} is not valid`, got, ...optional({ allowed }) }),
  },
  {
    pattern: /^unknown option '([^]*?)'(?:\n\(Did you mean (.*)\?\))?$/,
    problem: ([got, near]) => ({ what: 'unknown option', got, ...optional({ fix: near && `did you mean ${near}?` }) }),
  },
  {
    pattern: /^unknown command '([^]*?)'(?:\n\(Did you mean (.*)\?\))?$/,
    problem: ([got, near], command) => ({
      what: 'unknown command',
      got,
      allowed: command.commands.map((each) => each.name()).join(', '),
      ...optional({ fix: near && `did you mean ${near}?` }),
    }),
  },
  {
    pattern: /^too many arguments(?: for '.*')?\. Expected (\d+) arguments? but got (\d+)\.$/,
    problem: ([allowed, got]) => ({ what: 'too many arguments', got: Number(got), ...optional({ allowed }) }),
  },
];

/**
 * A message of commander in the form of all messages of this package; those that have it already come back as they are.
 * @param command - the command that was called
 * @param text - the message of commander
 */
export function usageMessage(command: Command, text: string): string {
  const own = text.trimEnd();
  if (!own.startsWith('error: ')) return `${own}\n`;
  const message = own.slice('error: '.length);
  for (const { pattern, problem } of TRANSLATIONS) {
    const match = pattern.exec(message);
    if (match !== null) return `${describeProblem({ at: nameOf(command), ...problem(match.slice(1), command) })}\n`;
  }
  return `[${nameOf(command)}] ${oneLine(message)}\n`;
}

/** Name of a command with those above it, such as `vcluster render`; the name of the program for the program itself. */
function nameOf(command: Command): string {
  const { parent } = command;
  return parent === null || parent.parent === null ? command.name() : `${nameOf(parent)} ${command.name()}`;
}

/** Without fields that are undefined or empty. */
function optional<Key extends string>(fields: Readonly<Record<Key, string | undefined>>): Partial<Record<Key, string>> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== ''),
  ) as Partial<Record<Key, string>>;
}
