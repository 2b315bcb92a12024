import { closeSync, fsyncSync, linkSync, lstatSync, mkdtempSync, openSync, realpathSync, renameSync, rmSync } from 'fs';
import { statSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import { isSystemError, writeProblem } from '../../gitops/write/file-system-error';
import { InputError } from '../input/input-error';

const ALLOWED = 'a file in a folder that exists';

/** What is asked of an output file. */
export interface OutFileOptions {
  /** Whether an existing file is replaced. @default false */
  readonly replace?: boolean;
  /** Files that were read, which are not written over. @default - none */
  readonly inputs?: readonly string[];
}

/**
 * Writes a text file: all of it, or nothing. The content goes to a temporary file beside it first, which is then
 * renamed. A file that a symbolic link leads to is replaced, and the link stays.
 *
 * @param file - path
 * @param text - the content
 * @param options - whether it may exist, and what it may not be
 * @returns whether a file was there before
 * @throws InputError when it exists and is not to be replaced, is one of the inputs, is not a regular file, or cannot
 * be written
 */
export function writeText(file: string, text: string, options: OutFileOptions = {}): boolean {
  const { replace = false, inputs = [] } = options;
  try {
    const there = statSync(file, { throwIfNoEntry: false });
    if (there !== undefined) checkTarget(file, replace, inputs);
    else if (lstatSync(file, { throwIfNoEntry: false })) throw refusal(file, 'is a symbolic link to nothing', 'ENOENT');
    putInPlace(there === undefined ? file : realpathSync(file), text, there?.mode, replace);
    return there !== undefined;
  } catch (error) {
    if (!isSystemError(error)) throw error;
    if (error.code === 'EEXIST') throw exists(file);
    throw new InputError({ ...writeProblem(file, error), allowed: ALLOWED });
  }
}

function checkTarget(file: string, replace: boolean, inputs: readonly string[]): void {
  const there = statSync(file);
  if (there.isDirectory()) throw refusal(file, 'is a directory', 'EISDIR', 'name a file in it');
  if (!there.isFile()) throw refusal(file, 'is not a regular file', 'a device, pipe or socket');
  const isInput = inputs.some((input) => {
    const read = statSync(input, { throwIfNoEntry: false });
    return read?.ino === there.ino && read.dev === there.dev;
  });
  if (isInput) throw refusal(file, 'is also read as input', file);
  if (!replace) throw exists(file);
}

function putInPlace(target: string, text: string, mode: number | undefined, replace: boolean): void {
  const work = mkdtempSync(join(dirname(target), '.cdk8s-verrazzano-'));
  try {
    const draft = join(work, 'file');
    const descriptor = openSync(draft, 'wx', mode ?? 0o666);
    try {
      writeFileSync(descriptor, text);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    if (replace) renameSync(draft, target);
    else placeNew(draft, target);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** A link does not replace a file that has come since, as a rename would. */
function placeNew(draft: string, target: string): void {
  try {
    linkSync(draft, target);
  } catch (error) {
    if (!isSystemError(error) || !['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(error.code ?? '')) throw error;
    renameSync(draft, target);
  }
}

function exists(file: string): InputError {
  return refusal(file, 'exists', 'EEXIST', 'name another file, or add --force to replace it');
}

function refusal(file: string, what: string, got: string, fix = 'name another file'): InputError {
  return new InputError({ at: file, what, got, allowed: ALLOWED, fix });
}
