import { basename, dirname, join, relative, resolve, sep } from 'path';
import type { SourceObject } from '../../checks/checked-object';
import { asCluster } from '../../checks/diff/as-cluster';
import type { CheckFinding } from '../../checks/finding';
import { findingText } from '../../checks/report/text';
import { OWN_CLUSTER } from '../../checks/scopes';
import { SUMS_FILE } from '../../gitops/output/sums';
import { listAt } from '../../connectivity/manifest';
import { textOf } from '../../values/json';
import type { Session } from '../session';
import { RESOURCES, type Kustomization } from './kustomizations';
import { isRemote } from './kustomize/build';
import { builtSources } from './kustomize/built-sources';
import { FILE_SYSTEM, readSources, type Files, type Sources } from './read-sources';

/** The objects before and after. */
export type Sides = readonly [before: readonly SourceObject[], after: readonly SourceObject[]];

/**
 * Reads both sides of a comparison. Files are named relative to the folder of their side, so that both agree, and the folders of two clusters
 * of an output are compared as one cluster.
 * @param before - the folder or file before
 * @param after - the folder or file after
 * @param session - the run; it remembers what is refused
 * @param files - where the files before are
 * @returns nothing when a file cannot be read: half of the objects would give another answer
 */
export function readSides(
  before: string,
  after: string,
  session: Session,
  files: Files = FILE_SYSTEM,
): Sides | undefined {
  const [old, now] = [readSide(before, session, files), readSide(after, session, FILE_SYSTEM)];
  if (old === undefined || now === undefined) return undefined;
  if (!isOneCluster(before, files) || !isOneCluster(after, FILE_SYSTEM)) return [old, now];
  const [from, to] = [before, after].map((path) => basename(resolve(path))) as [string, string];
  return [asCluster(old, from, now, to), now];
}

function readSide(path: string, session: Session, files: Files): readonly SourceObject[] | undefined {
  let objects: readonly SourceObject[] | undefined;
  session.with(path, () => {
    const sources = readSources([path], files);
    refuse(sources.unreadable, session);
    if (sources.unreadable.length > 0) return;
    const own = isOneCluster(path, files) ? { cluster: OWN_CLUSTER } : {};
    const { objects: made, built, findings } = builtSources(sources, files);
    const broken = new Set(findings.map(({ file }) => file));
    const whole = [...built].filter((each) => !broken.has(each.file) && isWhole(each));
    const all = [...made, ...kustomizations(path, sources, new Set(whole))];
    objects = all.map((each) => ({ ...relativeTo(path, each), ...own }));
  });
  return objects;
}

/** What decides about objects and is not built here. */
const NOT_BUILT: readonly string[] = [
  'helmCharts',
  'helmChartInflationGenerator',
  'generators',
  'transformers',
  'validators',
  'configurations',
  'crds',
  'openapi',
  'vars',
];

/** Whether all that a kustomization decides about is built here. */
function isWhole({ object }: Kustomization): boolean {
  const isOpen = RESOURCES.some((field) => listAt(object, field).some((entry) => isRemote(textOf(entry))));
  return !isOpen && NOT_BUILT.every((field) => object[field] === undefined);
}

/** Kustomizations that are not built, or not wholly, as objects, each named after its folder: they have no names of their own. */
function kustomizations(path: string, sources: Sources, whole: ReadonlySet<Kustomization>): readonly SourceObject[] {
  return sources.kustomizations
    .filter((each) => !whole.has(each))
    .map(({ file, object }) => ({
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
    ...(source.deliveredFrom !== undefined && { deliveredFrom: inside(source.deliveredFrom) }),
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
