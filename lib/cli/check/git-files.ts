import { execFileSync } from 'child_process';
import { realpathSync, statSync } from 'fs';
import { dirname, extname, join, posix, relative, resolve, sep } from 'path';
import { InputError } from '../../values/input-error';
import { TOTALS } from '../input/totals';
import type { Files } from './read-sources';

const EXTENSIONS: readonly string[] = ['.json', '.yaml', '.yml'];

/**
 * The files of a commit, under the names that they have in the work tree.
 * @param revision - a commit, branch or tag
 * @param path - a path of the work tree, which says in which repository
 * @throws InputError when there is no repository, or no such revision
 */
export function gitFiles(revision: string, path: string): Files {
  const folder = existingFolder(resolve(path));
  const top = git(folder, ['rev-parse', '--show-toplevel'], path, 'is not in a Git repository').trim();
  const commit = git(
    folder,
    ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`],
    '--git',
    'is not a revision of the repository',
    revision,
  ).trim();
  const nameOf = (file: string): string => {
    const inside = relative(
      top,
      join(realpathSync(existingFolder(resolve(file))), relative(existingFolder(resolve(file)), resolve(file))),
    );
    return inside.split(sep).join('/');
  };
  const listed = new Map<string, boolean>();
  const files = git(top, ['ls-tree', '-r', '-z', '--name-only', '--full-tree', commit], path, 'cannot be listed').split(
    '\0',
  );
  for (const file of files) if (file !== '') listed.set(file, true);
  return {
    list: (wanted) => {
      const inside = nameOf(wanted);
      const own = [...listed.keys()].filter(
        (file) => inside === '' || file === inside || file.startsWith(`${inside}/`),
      );
      return own
        .filter((file) => EXTENSIONS.includes(extname(file).toLowerCase()))
        .sort()
        .map((file) =>
          file === inside
            ? wanted
            : posix.join(wanted.split(sep).join('/'), file.slice(inside === '' ? 0 : inside.length + 1)),
        );
    },
    read: (file) => git(top, ['cat-file', 'blob', `${commit}:${nameOf(file)}`], file, 'cannot be read'),
    has: (file) => listed.has(nameOf(file)),
  };
}

/** A file may be gone from the work tree: the nearest folder above it that exists. */
function existingFolder(path: string): string {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) return path;
  const above = dirname(path);
  return above === path ? path : existingFolder(above);
}

function git(folder: string, args: readonly string[], at: string, what: string, got?: string): string {
  try {
    // Nothing is read from the repository but its objects: no pager, no hooks, no helpers.
    return execFileSync('git', ['-C', folder, '-c', 'core.fsmonitor=false', ...args], {
      encoding: 'utf8',
      maxBuffer: TOTALS.bytes,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    const fix = 'name a revision and a folder of a Git repository; git must be installed';
    throw new InputError({ at, what, ...(got !== undefined && { got }), fix });
  }
}
