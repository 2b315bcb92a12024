import { basename, join, relative, resolve, sep } from 'path';
import type { SourceObject } from '../../checks/checked-object';
import { asCluster } from '../../checks/diff/as-cluster';
import { OWN_CLUSTER } from '../../checks/scopes';
import { SUMS_FILE } from '../../gitops/output/sums';
import { counted } from '../../values/counted';
import { oneLine } from '../../values/escape/visible';
import type { JsonValue } from '../../values/json';
import type { Session } from '../session';
import type { Kustomization } from './kustomizations';
import { asWritten, folderName, notBuilt } from './kustomize/as-written';
import { builtSources } from './kustomize/built-sources';
import { FILE_SYSTEM, readSources, type Files, type Sources } from './read-sources';
import { comparable, unreadOf, type Comparable, type Unread } from './unread';

/**
 * Reads both sides of a comparison. Files are named relative to the folder of their side, so that both agree, and the folders of two clusters
 * of an output are compared as one cluster.
 * @param before - the folder or file before
 * @param after - the folder or file after
 * @param session - the run; it remembers what is refused
 * @param files - where the files before are
 * @returns nothing where so little can be read that the answer would be another one
 */
export function readSides(
  before: string,
  after: string,
  session: Session,
  files: Files = FILE_SYSTEM,
): Comparable | undefined {
  const known = new Map<string, readonly JsonValue[]>();
  const sides = [readSide(before, session, files, known), readSide(after, session, FILE_SYSTEM, known)] as const;
  if (sides[0] === undefined || sides[1] === undefined) return undefined;
  note([sides[0], sides[1]], session);
  const read = comparable(sides[0], sides[1], session);
  if (read === undefined || !isOneCluster(before, files) || !isOneCluster(after, FILE_SYSTEM)) return read;
  const [old, now] = read.sides;
  const [from, to] = [before, after].map((path) => basename(resolve(path))) as [string, string];
  return { ...read, sides: [asCluster(old, from, now, to), now] };
}

/** What one side has. */
interface Side {
  readonly objects: readonly SourceObject[];
  readonly unbuilt: readonly Unbuilt[];
  readonly unread: readonly Unread[];
}

function readSide(
  path: string,
  session: Session,
  files: Files,
  known: Map<string, readonly JsonValue[]>,
): Side | undefined {
  let side: Side | undefined;
  session.with(path, () => {
    const sources = readSources([path], files, known);
    const own = isOneCluster(path, files) ? { cluster: OWN_CLUSTER } : {};
    const { objects: made, built, findings } = builtSources(sources, files);
    const broken = new Set(findings.map(({ file }) => file));
    const whole = new Set([...built].filter((each) => !broken.has(each.file)));
    const open = unbuilt(path, sources, whole);
    const written = open.map(({ kustomization }) => ({
      file: kustomization.file,
      document: 0,
      item: [],
      root: path,
      apart: false,
      object: asWritten(kustomization, path, sources.values),
    }));
    const objects = [...made, ...written].map((each) => ({ ...relativeTo(path, each), ...own }));
    side = { objects, unbuilt: open, unread: unreadOf(path, sources.unreadable, files) };
  });
  return side;
}

/** Kustomizations that are not built, or not wholly. */
interface Unbuilt {
  readonly kustomization: Kustomization;
  /** The name of its folder. */
  readonly name: string;
  /** What of it is not built; nothing where it cannot be built at all. */
  readonly fields: readonly string[];
}

function unbuilt(path: string, { kustomizations, values }: Sources, built: ReadonlySet<Kustomization>): Unbuilt[] {
  return kustomizations.flatMap((kustomization): Unbuilt[] => {
    const fields = notBuilt(kustomization, values);
    if (built.has(kustomization) && fields.length === 0) return [];
    return [{ kustomization, name: folderName(kustomization, path), fields }];
  });
}

/** How many kustomizations a note names. */
const MAX_NAMES = 5;

/** Says which kustomizations are compared as they are written. */
function note(sides: readonly Side[], session: Session): void {
  const all = new Map(sides.flatMap((side) => side.unbuilt.map(({ name, fields }) => [name, fields] as const)));
  if (all.size === 0) return;
  const names = [...all].slice(0, MAX_NAMES).map(([name, fields]) => `${name} (${fields.join(', ') || 'not built'})`);
  const more = all.size > MAX_NAMES ? ` and ${all.size - MAX_NAMES} more` : '';
  const what = `${counted(all.size, 'kustomization')} compared as written, with the files named there, and not by what kustomize builds`;
  session.io.err(`${oneLine(`note: ${what}: ${names.join(', ')}${more}`)}\n`);
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
