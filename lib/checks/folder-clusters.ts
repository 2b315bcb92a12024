import type { SourceObject } from './checked-object';
import { groupVersion } from './checked-object';
import { textAt } from '../connectivity/manifest';
import { pushTo } from '../values/push-to';
import { deliveriesOf, deliveryOf } from './scopes';

/** Names of folders that have one folder for each cluster or environment. */
const FLEET = /^(?:clusters?|envs?|environments?|overlays|stages?|regions?|fleet)$/;

/**
 * The folder of one cluster or environment, by the usual names of what is around it: `clusters/prod` of `clusters/prod/shop/web.yaml`.
 * @param file - path of a file
 * @returns undefined where the path does not say
 */
export function clusterFolder(file: string): string | undefined {
  const names = file.replace(/\\/g, '/').split('/').slice(0, -1);
  const index = names.findIndex((name, at) => FLEET.test(name) && at + 1 < names.length);
  return index < 0 ? undefined : names.slice(0, index + 2).join('/');
}

/**
 * The objects of two states with the clusters that folders stand for, where no Application says: those below `clusters` and the like;
 * and where a name occurs in several folders of one state, the folders at the top.
 * @param states - the objects of each state, with paths that begin at the same folder
 */
export function withFolderClusters<States extends ReadonlyArray<readonly SourceObject[]>>(
  states: States,
): SourceObject[][] {
  const hinted = states.map((sources) => {
    const deliveries = deliveriesOf(sources);
    return sources.map((source): SourceObject => {
      const folder =
        source.apart || deliveryOf(placeOf(source), deliveries) !== undefined
          ? undefined
          : clusterFolder(placeOf(source));
      return folder === undefined ? source : { ...source, root: folder.split('/').pop() ?? folder, apart: true };
    });
  });
  if (!hinted.some(repeatsNames)) return hinted;
  const placed = hinted.map((sources) => {
    const deliveries = deliveriesOf(sources);
    return sources.map((source): SourceObject => {
      const top = topFolder(placeOf(source));
      const isKnown = source.apart || top === undefined || deliveryOf(placeOf(source), deliveries) !== undefined;
      return isKnown ? source : { ...source, root: top, apart: true };
    });
  });
  return withVersions(hinted, placed);
}

/** A version in the name of a folder, as in `istio-1-22` and `v2`; regions and clusters have plain numbers. */
const VERSION = /\bv\d+(?:[._-]\d+)*|\d+(?:[._-]\d+)+/g;

/** Folders that have other versions in their names afterwards stand for the same cluster: the state before has the names of the state afterwards. */
function withVersions(states: ReadonlyArray<readonly SourceObject[]>, placed: SourceObject[][]): SourceObject[][] {
  const [old, now, ...others] = placed;
  if (old === undefined || now === undefined || others.length > 0) return placed;
  const found = placed.map((sources, side) =>
    sources.filter(({ apart }, at) => apart && states[side]?.[at]?.apart !== true),
  );
  const [before = new Set<string>(), after = new Set<string>()] = found.map(
    (sources) => new Set(sources.map(({ root }) => root)),
  );
  const [gone, come] = [byName(before, after), byName(after, before)];
  const successors = new Map(
    [...gone].flatMap(([name, roots]) => {
      const next = come.get(name) ?? [];
      return next.length === roots.length ? roots.map((root, at) => [root, next[at] ?? root] as const) : [];
    }),
  );
  const own = new Set(found[0]);
  return [old.map((each) => (own.has(each) ? { ...each, root: successors.get(each.root) ?? each.root } : each)), now];
}

/** Folders with versions in their names that the other state does not have, by what is left of their names, in the order of the versions. */
function byName(roots: ReadonlySet<string>, others: ReadonlySet<string>): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const root of [...roots].sort(compareVersions)) {
    const name = root.replace(VERSION, '#');
    if (name !== root && !others.has(root)) pushTo(found, name, root);
  }
  return found;
}

function compareVersions(a: string, b: string): number {
  const [left = [], right = []] = [a, b].map((text) => (text.match(/\d+/g) ?? []).map(Number));
  const at = left.findIndex((number, index) => number !== right[index]);
  return at < 0 ? left.length - right.length : (left[at] ?? 0) - (right[at] ?? -1);
}

/** The kustomization that makes an object, or the file that it is written in. */
function placeOf({ file, deliveredFrom }: SourceObject): string {
  return deliveredFrom ?? file;
}

function topFolder(file: string): string | undefined {
  const [first, ...rest] = file.split('/');
  return rest.length === 0 ? undefined : first;
}

/** Whether an object of one name is in two folders at the top. */
function repeatsNames(sources: readonly SourceObject[]): boolean {
  const folders = new Map<string, string | undefined>();
  const deliveries = deliveriesOf(sources);
  return sources.some((source) => {
    if (source.apart || deliveryOf(placeOf(source), deliveries) !== undefined) return false;
    const { object } = source;
    const parts = [
      groupVersion(object)[0],
      ...['kind', 'namespace', 'name'].map((each) =>
        textAt(object, ...(each === 'kind' ? [each] : ['metadata', each])),
      ),
    ];
    const key = parts.join('\u0000');
    const top = topFolder(placeOf(source));
    const isOther = folders.has(key) && folders.get(key) !== top;
    folders.set(key, top);
    return isOther;
  });
}
