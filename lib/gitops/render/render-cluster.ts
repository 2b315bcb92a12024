import type { GitOpsCluster } from '../gitops-cluster';
import { kindName } from '../kinds/kind-scope';
import type { KindTable } from '../kinds/kind-table';
import { pathProblems } from '../output/paths';
import { clusterReadme } from '../output/readme';
import { SUMS_FILE, toSums } from '../output/sums';
import { problem } from '../problem';
import { clusterSecrets } from './check-secrets';
import type { CollectedCluster } from './collect';
import type { RenderedUnit } from './render-unit';
import { renderUnit } from './render-unit';

/** A cluster as files. */
export interface RenderedCluster {
  readonly cluster: GitOpsCluster;
  /** Units that hold something, by wave and name. */
  readonly units: readonly RenderedUnit[];
  /** Path below the output folder to content. */
  readonly files: ReadonlyMap<string, string>;
}

/** Renders the units, the README and the SHA256SUMS of a cluster. */
export function renderCluster(collected: CollectedCluster, kinds: KindTable, problems: string[]): RenderedCluster {
  const { cluster } = collected;
  const name = cluster.clusterName;
  const units = collected.units
    .map((unit) => renderUnit(unit, kinds, problems))
    .filter(({ files }) => files.length > 0);
  const own = collected.units.map(({ unit }) => unit);
  for (const text of [...sameIdentity(units), ...unknownUnits(collected), ...clusterSecrets(cluster, own)]) {
    problems.push(text);
  }

  const files = new Map<string, string>();
  const origin = new Map<string, string>();
  for (const unit of units) {
    for (const [path, file] of unit.files) {
      const full = `${unit.unit.unitName}/${path}`;
      const other = origin.get(full);
      if (other !== undefined && other !== file.path) {
        problems.push(
          problem(file.path, { what: `the object has the file path of ${other}`, got: full, fix: 'rename one' }),
        );
      }
      origin.set(full, file.path);
      files.set(full, file.content);
    }
  }
  files.set('README.md', clusterReadme(cluster, units));
  for (const [path, content] of cluster.hostFiles) files.set(`../_host/${name}/${path}`, content);
  files.set(SUMS_FILE, '');
  for (const { message, paths } of pathProblems(files.keys())) {
    const [first = '', second] = paths.map((path) => origin.get(path) ?? cluster.node.path);
    const what = second === undefined || second === first ? message : `${message}, the other is ${second}`;
    problems.push(problem(first, { what, got: paths.join(' and '), fix: 'rename one' }));
  }
  files.delete(SUMS_FILE);
  files.set(SUMS_FILE, toSums(files));

  const below = [...files].map(([path, content]): [string, string] => [
    path.startsWith('../') ? path.slice('../'.length) : `${name}/${path}`,
    content,
  ]);
  return { cluster, units, files: new Map(below) };
}

function sameIdentity(units: readonly RenderedUnit[]): string[] {
  const first = new Map<string, string>();
  const found: string[] = [];
  for (const { construct, id } of units.flatMap(({ objects }) => objects)) {
    const key = [kindName(id), id.namespace ?? '', id.name].join('/');
    const other = first.get(key);
    if (other === undefined) {
      first.set(key, construct.node.path);
      continue;
    }
    const where = id.namespace === undefined ? '' : ` in the namespace ${id.namespace}`;
    const what = `the ${kindName(id)} ${id.name}${where} exists twice in the cluster; the other is [${other}]`;
    found.push(problem(construct.node.path, { what, fix: 'remove or rename one' }));
  }
  return found;
}

function unknownUnits({ cluster, units }: CollectedCluster): string[] {
  const names = units.map(({ unit }) => unit.unitName).sort();
  return cluster.remainingSteps.flatMap(({ title, unit }) => {
    if (unit === undefined || names.includes(unit)) return [];
    const what = `the remaining step "${title}" is about a delivery unit that does not exist`;
    return [problem(cluster.node.path, { what, got: unit, allowed: names.join(', ') || 'none' })];
  });
}
