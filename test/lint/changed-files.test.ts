import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { changedFiles } from '../../scripts/lint/changed-files';

let clone: string;
const git = (...argv: readonly string[]): void => {
  const settings = ['-c', 'user.name=test', '-c', 'user.email=test@example.com'];
  execFileSync('git', [...settings, ...argv], { cwd: clone, stdio: 'ignore' });
};
const write = (file: string, text: string): void => writeFileSync(join(clone, file), text);
const commit = (): void => {
  git('add', '-A');
  git('commit', '-m', 'Change');
};
/** As in a clone: the branch from which it was made is at what is committed now. */
const fetch = (): void => git('update-ref', 'refs/remotes/origin/HEAD', 'HEAD');

beforeAll(() => {
  clone = mkdtempSync(join(tmpdir(), 'changed-'));
  git('init');
  for (const file of ['a.ts', 'b.ts', 'c.ts', 'eslint.config.mjs']) write(file, file);
  commit();
});
afterAll(() => rmSync(clone, { recursive: true }));

test('everything is linted in what was not cloned, and in CI', () => {
  expect(changedFiles(clone, {})).toBeUndefined();
  fetch();
  expect(changedFiles(clone, {})).toEqual([]);
  expect(changedFiles(clone, { FC_RUNS: 'all' })).toBeUndefined();
  expect(changedFiles(tmpdir(), {})).toBeUndefined();
});

test('what a clone changed is linted: committed, staged, in the work tree alone and new', () => {
  write('a.ts', 'committed');
  commit();
  write('b.ts', 'staged');
  git('add', 'b.ts');
  write('c.ts', 'in the work tree');
  write('with a blank.ts', 'new');
  expect(changedFiles(clone, {})).toEqual(['a.ts', 'b.ts', 'c.ts', 'with a blank.ts']);
  commit();
  fetch();
});

test('a file that moved has its new name, and what is deleted has none', () => {
  git('mv', 'a.ts', 'd.ts');
  git('rm', 'b.ts');
  expect(changedFiles(clone, {})).toEqual(['d.ts']);
});

test('everything is linted where settings differ', () => {
  git('rm', 'eslint.config.mjs');
  expect(changedFiles(clone, {})).toBeUndefined();
});
