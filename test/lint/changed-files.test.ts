import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { changedFiles } from '../../scripts/lint/changed-files';

let root: string;
let clone: string;
const git = (cwd: string, ...argv: readonly string[]): void => {
  const settings = ['-c', 'user.name=test', '-c', 'user.email=test@example.com', '-c', 'init.defaultBranch=main'];
  execFileSync('git', [...settings, ...argv], { cwd, stdio: 'ignore' });
};
const write = (file: string, text: string): void => writeFileSync(join(clone, file), text);
const commit = (): void => {
  git(clone, 'add', '-A');
  git(clone, 'commit', '-m', 'Change');
};

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'changed-'));
  const main = join(root, 'main');
  git(root, 'init', main);
  for (const file of ['a.ts', 'b.ts', 'c.ts', 'eslint.config.mjs']) writeFileSync(join(main, file), file);
  git(main, 'add', '-A');
  git(main, 'commit', '-m', 'Begin');
  clone = join(root, 'clone');
  git(root, 'clone', main, clone);
});
afterEach(() => rmSync(root, { recursive: true }));

test('what a clone changed is linted: committed, staged, in the work tree alone and new', () => {
  expect(changedFiles(clone, {})).toEqual([]);
  write('a.ts', 'committed');
  commit();
  write('b.ts', 'staged');
  git(clone, 'add', 'b.ts');
  write('c.ts', 'in the work tree');
  write('with a blank.ts', 'new');
  expect(changedFiles(clone, {})).toEqual(['a.ts', 'b.ts', 'c.ts', 'with a blank.ts']);
});

test('a file that moved has its new name, and what is deleted has none', () => {
  git(clone, 'mv', 'a.ts', 'd.ts');
  git(clone, 'rm', 'b.ts');
  expect(changedFiles(clone, {})).toEqual(['d.ts']);
});

test('everything is linted in CI, where settings differ, and in what was not cloned', () => {
  expect(changedFiles(clone, { FC_RUNS: 'all' })).toBeUndefined();
  expect(changedFiles(join(root, 'main'), {})).toBeUndefined();
  expect(changedFiles(root, {})).toBeUndefined();
  git(clone, 'rm', 'eslint.config.mjs');
  expect(changedFiles(clone, {})).toBeUndefined();
});
