import { readFileSync } from 'fs';
import { join } from 'path';
import { commandsIn, helpOf, optionsIn } from './help';

const page = readFileSync(join(__dirname, '..', '..', 'docs', 'cli.md'), 'utf8');

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
      const options = optionsIn(await helpOf(...path)).filter(
        (option) => option.startsWith('--') && option !== '--help',
      );
      for (const option of options) {
        if (!sectionOf(command).includes(option)) missing.push([...path, option].join(' '));
      }
    }
    if (sectionOf(command) === '') missing.push(command);
  }
  expect(commands).toContain('validate');
  expect(missing).toEqual([]);
});
