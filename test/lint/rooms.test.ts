import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Linter } from 'eslint';
import tseslint from 'typescript-eslint';
import { inCi, sample } from '../support/sample';

interface Rooms {
  readonly ROOMS: readonly (readonly string[])[];
  readonly READERS_OF_IMPORTS: readonly string[];
  readonly MAX_DEPTH: number;
  readonly RULE: string;
  readonly roomsConfig: (plugin: unknown) => Linter.Config[];
}

const root = join(__dirname, '../..');
const { ROOMS, READERS_OF_IMPORTS, MAX_DEPTH, RULE, roomsConfig } = jest.requireActual<Rooms>(
  join(root, 'eslint.rooms.js'),
);
const linter = new Linter({ configType: 'flat', cwd: root });
const config: Linter.Config[] = [
  { files: ['**/*.ts'], languageOptions: { parser: tseslint.parser } },
  ...roomsConfig(tseslint.plugin),
];

/** Whether a file may import a module. */
function allows(file: string, module: string, statement = `import type { X } from '${module}';`): boolean {
  const messages = linter.verify(statement, config, { filename: join(root, file) });
  expect(messages.map((message) => message.ruleId)).toEqual(messages.map(() => RULE));
  return messages.length === 0;
}

const all = ROOMS.flatMap((rooms, level) => rooms.map((room) => ({ room, level })));
const pairs = all.flatMap((from) => all.filter((to) => to.room !== from.room).map((to) => ({ from, to })));

test.each(sample(pairs, 5).map(({ from, to }) => [from.room, from.level > to.level ? 'may' : 'must not', to.room]))(
  '%s %s import %s',
  (from, verdict, to) => {
    for (let depth = 1; depth <= MAX_DEPTH; depth++) {
      const file = `lib/${from}/${'a/'.repeat(depth - 1)}file.ts`;
      const expected = verdict === 'may';
      expect(allows(file, `${'../'.repeat(depth)}${to}`)).toBe(expected);
      expect(allows(file, `${'../'.repeat(depth)}${to}/deep/file`)).toBe(expected);
    }
  },
);

test.each([
  ['lib/gitops/a.ts', './argo/application', true],
  ['lib/gitops/argo/a.ts', '../problem', true],
  // A folder inside a room may be called like another room: the depth tells them apart.
  ['lib/gitops/argo/a.ts', '../profile/x', true],
  ['lib/gitops/argo/a.ts', '../../profile/x', false],
  ['lib/definition/a.ts', '../components', false],
  ['lib/components/a.ts', '../definition/workload', true],
  // A name that starts like a room is not that room.
  ['lib/profile/a.ts', '../resources/x', false],
  ['lib/profile/a.ts', 'cdk8s', true],
  ['lib/profile/a.ts', '../index', false],
  ['lib/profile/a.ts', '..', false],
  ['lib/resource/merge/a.ts', '..', true],
  ['lib/resource/merge/a.ts', '../..', false],
  ['lib/profile/a.ts', 'cdk8s-verrazzano', false],
  ['lib/profile/a.ts', './../cluster', false],
  ['lib/profile/a.ts', '../values/../cluster', false],
  ['lib/profile/a.ts', '../../lib/cluster', false],
  ['lib/profile/a.ts', '../../imports/install.verrazzano.io', false],
  ['lib/index.ts', './cluster', true],
])('%s importing %s: %s', (file, module, expected) => {
  expect(allows(file, module)).toBe(expected);
});

test('an export from another room counts as an import', () => {
  expect(allows('lib/values/a.ts', '', "export * from '../profile';")).toBe(false);
  expect(allows('lib/values/a.ts', '', "export { type X } from '../profile';")).toBe(false);
});

test.each(READERS_OF_IMPORTS)('%s may read imports/', (file) => {
  expect(allows(file, `${'../'.repeat(file.split('/').length - 1)}imports/x`)).toBe(true);
});

test('every folder of lib/ is a room', () => {
  const folders = readdirSync(join(root, 'lib'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(all.map(({ room }) => room)).toEqual(expect.arrayContaining(folders.map(({ name }) => name)));
});

test('no folder is nested deeper than the rule sees', () => {
  const files = readdirSync(join(root, 'lib'), { recursive: true, encoding: 'utf8' });
  expect(files.filter((file) => file.endsWith('.ts') && file.split(/[\\/]/).length > MAX_DEPTH + 1)).toEqual([]);
});

inCi('the configuration of the project has the rule', () => {
  const eslint = join(dirname(require.resolve('eslint/package.json')), 'bin', 'eslint.js');
  const result = spawnSync(process.execPath, [eslint, '--print-config', 'lib/gitops/argo/a.ts'], {
    cwd: root,
    encoding: 'utf8',
  });
  const { rules } = JSON.parse(result.stdout) as { rules: Record<string, unknown[]> };
  expect(rules[RULE]?.[0]).toBe(2);
});
