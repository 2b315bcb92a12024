import { Option } from 'commander';

/** How a result is written. */
export interface OutputOptions<More extends string = never> {
  /** Text for people, or JSON for programs; some commands have more. */
  readonly output: 'text' | 'json' | More;
}

/**
 * The option `--output` that several commands have.
 * @param more - formats beside text and JSON
 */
export function outputOption(...more: readonly string[]): Option {
  const choices = ['text', 'json', ...more];
  return new Option('-o, --output <format>', 'how the result is written').choices(choices).default('text');
}

/**
 * Examples for the help of a command.
 * @param lines - command lines without the name of the program
 */
export function examples(...lines: readonly string[]): string {
  return ['', 'Examples:', ...lines.map((line) => `  $ cdk8s-verrazzano ${line}`)].join('\n');
}
