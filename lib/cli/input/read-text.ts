import { closeSync, constants, fstatSync, openSync, readSync } from 'fs';
import { decodeText, ENCODINGS } from './decode-text';
import { InputError } from './input-error';
import { noPointer } from './lfs-pointer';

/** The largest file that is read. A resource at an API server is at most about 1.5 MiB; a dump holds several. */
export const MAX_BYTES = 5 * 1024 * 1024;

/** What is taken for a file that says it is empty; most files fit. */
const SMALL = 16 * 1024;

/** What a system error code means, and what to do. */
const SYSTEM_ERRORS: Readonly<Record<string, readonly [what: string, fix: string]>> = {
  EACCES: ['may not be read', 'give yourself permission to read it'],
  EISDIR: ['is a directory', 'name a file'],
  ELOOP: ['is a loop of symbolic links', 'name the file itself'],
  ENAMETOOLONG: ['has a name that is too long', 'check the name'],
  ENOENT: ['does not exist', 'check the name'],
  ENOTDIR: ['does not exist', 'check the name'],
  EPERM: ['may not be read', 'give yourself permission to read it'],
};

/**
 * Reads a text file.
 * @param file - path, absolute or relative to the working directory
 * @param limit - how many bytes it may have at most
 * @default limit - 5 MiB
 * @throws InputError when it cannot be read, is not a regular file, is too large, is not text, or is a pointer of Git LFS
 */
export function readText(file: string, limit = MAX_BYTES): string {
  const bytes = readBytes(file, limit);
  const fix = 'pass YAML or JSON as kubectl prints it';
  const text = decodeText(bytes);
  if (text !== undefined) return noPointer(file, text);
  throw new InputError({ at: file, what: 'is not text', got: 'binary data', allowed: ENCODINGS, fix });
}

/**
 * Reads a file.
 * @param file - path, absolute or relative to the working directory
 * @param limit - how many bytes it may have at most
 * @throws InputError when it cannot be read, is not a regular file, or is too large
 */
export function readBytes(file: string, limit: number): Buffer {
  let descriptor: number | undefined;
  try {
    // A pipe without a writer would otherwise be waited for.
    descriptor = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) throw notRegular(file, stats.isDirectory());
    if (stats.size > limit) throw tooLarge(file, `${stats.size} bytes`, limit);
    return readAtMost(file, descriptor, stats.size, Math.max(stats.size, MAX_BYTES));
  } catch (error) {
    throw error instanceof InputError ? error : systemError(file, error);
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** Files below /proc report size 0, and others grow; therefore the size is checked again. */
function readAtMost(file: string, descriptor: number, size: number, limit: number): Buffer {
  let buffer = Buffer.alloc(Math.min(Math.max(size, SMALL), limit) + 1);
  let length = 0;
  for (;;) {
    if (length === buffer.length) buffer = Buffer.concat([buffer], Math.min(2 * length, limit + 1));
    const read = readSync(descriptor, buffer, length, buffer.length - length, null);
    length += read;
    if (length > limit) throw tooLarge(file, `more than ${limit} bytes`, limit);
    if (read === 0) return buffer.subarray(0, length);
  }
}

/**
 * A limit of the size of what is read, as in `at most 5 MiB`.
 * @param bytes - the limit
 */
export function atMost(bytes: number): string {
  return `at most ${bytes / 1024 / 1024} MiB`;
}

function tooLarge(file: string, got: string, limit: number): InputError {
  return new InputError({
    at: file,
    what: 'is too large',
    got,
    allowed: `a file of ${atMost(limit)}`,
    fix: 'split it, or leave out what is not needed',
  });
}

function notRegular(file: string, isDirectory: boolean): InputError {
  const got = isDirectory ? 'a directory' : 'a device, pipe or socket';
  const fix = isDirectory ? 'name a file in it' : 'name a file';
  return new InputError({ at: file, what: 'is not a regular file', got, allowed: 'a file', fix });
}

/**
 * What an error of the file system means.
 * @param file - path of the file or folder
 * @param error - what was thrown
 */
export function systemError(file: string, error: unknown): InputError {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'an unknown error';
  const [what, fix] = SYSTEM_ERRORS[code] ?? ['cannot be read', 'check the name and the disk'];
  return new InputError({ at: file, what, got: code, allowed: 'a file or folder that can be read', fix });
}
