import { existsSync, mkdirSync, readdirSync } from 'fs';
import { relative, resolve, sep } from 'path';
import { ARGO_FOLDER, HOSTS_FOLDER } from '../names';
import type { OutputFile } from '../output/output-file';
import { sha256, SUMS_FILE } from '../output/sums';
import { problem, problemsError } from '../problem';
import type { Selection } from '../render/selection';
import { describeProblem } from '../../values/problem';
import { changeFiles, NotUndone, undoAll, type FileChange } from './change-files';
import type { FileStates } from './file-states';
import { isSystemError, writeProblem } from './file-system-error';
import { fileSystemTime } from './file-system-time';
import { WORK_PREFIX, type JournalEntry } from './journal';
import { locked } from './lock';
import { outputFolder, type OutputFolder } from './output-folder';
import type { ChangeCheck, OutputChange } from './output-change';
import { previousFiles, type PreviousFiles } from './previous-output';

/** What a run did to the output folder; paths relative to it with forward slashes, sorted. */
export interface WriteResult {
  /** The output folder, absolute. */
  readonly outdir: string;
  /** New files. */
  readonly written: readonly string[];
  /** Files with new content. */
  readonly changed: readonly string[];
  /** Files that an earlier run wrote and this one did not. */
  readonly removed: readonly string[];
  /** Files at places of removed ones that were edited since they were written. They stay, and Argo CD reads them. */
  readonly kept: readonly string[];
  /** What checks of changes say, such as hops between versions of charts; empty where there is nothing to mind. */
  readonly notices: readonly string[];
}

/**
 * Makes the output folder hold the files: writes new and changed ones, leaves the others alone, removes those that an
 * earlier run wrote. A file in the SHA256SUMS of an earlier run belongs to the tool: it is replaced also when it was
 * edited since (Git has the edit), and it is removed when it has the content that is listed. Every other file stays.
 *
 * Everything is checked, and all new content is on disk under temporary names, before the first file changes. When a
 * change is refused, the others are undone. What a run leaves that was killed is undone first.
 *
 * @param files - path below the folder (forward slashes) to content
 * @param options - what is written, and what is known of the files
 * @throws Error when a SHA256SUMS file of an earlier run cannot be trusted, a file that the tool did not write is in
 * the way, another run writes, or the file system refuses something; nothing has changed then
 */
export function writeOutput(
  outdir: string,
  files: ReadonlyMap<string, OutputFile>,
  { isSelected = () => true, check = () => ({ errors: [], notices: [] }), states }: WriteOptions = {},
): WriteResult {
  const folder = resolve(outdir);
  return onFileSystem(folder, () => {
    mkdirSync(folder, { recursive: true });
    return locked(folder, () => {
      const undone = undoAll(folder);
      const onDisk = outputFolder(folder);
      const compared = { onDisk, states, before: states === undefined ? -Infinity : fileSystemTime(folder) };
      const { changes, ...result } = plan(folder, files, { isSelected, check, ...compared }, undone);
      const staged = changeFiles(folder, changes);
      if (states !== undefined && changes.length > 0) rememberWritten(folder, changes, files, states, staged);
      return { outdir: folder, ...result };
    });
  });
}

/**
 * Undoes what a killed run has left in an output folder, so that it is whole even when nothing new can be written.
 * @throws Error when the file system refuses that
 */
export function healOutput(outdir: string): void {
  const folder = resolve(outdir);
  onFileSystem(folder, () => {
    const isLeft = existsSync(folder) && readdirSync(folder).some((name) => name.startsWith(WORK_PREFIX));
    if (isLeft) locked(folder, () => undoAll(folder));
  });
}

/** How the output is written. */
export interface WriteOptions {
  /** Which folders are written; the others are left alone. @default - all */
  readonly isSelected?: Selection;
  /** Looks at the files that change. @default - nothing is checked */
  readonly check?: ChangeCheck;
  /** What an earlier run knew of the files, which need not be read then. @default - all are read */
  readonly states?: FileStates | undefined;
}

interface Plan extends Omit<WriteResult, 'outdir'> {
  readonly changes: readonly FileChange[];
}

function plan(
  folder: string,
  files: ReadonlyMap<string, OutputFile>,
  { isSelected, check, ...compared }: Compared & Required<Omit<WriteOptions, 'states'>>,
  undone: readonly JournalEntry[],
): Plan {
  const problems: string[] = [];
  const { onDisk } = compared;
  const place = { outdir: folder, folder: onDisk, files, isSelected };
  const ours = undone.filter(({ path }) => isSelected(folderOf(path)));
  const previous = withUndone(previousFiles(place, clustersOf(files), problems), ours);
  const replaced: FileChange[] = [];
  for (const [path, file] of files) {
    if (isAsMeant(path, file, compared)) continue;
    const change = changeOf(path, file, onDisk, previous, problems);
    if (change !== undefined) replaced.push(change);
  }
  const gone = [...previous.hashes.keys()]
    .filter((path) => !files.has(path))
    .sort()
    .flatMap((path) => {
      const there = onDisk.look(path);
      return there.type === 'file' ? [{ path, content: there.content }] : [];
    });
  if (problems.length > 0) throw problemsError(problems);
  const { errors, notices } = check(replaced.flatMap(({ path, before }) => contents(path, before, onDisk, files)));
  if (errors.length > 0) throw problemsError(errors);
  const [removed, kept] = [true, false].map((known) =>
    gone.filter(({ path, content }) => isKnown(content, previous.hashes.get(path)) === known),
  );
  const removals = (removed ?? []).map(({ path, content }) => ({ path, before: sha256(content) }));
  const pathsOf = (list: readonly { readonly path: string }[] = []): string[] => list.map(({ path }) => path).sort();
  return {
    // Sums last: a reader in between finds the old ones.
    changes: [...replaced, ...removals].sort((a, b) => Number(isSums(a.path)) - Number(isSums(b.path))),
    written: pathsOf(replaced.filter(({ before }) => before === undefined)),
    changed: pathsOf(replaced.filter(({ before }) => before !== undefined)),
    removed: pathsOf(removed),
    kept: pathsOf(kept),
    notices,
  };
}

