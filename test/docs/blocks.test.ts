import { spawnSync } from 'node:child_process';
import * as ts from 'typescript';
import { parseAllDocuments } from 'yaml';
import { cli, Folder } from '../cli/cli';
import { commandsIn, helpOf, optionsIn } from '../cli/help';
import { blocksOf, messagePattern, pagesBelow, pagesOfRoot, type Block } from '../support/documents';

const examples = pagesBelow('examples').filter((page) => page.endsWith('/README.md'));
const pages = [...pagesOfRoot(), ...pagesBelow('docs'), ...examples];
const blocks = pages.flatMap(blocksOf);
const LANGUAGES = ['ts', 'js', 'sh', 'yaml', 'json', 'text', 'mermaid'];

function of(language: string): Block[] {
  return blocks.filter((block) => block.language === language);
}

function place({ page, line }: Block): string {
  return `${page}:${line}`;
}

test('every block of code says its language', () => {
  expect(blocks.length).toBeGreaterThan(100);
  expect(blocks.filter(({ language }) => !LANGUAGES.includes(language)).map(place)).toEqual([]);
});

test('YAML and JSON can be read', () => {
  const unread = [...of('yaml'), ...of('json')].filter(({ code }) =>
    parseAllDocuments(code).some(({ errors }) => errors.length > 0),
  );
  expect(unread.map(place)).toEqual([]);
});

test('objects have the fields that their kinds have', async () => {
  const folder = new Folder();
  const objects = of('yaml').filter(({ code }) => /^apiVersion:/m.test(code) && /^kind:/m.test(code));
  const files = objects.map(({ code }, index) => folder.write(`${index}.yaml`, code));
  const { out } = await cli(['check', ...files, '--output', 'json']);
  folder.remove();
  expect(objects.length).toBeGreaterThan(0);
  const { findings } = JSON.parse(out) as {
    findings: ReadonlyArray<{ severity: string; file: string; field: string }>;
  };
  const wrong = findings.filter(({ severity }) => severity !== 'info');
  expect(wrong).toEqual([]);
});

test('JavaScript can be read', () => {
  const unread = of('js').filter(({ code }) => {
    const { diagnostics = [] } = ts.transpileModule(code, { fileName: 'block.js', reportDiagnostics: true });
    return diagnostics.length > 0;
  });
  expect(unread.map(place)).toEqual([]);
});

test('shells can read the commands', () => {
  // A function for each block: all of them are read in one process, and none of them runs.
  const source = of('sh').map((block, index) => `block_${index}() {\n${placeholders(block.code)}\n:\n}`);
  const { stderr, status } = spawnSync('bash', ['-n'], { input: source.join('\n'), encoding: 'utf8' });
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
});

test('commands of the program, and their options, exist', async () => {
  const lines = of('sh')
    .filter(({ fails }) => !fails)
    .flatMap((block) => callsIn(block.code).map((words) => ({ place: place(block), words })));
  expect(lines.length).toBeGreaterThan(40);
  const wrong = await Promise.all(
    lines.map(async (line) => (await unknownIn(line.words)).map((word) => `${line.place}: ${word}`)),
  );
  expect(wrong.flat()).toEqual([]);
});

test('an unknown command, and an unknown option, are found', async () => {
  expect(callsIn('npx cdk8s-verrazzano conect dist --to a | cat -n')).toEqual([['conect', 'dist', '--to', 'a']]);
  expect(await unknownIn(['conect', 'dist'])).toEqual(['conect']);
  expect(await unknownIn(['vcluster', 'render', 'a', '--nam=x', '--namespace', 'b'])).toEqual(['--nam']);
});

/** `<name>` is what a reader replaces, and no redirection. */
function placeholders(code: string): string {
  return code.replace(/<[^<>\n(]+>/g, 'placeholder');
}

/** The words after the name of the program, for each of its calls. */
function callsIn(code: string): string[][] {
  const joined = placeholders(code).replace(/\\\n/g, ' ');
  return [...joined.matchAll(/(?:^(?:\$ )?|npx |[;|(] *)cdk8s-verrazzano ([^\n|>&;)#]+)/gm)].map(([, words = '']) =>
    words.trim().split(/\s+/),
  );
}

/** Commands and options of a call that the program does not have. */
async function unknownIn([name = '', ...words]: readonly string[]): Promise<string[]> {
  if (name.startsWith('-')) return [];
  if (!commandsIn(await helpOf()).includes(name)) return [name];
  const [first = ''] = words;
  const path = commandsIn(await helpOf(name)).includes(first) ? [name, first] : [name];
  const known = new Set(optionsIn(await helpOf(...path)));
  const options = words.filter((word) => /^--?[a-z]/.test(word)).map((word) => word.split('=')[0] ?? '');
  return options.filter((option) => !known.has(option));
}

const failing = blocks.flatMap((block, index) =>
  block.language === 'sh' && block.fails ? [{ name: place(block), block, message: blocks[index + 1]?.code }] : [],
);

test.each(failing)('$name fails as the page says', async ({ block, message }) => {
  const [words = []] = callsIn(block.code);
  const { code, err } = await cli(words);
  expect(code).not.toBe(0);
  expect(err.trim()).toMatch(messagePattern(message));
});
