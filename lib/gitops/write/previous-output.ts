import { readdirSync } from 'fs';
import { ARGO_FOLDER, HOSTS_FOLDER } from '../names';
import { isDnsLabel } from '../../values/names';
import { problem } from '../problem';
import type { Selection } from '../render/selection';
import type { OutputFile } from '../output/output-file';
import { isClusterReadme } from '../output/readme';
import { parseSums, sha256, SUMS_FILE } from '../output/sums';
import type { OutputFolder } from './output-folder';
import { unsafePath } from './output-folder';

const RESTORE = 'restore the file from Git, or delete it and remove stale files by hand';

/** Files of earlier runs. */
export interface PreviousFiles {
  /** Path below the output folder to the SHA-256 of the contents that those runs gave it. */
  readonly hashes: ReadonlyMap<string, ReadonlySet<string>>;
  /** Folders whose SHA256SUMS lists what is written now and nothing else; their files are not in `hashes`. */
  readonly unchanged: ReadonlySet<string>;
}

/** Where the files of earlier runs are. */
export interface PreviousPlace {
  /** The output folder; it exists. */
  readonly outdir: string;
  /** What paths below it hold. */
  readonly folder: OutputFolder;
  /** What is written now, by path below the output folder; it is looked at later. */
  readonly files: ReadonlyMap<string, OutputFile>;
  /** Which of its folders count. */
  readonly isSelected: Selection;
}

/**
 * The files that earlier runs wrote, by the SHA256SUMS files of the output folder: that of Argo CD and those of the
 * clusters. A folder is a cluster when it is now written, when the sums of Argo CD name it (as they did in earlier
 * versions), or when it has the README.md of one.
 *
 * @param place - the output folder, what paths below it hold, and which of its folders count
 * @param clusters - names of the clusters that are now written
 * @param problems - takes malformed lines, and paths that are absolute, lead out of their folder or through links
 * @returns the files, the SHA256SUMS files included
 */
export function previousFiles(
  { outdir, folder: onDisk, files: written, isSelected }: PreviousPlace,
  clusters: readonly string[],
  problems: string[],
): PreviousFiles {
  const files = new Map<string, Set<string>>();
  const unchanged = new Set<string>();
  const names = new Set([...clusters, ...clusterFolders(outdir, onDisk)]);
  const add = (path: string, hash: string): unknown => files.set(path, (files.get(path) ?? new Set()).add(hash));

  const read = (folder: string, place: (path: string) => string | undefined): void => {
    const sums = `${folder}/${SUMS_FILE}`;
    const now = written.get(sums)?.content;
    // It lists what is written now, and nothing else.
    if (now !== undefined && onDisk.holds(sums, now)) {
      unchanged.add(folder);
      return;
    }
    const found = onDisk.look(sums);
    if (found.type === 'nothing') return;
    const report = (what: string, got?: string): unknown =>
      problems.push(problem('', { what: `${sums} ${what}`, ...(got === undefined ? {} : { got }), fix: RESTORE }));
    if (found.type === 'obstacle') {
      report(`cannot be read: ${found.why}`);
      return;
    }
    add(sums, sha256(found.content));
    const { entries, malformed } = parseSums(found.content.toString('utf8'));
    for (const { line, text } of malformed) report(`has a malformed line ${line}`, text);
    for (const { hash, path } of entries) {
      const placed = place(path);
      if (placed === undefined) continue;
      if (written.has(placed)) {
        add(placed, hash);
        continue;
      }
      const unsafe = unsafePath(placed);
      const there = unsafe === undefined ? onDisk.look(placed) : undefined;
      if (unsafe !== undefined) report(`lists a path that ${unsafe}`, path);
      else if (there?.type === 'obstacle') report(`lists a path that cannot be followed: ${there.why}`, path);
      else add(placed, hash);
    }
  };

  const place = (folder: string, path: string): string => {
    const host = `../${HOSTS_FOLDER}/${folder}/`;
    return path.startsWith(host) ? below(`${HOSTS_FOLDER}/${folder}`, path.slice(host.length)) : below(folder, path);
  };
  if (isSelected(ARGO_FOLDER)) {
    read(ARGO_FOLDER, (path) => {
      const cluster = clusterOfSums(path);
      if (cluster === undefined) return place(ARGO_FOLDER, path);
      names.add(cluster);
      return undefined;
    });
  }
  for (const name of [...names].filter(isSelected).sort()) read(name, (path) => place(name, path));
  return { hashes: files, unchanged };
}

function clusterFolders(outdir: string, folder: OutputFolder): string[] {
  return readdirSync(outdir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && isDnsLabel(entry.name) && entry.name !== ARGO_FOLDER)
    .map(({ name }) => name)
    .filter((name) => {
      const readme = folder.look(`${name}/README.md`);
      return readme.type === 'file' && isClusterReadme(readme.content.toString('utf8'), name);
    });
}

/** `../<cluster>/SHA256SUMS` to cluster */
function clusterOfSums(path: string): string | undefined {
  const [up, name, file, ...more] = path.split('/');
  const isSums = up === '..' && file === SUMS_FILE && more.length === 0;
  return isSums && isDnsLabel(name) && name !== ARGO_FOLDER ? name : undefined;
}

/** Keeps what is unsafe recognizable, so that it is refused and not made harmless. */
function below(folder: string, path: string): string {
  return unsafePath(path) === undefined ? `${folder}/${path}` : path;
}
