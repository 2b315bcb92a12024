import type { Stats } from 'fs';
import { lstatSync, readFileSync } from 'fs';
import { join } from 'path';

/** What is wrong with a path that a SHA256SUMS file lists; undefined when it may be removed or replaced. */
export function unsafePath(path: string): string | undefined {
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path)) return 'is absolute';
  if (/[\\:]|\p{Cc}/u.test(path)) return 'has characters that no path of this tool has';
  const parts = path.split('/');
  if (parts.includes('..')) return 'leads out of its folder';
  if (parts.some((part) => part === '' || part === '.')) return 'is not in its shortest form';
  return undefined;
}

/** What stands at a path below a folder. */
export type OnDisk =
  | { readonly type: 'nothing' }
  | { readonly type: 'file'; readonly content: Buffer }
  | { readonly type: 'obstacle'; readonly why: string };

/**
 * Looks at a path without following symbolic links below the folder.
 *
 * @param folder - may itself be reached through links
 * @param path - relative, forward slashes
 */
export function onDisk(folder: string, path: string): OnDisk {
  const parts = path.split('/');
  for (let i = 1; i <= parts.length; i++) {
    const part = parts.slice(0, i).join('/');
    const stats = statOf(join(folder, part));
    if (stats === undefined) return { type: 'nothing' };
    if (stats.isSymbolicLink()) return { type: 'obstacle', why: `${part} is a symbolic link` };
    if (i < parts.length && !stats.isDirectory()) return { type: 'obstacle', why: `${part} is no folder` };
    if (i === parts.length && !stats.isFile()) return { type: 'obstacle', why: `${part} is no regular file` };
  }
  return { type: 'file', content: readFileSync(join(folder, path)) };
}

function statOf(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false });
}
