import { readFileSync } from 'fs';
import { join } from 'path';
import { cli } from './cli';

const page = readFileSync(join(__dirname, '..', '..', 'docs', 'cli.md'), 'utf8');

async function helpOf(...command: readonly string[]): Promise<string> {
  return (await cli([...command, '--help'])).out;
}

/** Names in the list of commands of a help text. */
function commandsIn(help: string): string[] {
  const [, list = ''] = /\nCommands:\n([^]*?)\n\n/.exec(help) ?? [];
  return [...list.matchAll(/^ {2}(\S+)/gm)].map(([, name = '']) => name).filter((name) => name !== 'help');
}

/** Long options in the list of options of a help text. */
function optionsIn(help: string): string[] {
  const [, list = ''] = /\nOptions:\n([^]*?)\n(?:\n|$)/.exec(help) ?? [];
  return [...list.matchAll(/^ {2}(?:-\w, )?(--[\w-]+)/gm)].map(([, name = '']) => name);
}

/** The section of a command, from its heading to the next one. */
function sectionOf(command: string): string {
  return page.split(/^## /m).find((section) => section.startsWith(`${command}\n`)) ?? '';
}

test('docs/cli.md has a section with every option for every command', async () => {
  const missing: string[] = [];
  const commands = commandsIn(await helpOf());
  for (const command of commands) {
    const below = commandsIn(await helpOf(command)).map((name) => [command, name]);
    for (const path of [[command], ...below]) {
      const options = optionsIn(await helpOf(...path)).filter((option) => option !== '--help');
      for (const option of options) {
        if (!sectionOf(command).includes(option)) missing.push([...path, option].join(' '));
      }
    }
    if (sectionOf(command) === '') missing.push(command);
  }
  expect(commands).toContain('validate');
  expect(missing).toEqual([]);
});
