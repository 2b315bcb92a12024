import { mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'fs';
import { dirname, join, resolve } from 'path';
import { problem, problemsError } from '../problem';
import { SUMS_FILE } from '../output/sums';
import { onDisk } from './output-folder';
import { previousFiles } from './previous-output';

/** What a run did to the output folder; paths relative to it, sorted. */
export interface WriteResult {
  /** New or changed files. */
  readonly written: readonly string[];
  /** Files that an earlier run wrote and this one did not. */
  readonly removed: readonly string[];
}

/**
 * Makes the output folder hold the files: writes new and changed ones, leaves the others alone, removes those that an
 * earlier run wrote. Files in the SHA256SUMS of an earlier run belong to the tool, also when they were edited since:
 * they are replaced or removed (Git has the edit). Every other file stays.
 *
 * Everything is checked, and all new content is on disk under temporary names, before the first file changes.
 *
 * @param files - path below the folder (forward slashes) to content
 * @throws Error when a SHA256SUMS file of an earlier run is not to be trusted, or a file that the tool did not write is
 * in the way; nothing is written then
 */
export function writeOutput(outdir: string, files: ReadonlyMap<string, string>): WriteResult {
  const folder = resolve(outdir);
  const problems: string[] = [];
  const clusters = [...files.keys()].flatMap((path) =>
    /^[^/_]+\/SHA256SUMS$/.test(path) ? (path.split('/')[0] ?? '') : [],
  );
  const previous = previousFiles(
    folder,
    clusters.filter((name) => name !== 'argocd'),
    problems,
  );

  const changed = [...files].filter(([path, content]) => {
    const there = onDisk(folder, path);
    if (there.type === 'nothing') return true;
    if (there.type === 'file' && there.content.equals(Buffer.from(content, 'utf8'))) return false;
    if (there.type === 'obstacle' || !previous.has(path)) {
      const what =
        there.type === 'obstacle'
          ? `a file cannot be written: ${there.why}`
          : 'a file is in the way that no earlier run wrote';
      problems.push(problem('', { what, got: path, fix: 'move or delete it, or choose another outdir' }));
    }
    return true;
  });
  const removed = [...previous].filter((path) => !files.has(path) && onDisk(folder, path).type === 'file').sort();
  if (problems.length > 0) throw problemsError(problems);

  mkdirSync(folder, { recursive: true });
  // SHA256SUMS last: until then the old ones name what a run that was cut short has to clean up
  const ordered = [...changed].sort(([a], [b]) => Number(isSums(a)) - Number(isSums(b)));
  const staged = stage(folder, ordered);
  const [sums, content] = [staged.filter(({ path }) => isSums(path)), staged.filter(({ path }) => !isSums(path))];
  for (const { path, temporary } of content) renameSync(temporary, join(folder, path));
  for (const path of removed) rmSync(join(folder, path));
  for (const { path, temporary } of sums) renameSync(temporary, join(folder, path));
  for (const path of removed) removeEmptyFolders(folder, dirname(path));
  return { written: changed.map(([path]) => path).sort(), removed };
}

interface Staged {
  readonly path: string;
  readonly temporary: string;
}

function stage(folder: string, files: readonly (readonly [string, string])[]): Staged[] {
  const staged: Staged[] = [];
  try {
    for (const [path, content] of files) {
      const target = join(folder, path);
      mkdirSync(dirname(target), { recursive: true });
      const temporary = join(dirname(target), `.tmp-${process.pid}-${staged.length}`);
      staged.push({ path, temporary });
      writeFileSync(temporary, content, { encoding: 'utf8', flag: 'wx' });
    }
    return staged;
  } catch (error) {
    for (const { temporary } of staged) rmSync(temporary, { force: true });
    for (const { path } of staged) removeEmptyFolders(folder, dirname(path));
    throw error;
  }
}

function removeEmptyFolders(folder: string, path: string): void {
  if (path === '.') return;
  try {
    if (readdirSync(join(folder, path)).length > 0) return;
    rmdirSync(join(folder, path));
  } catch {
    return; // gone already, or not ours to remove
  }
  removeEmptyFolders(folder, dirname(path));
}

function isSums(path: string): boolean {
  return path.endsWith(`/${SUMS_FILE}`);
}
