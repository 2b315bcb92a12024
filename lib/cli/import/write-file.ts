import { writeFileSync } from 'fs';
import { InputError } from '../input/input-error';

const ALLOWED = 'a file in a folder that exists';

/** What a system error code means, and what to do. */
const SYSTEM_ERRORS: Readonly<Record<string, readonly [what: string, fix: string]>> = {
  EACCES: ['may not be written', 'give yourself permission to write it'],
  EEXIST: ['exists', 'name another file, or add --force to replace it'],
  EISDIR: ['is a directory', 'name a file in it'],
  ENOENT: ['is in a folder that does not exist', 'make the folder'],
  ENOTDIR: ['is in a folder that does not exist', 'make the folder'],
  EROFS: ['may not be written', 'name a file elsewhere'],
};

/**
 * Writes a text file.
 * @param file - path
 * @param text - the content
 * @param replace - whether an existing file is replaced
 * @throws InputError when it exists and is not to be replaced, or cannot be written
 */
export function writeText(file: string, text: string, replace: boolean): void {
  try {
    writeFileSync(file, text, { flag: replace ? 'w' : 'wx' });
  } catch (error) {
    const code =
      typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'an unknown error';
    const [what, fix] = SYSTEM_ERRORS[code] ?? ['cannot be written', 'check the name and the disk'];
    throw new InputError({ at: file, what, got: code, allowed: ALLOWED, fix });
  }
}