/** What files are compared with. */
interface Compared {
  readonly onDisk: OutputFolder;
  readonly states: FileStates | undefined;
  /** A time of the file system before any file is looked at. */
  readonly before: number;
}

/** Whether a file is as it should be; false where that cannot be told fast. */
function isAsMeant(path: string, file: OutputFile, { onDisk, states, before }: Compared): boolean {
  const { hash } = file;
  if (states === undefined || hash === undefined) return onDisk.holds(path, file.content);
  const stated = onDisk.stated(path);
  if (stated === undefined) return false;
  if (states.has(path, hash, stated)) return true;
  if (!onDisk.matches(path, stated.size, hash)) return false;
  states.remember(path, hash, stated, before);
  return true;
}

/** Remembers what was written, unless someone has changed it since. */
function rememberWritten(
  folder: string,
  changes: readonly FileChange[],
  files: ReadonlyMap<string, OutputFile>,
  states: FileStates,
  staged: number,
): void {
  const before = fileSystemTime(folder);
  const onDisk = outputFolder(folder);
  for (const { path } of changes) {
    const hash = files.get(path)?.hash;
    const stated = hash === undefined ? undefined : onDisk.stated(path);
    if (hash !== undefined && stated !== undefined && stated.mtimeMs < staged) {
      states.remember(path, hash, stated, before);
    }
  }
}

/** A file that an earlier run wrote, before and after. */
function contents(
  path: string,
  before: string | undefined,
  onDisk: OutputFolder,
  files: ReadonlyMap<string, OutputFile>,
): readonly OutputChange[] {
  const after = files.get(path)?.content;
  if (before === undefined || after === undefined) return [];
  const there = onDisk.look(path);
  if (there.type !== 'file') return [];
  return [{ path, before: there.content.toString('utf8'), after }];
}

/** The change that a file needs which is not as it should be, as far as can be told fast; undefined where nothing changes. */
function changeOf(
  path: string,
  { content, hash }: OutputFile,
  onDisk: OutputFolder,
  previous: PreviousFiles,
  problems: string[],
): FileChange | undefined {
  const there = onDisk.look(path);
  const change = { path, content, after: hash, durable: isSums(path) };
  if (there.type === 'nothing') return change;
  if (there.type === 'file') {
    if (there.content.length === Buffer.byteLength(content) && there.content.equals(Buffer.from(content)))
      return undefined;
    if (previous.hashes.has(path) || previous.unchanged.has(folderOf(path))) {
      return { ...change, before: sha256(there.content) };
    }
  }
  const what =
    there.type === 'obstacle'
      ? `a file cannot be written: ${there.why}`
      : 'a file is in the way that no earlier run wrote';
  problems.push(problem('', { what, got: path, fix: 'move or delete it, or choose another outdir' }));
  return undefined;
}

/** Whether a file has the content that an earlier run gave it, also where Git has changed its line ends. */
function isKnown(content: Buffer, hashes: ReadonlySet<string> | undefined): boolean {
  if (hashes === undefined) return false;
  return (
    hashes.has(sha256(content)) || hashes.has(sha256(content.toString('latin1').replaceAll('\r\n', '\n'), 'latin1'))
  );
}

/** With the files that a killed run was about to write. */
function withUndone(previous: PreviousFiles, undone: readonly JournalEntry[]): PreviousFiles {
  if (undone.length === 0) return previous;
  const files = new Map([...previous.hashes].map(([path, hashes]) => [path, new Set(hashes)]));
  for (const { path, before, after } of undone) {
    const hashes = files.get(path) ?? new Set();
    for (const hash of [before, after]) if (hash !== null) hashes.add(hash);
    files.set(path, hashes);
  }
  return { ...previous, hashes: files };
}

/** The folder of a file; that of its cluster for a host file. */
function folderOf(path: string): string {
  const [first = '', second = ''] = path.split('/');
  return first === HOSTS_FOLDER ? second : first;
}

function clustersOf(files: ReadonlyMap<string, OutputFile>): string[] {
  return [...files.keys()].filter(isSums).flatMap((path) => {
    const [folder = '', ...more] = path.split('/');
    return more.length === 1 && folder !== ARGO_FOLDER ? [folder] : [];
  });
}

function isSums(path: string): boolean {
  return path.endsWith(`/${SUMS_FILE}`);
}

/** Puts errors of the file system into words. */
function onFileSystem<T>(folder: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const cause = error instanceof NotUndone ? error.cause : error;
    if (!isSystemError(cause)) throw error;
    const text = describeProblem(writeProblem(pathOf(folder, cause), cause));
    if (!(error instanceof NotUndone)) throw problemsError([text]);
    throw new Error(`1 problem; the old output could not be put back, which the next run does:\n- ${text}`);
  }
}

/**
 * The path that an error is about, not that of a temporary file; relative to the working directory where it is below.
 */
function pathOf(folder: string, error: NodeJS.ErrnoException & { readonly dest?: string }): string {
  const path = [error.path, error.dest].find((one) => one !== undefined && !one.includes(WORK_PREFIX)) ?? folder;
  const near = relative('.', path);
  return near === '' || near.startsWith('..') ? path : near.split(sep).join('/');
}
