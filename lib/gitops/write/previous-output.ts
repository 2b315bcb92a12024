import { ARGO_FOLDER } from '../argo/delivery';
import { isDnsLabel } from '../../values/names';
import { problem } from '../problem';
import { parseSums, SUMS_FILE } from '../output/sums';
import { onDisk, unsafePath } from './output-folder';

const RESTORE = 'restore the file from Git, or delete it and remove stale files by hand';

/**
 * The files that an earlier run wrote, by the SHA256SUMS files of the output folder: that of Argo CD, those of the
 * clusters it names, and those of the clusters that are now written.
 *
 * @param clusters - names of the clusters that are now written
 * @param problems - takes malformed lines, and paths that are absolute, lead out of their folder or through links
 * @returns paths below the output folder, the SHA256SUMS files included
 */
export function previousFiles(outdir: string, clusters: readonly string[], problems: string[]): Set<string> {
  const files = new Set<string>();
  const names = new Set(clusters);

  const read = (folder: string, place: (path: string) => string | undefined): void => {
    const sums = `${folder}/${SUMS_FILE}`;
    const found = onDisk(outdir, sums);
    if (found.type === 'nothing') return;
    const refuse = (what: string, got?: string): unknown =>
      problems.push(problem('', { what: `${sums} ${what}`, ...(got === undefined ? {} : { got }), fix: RESTORE }));
    if (found.type === 'obstacle') {
      refuse(`cannot be read: ${found.why}`);
      return;
    }
    files.add(sums);
    const { entries, malformed } = parseSums(found.content.toString('utf8'));
    for (const { line, text } of malformed) refuse(`has a malformed line ${line}`, text);
    for (const { path } of entries) {
      const placed = place(path);
      if (placed === undefined) continue;
      const unsafe = unsafePath(placed);
      if (unsafe !== undefined) {
        refuse(`lists a path that ${unsafe}`, path);
        continue;
      }
      const there = onDisk(outdir, placed);
      if (there.type === 'obstacle') refuse(`lists a path that cannot be followed: ${there.why}`, path);
      else files.add(placed);
    }
  };

  read(ARGO_FOLDER, (path) => {
    const cluster = clusterOfSums(path);
    if (cluster === undefined) return below(ARGO_FOLDER, path);
    names.add(cluster);
    return undefined;
  });
  for (const name of [...names].sort()) {
    const host = `../_host/${name}/`;
    read(name, (path) => (path.startsWith(host) ? below(`_host/${name}`, path.slice(host.length)) : below(name, path)));
  }
  return files;
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
