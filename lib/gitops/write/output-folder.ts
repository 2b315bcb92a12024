import { closeSync, constants, fstatSync, lstatSync, openSync, readSync } from 'fs';
import { dirname, join } from 'path';

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

/**
 * Looks at paths below a folder without following symbolic links. The folders on the way are looked at once.
 *
 * @param root - the folder; it may itself be reached through links
 * @returns a function from a path (relative, forward slashes) to what it holds
 */
export function onDisk(root: string): (path: string) => OnDisk {
  const folders = new Map<string, Folder>();

  const folder = (path: string): Folder => {
    if (path === '.') return { type: 'folder' };
    const known = folders.get(path);
    if (known !== undefined) return known;
    const above = folder(dirname(path));
    const found = above.type === 'folder' ? folderAt(root, path) : above;
    folders.set(path, found);
    return found;
  };

  return (path) => {
    const above = folder(dirname(path));
    return above.type === 'folder' ? fileAt(root, path) : above;
  };
}

function folderAt(root: string, path: string): Folder {
  const stats = lstatSync(join(root, path), { throwIfNoEntry: false });
  if (stats === undefined) return NOTHING;
  if (stats.isSymbolicLink()) return { type: 'obstacle', why: `${path} is a symbolic link` };
  return stats.isDirectory() ? { type: 'folder' } : { type: 'obstacle', why: `${path} is not a folder` };
}

function fileAt(root: string, path: string): OnDisk {
  let descriptor: number;
  try {
    // A pipe without a writer would otherwise be waited for.
    descriptor = openSync(join(root, path), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    return notOpened(root, path, error);
  }
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

function notOpened(root: string, path: string, error: unknown): OnDisk {
  const stats = lstatSync(join(root, path), { throwIfNoEntry: false });
  if (stats === undefined) return NOTHING;
  if (stats.isSymbolicLink()) return { type: 'obstacle', why: `${path} is a symbolic link` };
  if (!stats.isFile()) return { type: 'obstacle', why: `${path} is not a regular file` };
  throw error;
}
