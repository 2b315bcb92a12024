import { existsSync } from 'fs';
import { basename, dirname, join, relative, resolve, sep } from 'path';
import { clusterFolder } from '../../checks/folder-clusters';
import type { CheckFinding } from '../../checks/finding';
import { readMinors } from '../../checks/versions';
import { OTHER_FOLDERS, type ClusterManifest } from '../../cluster/estate-clusters';
import { expandObjects } from '../../connectivity';
import { isClusterReadme } from '../../gitops/output/readme';
import { SUMS_FILE } from '../../gitops/output/sums';
import type { ClusterInput, EstateInput } from '../../report/input';
import { compare } from '../../values/compare';
import { readSources, type Sources } from '../check/read-sources';
import { runCheck } from '../check/run-check';
import { InputError } from '../input/input-error';
import { readText } from '../input/read-text';
import { TOTALS } from '../input/totals';
import { VERRAZZANO_KINDS } from '../network/kinds/verrazzano-kinds';

/** Where a file belongs. */
interface Place {
  /** The directory that delivers the cluster. */
  readonly estate: string;
  /** Folder of the cluster; undefined for what is for no cluster alone. */
  readonly cluster: string | undefined;
  readonly name: string;
}

/**
 * Reads the clusters of directories: folders with the README that `synth` writes are clusters, and so are folders below `clusters` and
 * the like; what is in neither is one cluster for each directory.
 * @param paths - directories or files
 * @param kubernetes - versions of Kubernetes that the findings are for
 * @throws InputError when a path cannot be read, or nothing is there
 */
export async function readEstates(paths: readonly string[], kubernetes: string): Promise<EstateInput[]> {
  const missing = paths.filter((path) => !existsSync(path));
  if (missing.length > 0) {
    throw new InputError({ at: missing.join(' '), what: 'does not exist', fix: 'check the name' });
  }
  const sources = readSources(paths);
  if (sources.objects.length === 0) {
    const [refused] = sources.unreadable;
    if (refused) throw new InputError({ at: refused.file, what: refused.message, fix: refused.fix });
    const allowed = 'objects with apiVersion and kind, or Lists of them';
    throw new InputError({
      at: paths.join(' '),
      what: 'holds no Kubernetes object',
      allowed,
      fix: 'name a folder with manifests',
    });
  }
  const findings = await runCheck(sources, { minors: readMinors(kubernetes), externals: [], definitions: [] });
  return new Places(paths).estates(sources, findings);
}

class Places {
  private readonly known = new Map<string, Place>();

  constructor(private readonly paths: readonly string[]) {}

  estates(sources: Sources, findings: readonly CheckFinding[]): EstateInput[] {
    const files = new Map<string, Place>();
    const objects = new Map<string, ClusterManifest[]>();
    for (const { file, object } of sources.objects) {
      const place = this.placeOf(file);
      files.set(file, place);
      const key = keyOf(place);
      const own = objects.get(key) ?? [];
      own.push({ file: nameIn(place, file), object });
      objects.set(key, own);
    }
    for (const { file } of findings) if (file !== '' && !files.has(file)) files.set(file, this.placeOf(file));
    const byPlace = grouped(findings, ({ file }) => keyOf(files.get(file)));
    const places = [...new Map([...files.values()].map((place) => [keyOf(place), place])).values()];
    const roots = [...new Set(places.map(({ estate }) => estate))].sort(compare);
    const own = (place: Place): CheckFinding[] =>
      (byPlace.get(keyOf(place)) ?? []).map((each) => ({ ...each, file: nameIn(place, each.file) }));
    return roots.map((estate): EstateInput => {
      const here = places.filter((place) => place.estate === estate);
      const rest = here.filter(({ cluster }) => cluster === undefined);
      return {
        name: basename(resolve(estate)) || 'root',
        clusters: here
          .filter(({ cluster }) => cluster !== undefined)
          .map((place) => clusterInput(place, objects.get(keyOf(place)) ?? [], own(place))),
        root: rest.flatMap((place) => objects.get(keyOf(place)) ?? []),
        findings: [...rest.flatMap(own), ...(estate === roots[0] ? (byPlace.get('') ?? []) : [])],
      };
    });
  }

  private placeOf(file: string): Place {
    const folder = dirname(file);
    const known = this.known.get(folder) ?? this.find(folder, file);
    this.known.set(folder, known);
    return known;
  }

  private find(folder: string, file: string): Place {
    for (let at = folder; ; at = dirname(at)) {
      const name = basename(resolve(at));
      if (isCluster(at, name)) return { estate: dirname(resolve(at)), cluster: at, name };
      const isOther = OTHER_FOLDERS.includes(name) && isOutput(dirname(at));
      if (isOther) return { estate: resolve(dirname(at)), cluster: undefined, name };
      if (at === dirname(at)) break;
    }
    const path = this.paths.find((each) => file === each || !relative(each, file).startsWith('..')) ?? folder;
    const hinted = clusterFolder(file);
    if (hinted !== undefined) return { estate: resolve(path), cluster: hinted, name: basename(hinted) };
    return { estate: resolve(path), cluster: path, name: basename(resolve(path)).replace(/\.(?:ya?ml|json)$/, '') };
  }
}

function isCluster(folder: string, name: string): boolean {
  const readme = join(folder, 'README.md');
  if (!existsSync(join(folder, SUMS_FILE)) || !existsSync(readme)) return false;
  return isClusterReadme(readText(readme, TOTALS.bytes), name);
}

function isOutput(folder: string): boolean {
  return existsSync(join(folder, 'argocd', SUMS_FILE));
}

function clusterInput(
  { cluster = '', name }: Place,
  manifests: readonly ClusterManifest[],
  findings: readonly CheckFinding[],
): ClusterInput {
  const made = expandObjects(
    manifests.map(({ object }) => object),
    VERRAZZANO_KINDS,
  );
  const expanded = made.flatMap((objects, index) =>
    objects.map((object): ClusterManifest => ({ file: manifests[index]?.file ?? '', object })),
  );
  const readme = isCluster(cluster, name) ? readText(join(cluster, 'README.md'), TOTALS.bytes) : undefined;
  return { name, manifests, expanded, findings, ...(readme !== undefined && { readme }) };
}

/** Relative to the directory that delivers the cluster, so that a report does not say where that is. */
function nameIn({ estate }: Place, file: string): string {
  return relative(estate, resolve(file)).split(sep).join('/') || basename(file);
}

function keyOf(place: Place | undefined): string {
  return place === undefined ? '' : `${place.estate}\0${place.cluster === undefined ? '' : resolve(place.cluster)}`;
}

function grouped<T>(values: readonly T[], keyOfValue: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const key = keyOfValue(value);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [value]);
    else group.push(value);
  }
  return groups;
}
