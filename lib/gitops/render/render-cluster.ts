import type { ArgoDocument } from '../argo/argo-document';
import { ARGO_GROUP } from '../argo/argo-document';
import type { ClusterParts } from '../argo/cluster-documents';
import { ownUnits, unitApplications } from '../argo/cluster-documents';
import type { DeliverySettings } from '../argo/settings';
import type { KindTable } from '../kinds/kind-table';
import { areFine, objectFileName, pathProblems } from '../output/paths';
import { clusterReadme } from '../output/readme';
import { sha256, SUMS_FILE, sumsText } from '../output/sums';
import { toYaml } from '../output/yaml';
import { fluxFiles } from '../flux/flux-files';
import { kustomizationDocument } from '../kustomization';
import { ARGO_FOLDER, HOSTS_FOLDER } from '../names';
import { compare } from '../../values/compare';
import { problem } from '../problem';
import { clusterSecrets } from './check-secrets';
import type { CollectedCluster } from './collect';
import { identityProblems } from './identities';
import { awaitedNamespaces, namespaceReport } from './namespaces';
import type { RenderedUnit, UnitOptions } from './render-unit';
import { renderUnit } from './render-unit';
import type { RenderedFile } from './write-objects';

/** A cluster whose units are rendered. */
export interface ClusterUnits extends ClusterParts {
  /** Units and objects as they are in the tree. */
  readonly collected: CollectedCluster;
}

/** A cluster as files. */
export interface RenderedCluster {
  /** One per unit. */
  readonly applications: readonly ArgoDocument[];
  /** Paths below the output folder with their files. */
  readonly files: readonly PlacedFile[];
}

/** A file and its path. */
export type PlacedFile = readonly [path: string, file: RenderedFile];

/** Renders the units of a cluster that hold something, by wave and name. */
export function renderUnits(
  { units }: CollectedCluster,
  kinds: KindTable,
  problems: string[],
  options: UnitOptions,
): readonly RenderedUnit[] {
  return units
    .map((unit) => renderUnit(unit, kinds, problems, options))
    .filter(({ files, unit }) => files.length > 0 || unit.props.helm !== undefined);
}

/** The files of a cluster: units, Applications, README and SHA256SUMS. */
export function renderCluster(parts: ClusterUnits, settings: DeliverySettings, problems: string[]): RenderedCluster {
  const { cluster, collected, units } = parts;
  const name = cluster.clusterName;
  const own = collected.units.map(({ unit }) => unit);
  const identities = identityProblems(cluster, units);
  for (const text of [...identities.values(), ...unknownUnits(collected), ...clusterSecrets(cluster, own)]) {
    problems.push(text);
  }

  const files: PlacedFile[] = units.flatMap(({ unit, files: own }) =>
    own.map(([path, file]) => [`${unit.unitName}/${path}`, file] as const),
  );
  const put = (path: string, content: string, of = cluster.node.path): unknown =>
    files.push([path, { content, path: of }]);
  const isArgoCd = settings.delivery === 'argo-cd';
  const more = [
    ...(settings.kustomizations ? kustomizations(units) : []),
    ...(isArgoCd ? [] : fluxFiles(settings, parts, problems)),
  ];
  for (const [path, content] of more) put(path, content);
  const applications = isArgoCd ? unitApplications(settings, parts) : [];
  for (const { document, kind, name: application, path } of applications) {
    put(`${ARGO_FOLDER}/${objectFileName({ group: ARGO_GROUP, kind, name: application })}`, toYaml(document), path);
  }
  const namespaces = namespaceReport(cluster, ownUnits(parts));
  for (const each of namespaces.problems) problems.push(each);
  const foreign = [...awaitedNamespaces(parts.awaited), ...namespaces.foreign];
  put('README.md', clusterReadme(parts, { ...namespaces, foreign }, settings));
  for (const [path, content] of cluster.hostFiles) {
    put(`../${HOSTS_FOLDER}/${name}/${path}`, content, cluster.hostFileOwner(path).node.path);
  }
  const isFine = areFine([...files.map(([path]) => path), SUMS_FILE]);
  const placed = isFine ? files : onceEach(files, cluster.node.path, problems, identities);
  // Sorted here, the sums and the whole output are in order nearly as they come.
  placed.sort((a, b) => compare(a[0], b[0]));
  const sums = sumsText(placed.map(([path, file]) => [path, file.hash ?? sha256(file.content)]));
  return { applications, files: inFolder(name, [...placed, [SUMS_FILE, { content: sums, path: cluster.node.path }]]) };
}

/** Files with each path once, and what is wrong with their paths; two objects of one name are one problem, which is known. */
function onceEach(
  files: readonly PlacedFile[],
  home: string,
  problems: string[],
  known: ReadonlyMap<string, string>,
): PlacedFile[] {
  const placed = new Map<string, RenderedFile>();
  for (const [path, file] of files) {
    const other = placed.get(path)?.path;
    if (other !== undefined && other !== file.path && !known.has(file.path)) {
      const what = `the object has the same file path as ${other}`;
      problems.push(problem(file.path, { what, got: path, fix: 'rename one' }));
    }
    placed.set(path, file);
  }
  for (const { message, paths } of pathProblems([...placed.keys(), SUMS_FILE])) {
    const [first = '', second] = paths.map((path) => placed.get(path)?.path ?? home);
    const what = second === undefined || second === first ? message : `${message}, the other is ${second}`;
    problems.push(problem(first, { what, got: paths.join(' and '), fix: 'rename one' }));
  }
  return [...placed];
}

/** A kustomization.yaml for each unit of objects, which names its files. */
function kustomizations(units: readonly RenderedUnit[]): ReadonlyMap<string, string> {
  return new Map(
    units
      .filter(({ unit: { props } }) => props.kustomization === undefined && props.helm === undefined)
      .map(({ unit, files }) => {
        const resources = files.map(([path]) => path).sort(compare);
        return [`${unit.unitName}/kustomization.yaml`, toYaml(kustomizationDocument({ resources }))];
      }),
  );
}

/**
 * Files of a folder as files of the output.
 *
 * @param folder - name of the folder
 * @param files - paths relative to the folder with their files; `../` leads to the output folder
 */
export function inFolder(folder: string, files: readonly PlacedFile[]): PlacedFile[] {
  return files.map(([path, file]) => [path.startsWith('../') ? path.slice('../'.length) : `${folder}/${path}`, file]);
}

function unknownUnits({ cluster, units }: CollectedCluster): string[] {
  const names = units.map(({ unit }) => unit.unitName).sort();
  return cluster.remainingSteps.flatMap(({ title, unit }) => {
    if (unit === undefined || names.includes(unit)) return [];
    const what = `the remaining step "${title}" is about a delivery unit that does not exist`;
    return [problem(cluster.node.path, { what, got: unit, allowed: names.join(', ') || 'none' })];
  });
}
