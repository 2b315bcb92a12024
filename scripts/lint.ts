/**
 * `npm run lint:files` runs ESLint and Prettier. With empty caches they take as much CPU time as half of all tests, and what the main branch
 * has was linted by CI: elsewhere, a clone lints what differs from it. In CI, where FC_RUNS is `all`, and in a folder that was not
 * cloned, every file is linted.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { changedFiles } from './lint/changed-files';

const ROOT = join(__dirname, '..');
const CACHE = join('node_modules', '.cache');
const ESLINT = ['node_modules/eslint/bin/eslint.js', '--cache', '--cache-strategy', 'content', '--no-warn-ignored'];
const PRETTIER = ['node_modules/prettier/bin/prettier.cjs', '--experimental-cli', '--check', '--log-level', 'warn'];

const run = (argv: readonly string[]): boolean =>
  spawnSync(process.execPath, argv, { cwd: ROOT, stdio: 'inherit' }).status === 0;
const isIn = (file: string, extensions: RegExp): boolean => extensions.test(file);

/** At most so many files are named to a program; the arguments of a process have a limit. */
const MANY = 500;
const changed = changedFiles(ROOT);
const only = changed !== undefined && changed.length <= MANY ? changed : undefined;
const code = only?.filter((file) => isIn(file, /\.[cm]?[jt]s$/)) ?? ['.'];
const formatted = only?.filter((file) => isIn(file, /\.(?:[cm]?[jt]s|css|html|json|ya?ml)$/)) ?? ['.'];
if (only !== undefined)
  console.log('skipped: ESLint and Prettier of files as the main branch has them, which CI lints');

const isGood = [
  code.length === 0 || run([...ESLINT, '--cache-location', join(CACHE, 'eslint/'), ...code]),
  formatted.length === 0 || run([...PRETTIER, '--cache-location', join(CACHE, 'prettier-cli'), ...formatted]),
];
if (isGood.includes(false)) process.exitCode = 1;
