import { execFileSync } from 'child_process';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { writeText } from '../../../lib/cli/import/write-file';
import { refusedAt } from '../../gitops/write/faults';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'out-file-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = (name: string): string => join(folder, name);

function refusal(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('nothing was refused');
}

test('a new file, a file that exists, and a file to replace', () => {
  expect(writeText(at('a'), 'one')).toBe(false);
  expect(refusal(() => writeText(at('a'), 'two'))).toBe(
    `[${at('a')}] exists; got "EEXIST"; allowed a file in a folder that exists; name another file, or add --force to replace it`,
  );
  chmodSync(at('a'), 0o640);
  expect(writeText(at('a'), 'two', { replace: true })).toBe(true);
  expect(readFileSync(at('a'), 'utf8')).toBe('two');
  expect(statSync(at('a')).mode & 0o777).toBe(0o640);
  expect(readdirSync(folder)).toEqual(['a']);
});

test('a symbolic link stays, and its file is replaced; a dangling one is refused', () => {
  writeFileSync(at('file'), 'one');
  symlinkSync('file', at('link'));
  writeText(at('link'), 'two', { replace: true });
  expect(readFileSync(at('file'), 'utf8')).toBe('two');
  symlinkSync('nowhere', at('dangling'));
  expect(refusal(() => writeText(at('dangling'), 'x', { replace: true }))).toContain('is a symbolic link to nothing');
});

test.each<[string, (path: string) => void, string]>([
  ['a FIFO', (path) => execFileSync('mkfifo', [path]), 'is not a regular file; got "a device, pipe or socket"'],
  ['a device', (path) => symlinkSync('/dev/full', path), 'is not a regular file; got "a device, pipe or socket"'],
  ['a directory', (path) => symlinkSync('.', path), 'is a directory; got "EISDIR"'],
  ['the input under another name', (path) => symlinkSync('input', path), 'is also read as input'],
])('%s is refused', (_, make, message) => {
  writeFileSync(at('input'), 'input');
  make(at('target'));
  expect(refusal(() => writeText(at('target'), 'x', { replace: true, inputs: [at('input')] }))).toContain(message);
  expect(readFileSync(at('input'), 'utf8')).toBe('input');
});

test('a folder that does not exist', () => {
  expect(refusal(() => writeText(at('no/file'), 'x'))).toContain('is in a folder that does not exist; got "ENOENT"');
});

test.each([
  ['writeFileSync', 'ENOSPC', 'does not fit: the disk is full'],
  ['fsyncSync', 'EIO', 'the disk reports an error'],
  ['renameSync', 'EACCES', 'may not be written'],
  ['mkdtempSync', 'EROFS', 'is on a file system that is read-only'],
] as const)('the old file is whole when %s is refused with %s', (name, code, message) => {
  writeFileSync(at('a'), 'one');
  const write = (): void => void writeText(at('a'), 'two', { replace: true });
  expect(refusedAt(name, code, 1, write)).toContain(`[${at('a')}] `);
  expect(refusedAt(name, code, 1, write)).toContain(message);
  expect(readFileSync(at('a'), 'utf8')).toBe('one');
  expect(readdirSync(folder)).toEqual(['a']);
});

test('works without links', () => {
  refusedAt('linkSync', 'EPERM', 1, () => void writeText(at('a'), 'one'));
  expect(existsSync(at('a'))).toBe(true);
});
