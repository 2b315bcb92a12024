import type { Problem } from '../../values/problem';

/** What a code of the file system means when something is written, and what to do. */
const MEANINGS: Readonly<Record<string, readonly [what: string, fix: string]>> = {
  EACCES: ['may not be written', 'give yourself permission to write it'],
  EBUSY: ['is in use by another program', 'end that program, and run this one again'],
  EDQUOT: ['does not fit: the disk quota is used up', 'make room on the disk'],
  EEXIST: ['exists already', 'move it away'],
  EFBIG: ['is larger than the file system takes', 'write it to another disk'],
  EIO: ['cannot be written: the disk reports an error', 'check the disk'],
  EISDIR: ['is a directory', 'name a file in it'],
  ELOOP: ['is a loop of symbolic links', 'name the file itself'],
  EMFILE: ['cannot be opened: too many files are open', 'raise the limit of open files'],
  ENAMETOOLONG: ['has a name that is too long', 'use shorter names, or another folder'],
  ENOENT: ['is in a folder that does not exist', 'make the folder'],
  ENOSPC: ['does not fit: the disk is full', 'make room on the disk'],
  ENOTDIR: ['is below something that is not a folder', 'choose another folder'],
  EPERM: ['may not be written', 'give yourself permission to write it, and check that it is not locked'],
  EROFS: ['is on a file system that is read-only', 'write elsewhere'],
  EXDEV: ['is on another disk than the folder above it', 'put the whole folder on one disk'],
};

/** An error of the file system, as Node throws it; by its fields, since tests run in a realm of their own. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return (
    typeof error === 'object' &&
    error !== null &&
    'syscall' in error &&
    'code' in error &&
    typeof error.code === 'string'
  );
}

/**
 * What an error of the file system means to someone who wants a file to be written.
 * @param path - of the file or folder; the path of the error is used where there is one
 * @param error - what was thrown
 */
export function writeProblem(path: string, error: NodeJS.ErrnoException): Problem {
  const code = error.code ?? 'an unknown error';
  const [what, fix] = MEANINGS[code] ?? ['cannot be written', 'check the name and the disk'];
  return { at: path, what, got: code, allowed: 'a file or folder that can be written', fix };
}
