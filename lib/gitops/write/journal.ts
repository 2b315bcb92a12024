import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'fs';
import { join } from 'path';
import { isSystemError } from './file-system-error';

/** Start of the names of what a run has in the output folder while it writes; no cluster has such a name. */
export const WORK_PREFIX = '.cdk8s-verrazzano';

/** Name of the lock in the output folder. */
export const LOCK_FILE = `${WORK_PREFIX}.lock`;

/** One file that a run changes. */
export interface JournalEntry {
  /** Path below the output folder, forward slashes. */
  readonly path: string;
  /** SHA-256 of the content before; null for a new file. */
  readonly before: string | null;
  /** SHA-256 of the content after; null for a file that is removed. */
  readonly after: string | null;
}

const JOURNAL = 'journal.json';
const VERSION = 1;

/**
 * Writes down what is about to change, so that a later run can undo it; it is on the disk when this returns.
 * @param work - folder of the run
 */
export function writeJournal(work: string, steps: readonly JournalEntry[]): void {
  const draft = join(work, 'journal.draft');
  writeDurably(draft, JSON.stringify({ version: VERSION, steps }));
  renameSync(draft, join(work, JOURNAL));
  syncFolder(work);
}

/** From here on everything has changed, and is not undone any more. */
export function closeJournal(work: string): void {
  renameSync(join(work, JOURNAL), join(work, 'journal.done'));
}

/** The steps of a run that did not end; empty when it had not started to change files, or was done. */
export function openSteps(work: string): JournalEntry[] {
  let text: string;
  try {
    text = readFileSync(join(work, JOURNAL), 'utf8');
  } catch (error) {
    if (isSystemError(error) && error.code === 'ENOENT') return [];
    throw error;
  }
  const journal = JSON.parse(text) as { readonly version: number; readonly steps: JournalEntry[] };
  return journal.version === VERSION ? journal.steps : [];
}

/** Writes a new file that is on the disk when this returns. */
export function writeDurably(path: string, content: string): void {
  const descriptor = openSync(path, 'wx');
  try {
    writeFileSync(descriptor, content);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Names in a folder are on the disk when this returns, where the system can do that. */
function syncFolder(folder: string): void {
  try {
    const descriptor = openSync(folder, 'r');
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    // Windows opens no folders, and some file systems do not sync them.
    const codes = ['EISDIR', 'EPERM', 'EACCES', 'EINVAL', 'ENOTSUP'];
    if (!isSystemError(error) || !codes.includes(error.code ?? '')) throw error;
  }
}
