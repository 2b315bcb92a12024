import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const OURS = ['bench', 'docs', 'examples', 'lib', 'scripts', 'templates', 'test'];
const KEBAB_CASE = /^(?:__snapshots__|[._]?[a-z0-9]+(?:[-.][a-z0-9]+)*)$/;
/** What people look for under these names. */
const USUAL = ['README.md'];
/** Folders of tests that are about no room: they compare with upstream, look at output or documents, or serve other tests. */
const NO_ROOMS = [
  'browser',
  'cluster',
  'conformance',
  'docs',
  'entries',
  'fixtures',
  'imports',
  'lint',
  'runner',
  'support',
  'synth',
];
/** Suites over a whole room. */
const WHOLE_ROOM = /(?:^|-)(?:properties|errors|rendered|fuzz|hunt|hostile|page)$/;

/** The files and folders below a folder, as paths relative to it. */
function below(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' });
}

test('files have names in kebab case', () => {
  const names = OURS.flatMap((folder) => below(folder).map((path) => join(folder, path)));
  expect(names.length).toBeGreaterThan(1000);
  const others = names.filter((path) => !KEBAB_CASE.test(basename(path)) && !USUAL.includes(basename(path)));
  // Output, sources of charts and caches keep the names that others gave them.
  expect(
    others.filter((path) => !/(?:^|\/)(?:fixtures|corpus|dist|snapshots|adopted|cache|node_modules)\//.test(path)),
  ).toEqual([]);
});

/** Whether a test has the name of a file or folder of its room, or that name and an aspect, as in `connectivity-json`. */
function hasNameOf(names: ReadonlySet<string>, name: string): boolean {
  const words = name.split('-');
  return words.some((_, index) => names.has(words.slice(0, index + 1).join('-')));
}

test('a test has the name of what it tests', () => {
  const tests = below('test').filter(
    (path) => path.endsWith('.test.ts') && !NO_ROOMS.includes(path.split('/')[0] ?? ''),
  );
  const rooms = new Map(
    [...new Set(tests.map((path) => path.split('/')[0] ?? ''))].map((room) => [
      room,
      new Set([room, ...below(join('lib', room)).flatMap((path) => path.replace(/\.ts$/, '').split('/'))]),
    ]),
  );
  expect(tests.length).toBeGreaterThan(100);
  const others = tests.filter((path) => {
    const name = basename(path, '.test.ts');
    return !WHOLE_ROOM.test(name) && !hasNameOf(rooms.get(path.split('/')[0] ?? '') ?? new Set(), name);
  });
  expect(others).toEqual([]);
});
