import type { ArgoDocument } from '../argo/argo-document';
import { ARGO_GROUP } from '../argo/argo-document';
import type { ClusterParts } from '../argo/cluster-documents';
import { ownUnits, unitApplications } from '../argo/cluster-documents';
import type { Delivery, DeliverySettings } from '../argo/settings';
import type { KindTable } from '../kinds/kind-table';
import { objectFileName, pathProblems } from '../output/paths';
import { clusterReadme } from '../output/readme';
import { SUMS_FILE, toSums } from '../output/sums';
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
import type { RenderedUnit } from './render-unit';
import { renderUnit } from './render-unit';

/** A cluster whose units are rendered. */
export interface ClusterUnits extends ClusterParts {
  /** Units and objects as they are in the tree. */
  readonly collected: CollectedCluster;
}

/** A cluster as files. */
export interface RenderedCluster {
  /** One per unit. */
  readonly applications: readonly ArgoDocument[];
  /** Path below the output folder to content. */
  readonly files: ReadonlyMap<string, string>;
  /** Path below the output folder to the path of the construct that the file is made of. */
  readonly origins: ReadonlyMap<string, string>;
}

/** Renders the units of a cluster that hold something, by wave and name. */
export function renderUnits(
  { units }: CollectedCluster,
  kinds: KindTable,
  problems: string[],
  delivery: Delivery,
): readonly RenderedUnit[] {
  return units
    .map((unit) => renderUnit(unit, kinds, problems, delivery))
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

  const origin = new Map<string, string>();
  const files = unitFiles(units, origin, (path, full, other) => {
    // Two objects of one name have one path: one mistake is one problem.
    if (identities.has(path)) return;
    problems.push(
      problem(path, { what: `the object has the same file path as ${other}`, got: full, fix: 'rename one' }),
    );
  });
  const isArgoCd = settings.delivery === 'argo-cd';
  const more = [
    ...(settings.kustomizations ? kustomizations(units) : []),
    ...(isArgoCd ? [] : fluxFiles(settings, parts, problems)),
  ];
  for (const [path, content] of more) files.set(path, content);
  const applications = isArgoCd ? unitApplications(settings, parts) : [];
  for (const { document, kind, name: application, path } of applications) {
    const file = `${ARGO_FOLDER}/${objectFileName({ group: ARGO_GROUP, kind, name: application })}`;
    origin.set(file, path);
    files.set(file, toYaml(document));
  }
  const namespaces = namespaceReport(cluster, ownUnits(parts));
  for (const each of namespaces.problems) problems.push(each);
  const foreign = [...awaitedNamespaces(parts.awaited), ...namespaces.foreign];
  files.set('README.md', clusterReadme(parts, { ...namespaces, foreign }, settings));
  for (const [path, content] of cluster.hostFiles) {
    const file = `../${HOSTS_FOLDER}/${name}/${path}`;
    files.set(file, content);
    origin.set(file, cluster.hostFileOwner(path).node.path);
  }
  files.set(SUMS_FILE, '');
  for (const { message, paths } of pathProblems(files.keys())) {
    const [first = '', second] = paths.map((path) => origin.get(path) ?? cluster.node.path);
    const what = second === undefined || second === first ? message : `${message}, the other is ${second}`;
    problems.push(problem(first, { what, got: paths.join(' and '), fix: 'rename one' }));
  }
  files.delete(SUMS_FILE);
  files.set(SUMS_FILE, toSums(files));

  const origins = new Map([...files.keys()].map((path) => [path, origin.get(path) ?? cluster.node.path]));
  return { applications, files: inFolder(name, files), origins: inFolder(name, origins) };
}

/** The files of all units; `origin` gets the construct of each, and `onSame` hears of a second file for a path. */
function unitFiles(
  units: readonly RenderedUnit[],
  origin: Map<string, string>,
  onSame: (construct: string, path: string, other: string) => void,
): Map<string, string> {
  const files = new Map<string, string>();
  for (const { unit, files: own } of units) {
    for (const [path, file] of own) {
      const full = `${unit.unitName}/${path}`;
      const other = origin.get(full);
      if (other !== undefined && other !== file.path) onSame(file.path, full, other);
      origin.set(full, file.path);
      files.set(full, file.content);
    }
  }
  return files;
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
 * @param files - path relative to the folder to content, or to what else is known of it; `../` leads to the output folder
 */
export function inFolder(folder: string, files: ReadonlyMap<string, string>): Map<string, string> {
  return new Map(
    [...files].map(([path, content]) => [
      path.startsWith('../') ? path.slice('../'.length) : `${folder}/${path}`,
      content,
    ]),
  );
}

function unknownUnits({ cluster, units }: CollectedCluster): string[] {
  const names = units.map(({ unit }) => unit.unitName).sort();
  return cluster.remainingSteps.flatMap(({ title, unit }) => {
    if (unit === undefined || names.includes(unit)) return [];
    const what = `the remaining step "${title}" is about a delivery unit that does not exist`;
    return [problem(cluster.node.path, { what, got: unit, allowed: names.join(', ') || 'none' })];
  });
}
