import { cli } from './cli';

const known = new Map<string, string>();

/** Help of the program, or of a command. */
export async function helpOf(...command: readonly string[]): Promise<string> {
  const name = command.join(' ');
  const help = known.get(name) ?? (await cli([...command, '--help'])).out;
  known.set(name, help);
  return help;
}

/** Names in the list of commands of a help text. */
export function commandsIn(help: string): string[] {
  const [, list = ''] = /\nCommands:\n([^]*?)(?:\n\n|\n?$)/.exec(help) ?? [];
  return [...list.matchAll(/^ {2}(\S+)/gm)].map(([, name = '']) => name).filter((name) => name !== 'help');
}

/** Options in the list of options of a help text, short and long ones. */
export function optionsIn(help: string): string[] {
  const [, list = ''] = /\nOptions:\n([^]*?)\n(?:\n|$)/.exec(help) ?? [];
  return [...list.matchAll(/^ {2}(?:(-\w), )?(--[\w-]+)/gm)].flatMap(([, short, long]) =>
    [short, long].filter((name) => name !== undefined),
  );
}
