import { Option } from 'commander';

/** How a result is written. */
export interface OutputOptions {
  /** Text for people, or JSON for programs. */
  readonly output: 'text' | 'json';
}

/** The option `--output` that several commands have. */
export function outputOption(): Option {
  return new Option('-o, --output <format>', 'how the result is written').choices(['text', 'json']).default('text');
}

/**
 * Examples for the help of a command.
 * @param lines - command lines without the name of the program
 */
export function examples(...lines: readonly string[]): string {
  return ['', 'Examples:', ...lines.map((line) => `  $ cdk8s-verrazzano ${line}`)].join('\n');
}
