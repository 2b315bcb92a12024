import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'fs';
import { dirname, join } from 'path';
import { sha256 } from '../output/sums';
import { isSystemError } from './file-system-error';
import { fileSystemTime } from './file-system-time';
import {
  closeJournal,
  LOCK_FILE,
  openSteps,
  WORK_PREFIX,
  writeDurably,
  writeJournal,
  type JournalEntry,
} from './journal';
import { outputFolder, unsafePath } from './output-folder';

/** A file that is written, replaced or removed. */
export interface FileChange {
  /** Path below the output folder, forward slashes. */
  readonly path: string;
  /** SHA-256 of what is there now; undefined where there is nothing. */
  readonly before?: string;
  /** New content; undefined to remove the file. */
  readonly content?: string;
  /** Whether the content must be on the disk before anything changes. */
  readonly durable?: boolean;
}

/**
 * Changes files of a folder: all of them, or, when something is refused, none.
 *
 * New content is written below a folder of its own first, then the names are written down, then each file is renamed
 * into place while the old one is kept. What a killed run leaves is undone by {@link undoAll}.
 *
 * @param folder - the output folder; it exists
 * @returns a time of the file system when all new content was written and no file had changed, in milliseconds
 * @throws the error of the file system, the folder is as it was before; or NotUndone with that error as its cause
 */
export function changeFiles(folder: string, changes: readonly FileChange[]): number {
  if (changes.length === 0) return -Infinity;
  let staged: number;
  const work = mkdtempSync(join(folder, `${WORK_PREFIX}-`));
  try {
    changes.forEach(({ content, durable }, index) => {
      if (content === undefined) return;
      const draft = `${work}/new-${index}`;
      if (durable === true) writeDurably(draft, content);
      else writeFileSync(draft, content, { flag: 'wx' });
    });
    writeJournal(work, changes.map(stepOf));
    staged = fileSystemTime(folder);
    const folders = new Set<string>();
    changes.forEach((change, index) => apply(folder, work, change, index, folders));
    closeJournal(work);
  } catch (error) {
    undoAfter(error, folder, work);
    throw error;
  }
  rmSync(work, { recursive: true, force: true });
  for (const { path, content } of changes) if (content === undefined) removeEmptyFolders(folder, dirname(path));
  return staged;
}

/**
 * Undoes what runs left that were killed, and sweeps their temporary files.
 * @returns the files that they were about to change
 */
export function undoAll(folder: string): JournalEntry[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => name.startsWith(`${WORK_PREFIX}-`) || name.startsWith(`${LOCK_FILE}-`))
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => undo(folder, join(folder, name)));
}

/** Thrown when a change failed and what had changed by then could not be put back; the next run does that. */
export class NotUndone extends Error {
  override readonly name = 'NotUndone';
}

function undoAfter(cause: unknown, folder: string, work: string): void {
  try {
    undo(folder, work);
  } catch {
    throw new NotUndone('the change could not be undone', { cause });
  }
}

function stepOf({ path, before, content }: FileChange): JournalEntry {
  return { path, before: before ?? null, after: content === undefined ? null : sha256(content) };
}

function apply(folder: string, work: string, change: FileChange, index: number, folders: Set<string>): void {
  const { path, before, content } = change;
  const target = `${folder}/${path}`;
  const kept = `${work}/old-${index}`;
  if (content === undefined) {
    renameSync(target, kept);
    return;
  }
  if (before !== undefined) keep(target, kept);
  else makeFolder(dirname(target), folders);
  renameSync(`${work}/new-${index}`, target);
}

function makeFolder(folder: string, made: Set<string>): void {
  if (made.has(folder)) return;
  mkdirSync(folder, { recursive: true });
  made.add(folder);
}

/** Keeps the old file under another name; where possible it stays in place until the new one takes its name. */
function keep(target: string, kept: string): void {
  try {
    linkSync(target, kept);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    renameSync(target, kept);
  }
}

function undo(folder: string, work: string): JournalEntry[] {
  const steps = openSteps(work).filter(({ path }) => unsafePath(path) === undefined);
  for (const [index, step] of [...steps.entries()].reverse()) undoStep(folder, join(work, `old-${index}`), step);
  rmSync(work, { recursive: true, force: true });
  for (const { path } of steps) removeEmptyFolders(folder, dirname(path));
  return steps;
}

/** A file that was changed in the meantime is left as it is. */
function undoStep(folder: string, kept: string, { path, before, after }: JournalEntry): void {
  const target = join(folder, path);
  const there = outputFolder(folder).look(path);
  if (there.type === 'obstacle') return;
  const current = there.type === 'file' ? sha256(there.content) : undefined;
  // A power failure may leave the name without the content.
  const isOurs = current !== undefined && (current === after || (there.type === 'file' && there.content.length === 0));
  if (before === null) {
    if (isOurs) rmSync(target);
    return;
  }
  if (current !== undefined && !isOurs) return;
  if (!existsSync(kept)) return;
  mkdirSync(dirname(target), { recursive: true });
  renameSync(kept, target);
}

function removeEmptyFolders(folder: string, path: string): void {
  if (path === '.') return;
  try {
    rmdirSync(join(folder, path));
  } catch {
    return; // gone already, not empty, or not ours to remove
  }
  removeEmptyFolders(folder, dirname(path));
}
