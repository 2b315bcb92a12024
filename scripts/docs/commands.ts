import { run } from '../../lib/cli/run';

const MARK = '<!-- written by `npm run docs`; never edited -->';

const INTRO =
  'What `--help` prints, for every command. [The command line](../cli.md) explains the commands, their input and their output.';

/** Text of `docs/reference/commands.md`: the help of the program and of every command. */
export async function commandsPage(): Promise<string> {
  const top = await helpOf([]);
  const sections = [section('cdk8s-verrazzano', top)];
  for (const name of namesIn(top)) {
    const help = await helpOf([name]);
    sections.push(section(name, help));
    for (const below of namesIn(help)) sections.push(section(`${name} ${below}`, await helpOf([name, below])));
  }
  return [MARK, '# Commands', INTRO, ...sections].join('\n\n') + '\n';
}

async function helpOf(command: readonly string[]): Promise<string> {
  let text = '';
  await run([...command, '--help'], { out: (more) => void (text += more), err: () => undefined, isTTY: false });
  return text;
}

/** Names in the list of commands of a help text, without that of the help itself. */
function namesIn(help: string): string[] {
  const [, list = ''] = /\nCommands:\n([^]*?)(?:\n\n|\n?$)/.exec(help) ?? [];
  return [...list.matchAll(/^ {2}(\S+)/gm)].map(([, name = '']) => name).filter((name) => name !== 'help');
}

function section(title: string, help: string): string {
  return `## ${title}\n\n\`\`\`text\n${help.trim()}\n\`\`\``;
}
