import { closeSync, constants, fstatSync, lstatSync, openSync, readSync } from 'fs';
import { join } from 'path';
import { sha256 } from '../output/sums';
import type { Stated } from './file-states';

/** What is wrong with a path that a SHA256SUMS file lists; undefined when it may be removed or replaced. */
export function unsafePath(path: string): string | undefined {
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path)) return 'is absolute';
  if (/[\\:]|\p{Cc}/u.test(path)) return 'has characters that no path of this tool has';
  const parts = path.split('/');
  if (parts.includes('..')) return 'leads out of its folder';
  if (parts.some((part) => part === '' || part === '.')) return 'is not in its shortest form';
  return undefined;
}

/** What a path below a folder holds. */
export type OnDisk =
  | { readonly type: 'nothing' }
  | { readonly type: 'file'; readonly content: Buffer }
  | { readonly type: 'obstacle'; readonly why: string };

type Folder = Exclude<OnDisk, { readonly type: 'file' }> | { readonly type: 'folder' };

const NOTHING = { type: 'nothing' } as const;

/** Looks at paths below a folder without following symbolic links. */
export interface OutputFolder {
  /** What a path (relative, forward slashes) holds. */
  look(path: string): OnDisk;
  /** Whether a path holds a string; faster than to look, since most files are as they should be. */
  holds(path: string, content: string): boolean;
  /** What the system says of a path; undefined for everything that is not a regular file. */
  stated(path: string): Stated | undefined;
  /** Whether a path holds a content of a size in bytes and a SHA-256 in hexadecimal digits. */
  matches(path: string, size: number, hash: string): boolean;
}

/**
 * The folder with what is on disk below it. The folders on the way are looked at once.
 * @param root - the folder, absolute; it may itself be reached through links
 */
export function outputFolder(root: string): OutputFolder {
  const folders = new Map<string, Folder>();

  const folder = (path: string): Folder => {
    if (path === '') return { type: 'folder' };
    const known = folders.get(path);
    if (known !== undefined) return known;
    const above = folder(parent(path));
    const found = above.type === 'folder' ? folderAt(root, path) : above;
    folders.set(path, found);
    return found;
  };

  const isBelowFolders = (path: string): boolean => folder(parent(path)).type === 'folder';
  return {
    look: (path) => {
      const above = folder(parent(path));
      return above.type === 'folder' ? fileAt(root, path) : above;
    },
    holds: (path, content) => isBelowFolders(path) && isText(`${root}/${path}`, content),
    stated: (path) => (isBelowFolders(path) ? statedAt(`${root}/${path}`) : undefined),
    matches: (path, size, hash) => {
      const bytes = isBelowFolders(path) ? bytesAt(`${root}/${path}`, size) : undefined;
      return bytes !== undefined && sha256(bytes) === hash;
    },
  };
}

/** A pipe without a writer would otherwise be waited for. */
const READ = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** How bytes that are not UTF-8 are read. */
const REPLACEMENT = '\ufffd';

/** Where files are read to that are compared: larger ones are read into a buffer of their own. */
const SHARED = Buffer.allocUnsafe(2 ** 16);

/** Whether a path is a file with a string; false where that cannot be told fast. */
function isText(path: string, content: string): boolean {
  if (content.includes(REPLACEMENT)) return false;
  return bytesAt(path, Buffer.byteLength(content))?.toString('utf8') === content;
}

/**
 * The bytes of a file of a size, until the next call; undefined where that cannot be told fast. No more is read than the size, so that neither a
 * pipe nor a device is waited for, and without a look at the path before: two system calls less for each file.
 */
function bytesAt(path: string, size: number): Buffer | undefined {
  const buffer = size < SHARED.length ? SHARED : Buffer.allocUnsafe(size + 1);
  let descriptor: number;
  try {
    descriptor = openSync(path, READ);
  } catch {
    return undefined; // to be looked at, which says why
  }
  try {
    return readSync(descriptor, buffer, 0, size + 1, null) === size ? buffer.subarray(0, size) : undefined;
  } catch {
    return undefined;
  } finally {
    closeSync(descriptor);
  }
}

function statedAt(path: string): Stated | undefined {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  return stats?.isFile() === true ? stats : undefined;
}

/** The folder of a path; empty for a name alone. */
function parent(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

function folderAt(root: string, path: string): Folder {
  const stats = lstatSync(join(root, path), { throwIfNoEntry: false });
  if (stats === undefined) return NOTHING;
  if (stats.isSymbolicLink()) return { type: 'obstacle', why: `${path} is a symbolic link` };
  return stats.isDirectory() ? { type: 'folder' } : { type: 'obstacle', why: `${path} is not a folder` };
}

function fileAt(root: string, path: string): OnDisk {
  const full = `${root}/${path}`;
  const named = lstatSync(full, { throwIfNoEntry: false });
  if (named === undefined) return NOTHING;
  if (named.isSymbolicLink()) return { type: 'obstacle', why: `${path} is a symbolic link` };
  if (!named.isFile()) return { type: 'obstacle', why: `${path} is not a regular file` };
  const descriptor = openSync(full, READ);
  try {
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) return { type: 'obstacle', why: `${path} is not a regular file` };
    const content = Buffer.allocUnsafe(stats.size);
    let length = 0;
    for (let read = -1; length < stats.size && read !== 0; length += read) {
      read = readSync(descriptor, content, length, stats.size - length, null);
    }
    return { type: 'file', content: content.subarray(0, length) };
  } finally {
    closeSync(descriptor);
  }
}
