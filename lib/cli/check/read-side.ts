import { dirname, join, relative, sep } from 'path';
import type { SourceObject } from '../../checks/checked-object';
import type { CheckFinding } from '../../checks/finding';
import { findingText } from '../../checks/report/text';
import { OWN_CLUSTER } from '../../checks/scopes';
import { SUMS_FILE } from '../../gitops/output/sums';
import type { Session } from '../session';
import { FILE_SYSTEM, readSources, type Files, type Sources } from './read-sources';

/**
 * Reads one side of a comparison; files are named relative to its folder, so that both sides agree.
 * @param path - the folder or file
 * @param session - the run; it remembers what is refused
 * @param files - where the files are
 * @returns nothing when a file cannot be read: half of the objects would give another answer
 */
export function readSide(
  path: string,
  session: Session,
  files: Files = FILE_SYSTEM,
): readonly SourceObject[] | undefined {
  let objects: readonly SourceObject[] | undefined;
  session.with(path, () => {
    const sources = readSources([path], files);
    refuse(sources.unreadable, session);
    if (sources.unreadable.length > 0) return;
    const own = isOneCluster(path, files) ? { cluster: OWN_CLUSTER } : {};
    const all = [...sources.objects, ...kustomizations(path, sources)];
    objects = all.map((each) => ({ ...relativeTo(path, each), ...own }));
  });
  return objects;
}

/** Kustomizations as objects, each named after its folder: they have no names of their own, and decide about images and patches. */
function kustomizations(path: string, sources: Sources): readonly SourceObject[] {
  return sources.kustomizations.map(({ file, object }) => ({
    file,
    document: 0,
    item: [],
    root: path,
    apart: false,
    object: {
      apiVersion: 'kustomize.config.k8s.io/v1beta1',
      kind: 'Kustomization',
      ...object,
      metadata: { name: relative(path, dirname(file)).split(sep).join('/') || '.' },
    },
  }));
}

/** Whether a folder is what `GitOpsApp` wrote for one cluster: two of them are compared as one, whatever their names. */
function isOneCluster(path: string, files: Files): boolean {
  return files.has(join(path, SUMS_FILE)) && files.has(join(path, 'README.md'));
}

function relativeTo(path: string, source: SourceObject): SourceObject {
  const inside = (file: string): string => relative(path, file).split(sep).join('/') || '.';
  // The folder of one cluster is compared with that of another; its output around it says nothing of that.
  const apart = source.apart && !inside(source.root).startsWith('..');
  return {
    ...source,
    file: source.file === path ? source.file : inside(source.file),
    apart,
    root: apart ? inside(source.root) : '.',
  };
}

function refuse(unreadable: readonly CheckFinding[], session: Session): void {
  if (unreadable.length === 0) return;
  session.fail();
  for (const finding of unreadable) session.io.err(`${findingText(finding)}\n`);
}
