import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, sep } from 'node:path';
import fc from 'fast-check';
import { runs } from '../support/fc-runs';
import { inCi } from '../support/sample';

interface TestFile {
  readonly path: string;
  readonly duration?: number;
}

const support = join(__dirname, '..', 'support', 'runner');
const { batchesOf } = jest.requireActual<{
  batchesOf: (tests: readonly TestFile[], workers: number) => readonly (readonly TestFile[])[];
}>(join(support, 'batches'));
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'runner-')));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(file: string, text: string): string {
  const path = join(folder, ...file.split('/'));
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

describe('batches', () => {
  const plain = ['a/1', 'a/2', 'a/3', 'b/1', 'b/2'].map((name) => write(`batches/test/${name}.js`, ''));
  const alone = write('batches/test/a/mocks.js', "afterEach(() => jest.resetModules());\njest.doMock('x');");

  test('are one for each worker, the longest first; a file that replaces modules is alone', () => {
    const [a1 = '', a2 = '', a3 = '', b1 = '', b2 = ''] = plain;
    const times: Readonly<Record<string, number>> = { [alone]: 9, [a1]: 5, [a2]: 2, [a3]: 2, [b1]: 1, [b2]: 1 };
    const tests = Object.entries(times).map(([path, duration]) => ({ path, duration }));
    const paths = batchesOf(tests, 2).map((batch) => batch.map(({ path }) => path));
    expect(paths).toEqual([[alone], [a1, b2], [a2, a3, b1]]);
  });

  test('count what has not run as little beside others, and by its text in a first run', () => {
    const [a1 = '', a2 = '', a3 = ''] = plain;
    const process = write('batches/test/e/1.js', "import { spawnSync } from 'child_process';");
    const sizes = (tests: readonly TestFile[]): number[] => batchesOf(tests, 2).map(({ length }) => length);
    expect(sizes([{ path: a1, duration: 3000 }, { path: a2, duration: 2500 }, { path: process }])).toEqual([1, 2]);
    expect(sizes([{ path: process }, { path: a1 }, { path: a2 }, { path: a3 }])).toEqual([1, 3]);
  });

  test('keep the files of a group together', () => {
    const group = ['c/1', 'd/1'].map((name) => write(`batches/test/${name}.js`, '/** @batch compiler */'));
    const tests = [...plain, ...group].map((path) => ({ path, duration: 1 }));
    const together = batchesOf(tests, 3).filter((batch) => batch.some(({ path }) => group.includes(path)));
    expect(together).toHaveLength(1);
  });

  test('hold every file once, and none is longer than its share by more than one file', () => {
    const durations = fc.array(fc.integer({ min: 1, max: 90_000 }), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(durations, fc.integer({ min: 1, max: 8 }), (times, workers) => {
        const tests = plain.map((path, index) => ({ path, duration: times[index] ?? 0 }));
        const batches = batchesOf(tests, workers);
        expect(
          batches
            .flat()
            .map(({ path }) => path)
            .sort(),
        ).toEqual([...plain].sort());
        expect(batches).toHaveLength(Math.min(workers, plain.length));
        const sum = (batch: readonly TestFile[]): number => batch.reduce((all, { duration = 0 }) => all + duration, 0);
        const longest = times.reduce((a, b) => (a > b ? a : b));
        for (const batch of batches) expect(sum(batch)).toBeLessThanOrEqual(sum(tests) / workers + longest);
      }),
      { numRuns: runs(30, 300) },
    );
  });
});

inCi(
  'a run reports each file by itself, with its own failures, and modules are loaded once',
  () => {
    write('run/test/room/shared.js', 'globalThis.loads = (globalThis.loads ?? 0) + 1; module.exports = globalThis;');
    write(
      'run/test/room/one.test.js',
      "const { loads } = require('./shared');\ntest('once', () => expect(loads).toBe(1));",
    );
    write(
      'run/test/room/two.test.js',
      "const { loads } = require('./shared');\ndescribe('two', () => {\n  test('once', () => expect(loads).toBe(1));\n  test('fails', () => expect(1).toBe(2));\n  test.skip('skipped', () => {});\n});",
    );
    write('run/test/room/broken.test.js', "test('before', () => {});\nrequire('./not-there');");
    write('run/test/room/none.test.js', "test.todo('later');");
    const jestConfig = {
      rootDir: join(folder, 'run'),
      cacheDirectory: join(folder, 'cache'),
      runner: join(support, 'batch-runner.js'),
      testMatch: ['<rootDir>/test/**/*.test.js'],
      haste: { enableSymlinks: false },
      transform: {},
    };
    const jestBin = require.resolve('jest/bin/jest');
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [jestBin, '-i', '--json', '--config', JSON.stringify(jestConfig)],
      { cwd: folder, encoding: 'utf8' },
    );
    const { testResults } = JSON.parse(stdout) as {
      testResults: ReadonlyArray<{
        name: string;
        assertionResults: ReadonlyArray<{ fullName: string; status: string; ancestorTitles: readonly string[] }>;
      }>;
    };
    const seen = Object.fromEntries(
      testResults.map(({ name, assertionResults }) => [
        name.split(sep).at(-1),
        assertionResults.map(({ fullName, ancestorTitles, status }) => [ancestorTitles.join('/'), fullName, status]),
      ]),
    );
    expect(status).toBe(1);
    expect(seen).toEqual({
      'one.test.js': [['', 'once', 'passed']],
      'two.test.js': [
        ['two', 'two once', 'passed'],
        ['two', 'two fails', 'failed'],
        ['two', 'two skipped', 'pending'],
      ],
      'broken.test.js': [
        ['', 'before', 'passed'],
        ['', 'loads', 'failed'],
      ],
      'none.test.js': [['', 'later', 'todo']],
    });
    expect(stderr).toContain("Cannot find module './not-there'");
    expect(stderr).toMatch(/FAIL run[/\\]test[/\\]room[/\\]two\.test\.js/);
    expect(stderr).toMatch(/PASS run[/\\]test[/\\]room[/\\]one\.test\.js/);
    expect(stderr).toContain('● two › fails');
  },
  60_000,
);
