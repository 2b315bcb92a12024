import { HOSTS_FOLDER } from '../names';
import { compare } from '../../values/compare';
import { tableLines } from '../../values/escape/table';
import type { ClusterUnits } from '../render/render-cluster';
import type { WriteResult } from '../write/write-output';

/** What a synthesis has made for one cluster. */
export interface ClusterSummary {
  /** Name of the cluster. */
  readonly cluster: string;
  /** Number of its delivery units. */
  readonly units: number;
  /** Number of its objects, without those of charts and kustomizations. */
  readonly objects: number;
  /** How many of them are policies of the network: NetworkPolicies and AuthorizationPolicies. */
  readonly policies: number;
  /** What else was counted, such as `flows`, by its name. */
  readonly figures: Readonly<Record<string, number>>;
}

/** Result of a synthesis. */
export interface SynthResult extends WriteResult {
  /** What was made, cluster by cluster, by name. */
  readonly clusters: readonly ClusterSummary[];
}

const POLICIES = new Set(['NetworkPolicy', 'AuthorizationPolicy']);

/**
 * Counts what a cluster has.
 * @param cluster - the cluster with its rendered units
 */
export function clusterSummary({ cluster, units }: ClusterUnits): ClusterSummary {
  const objects = units.flatMap((unit) => unit.objects);
  return {
    cluster: cluster.clusterName,
    units: units.length,
    objects: objects.length,
    policies: objects.filter(({ id }) => POLICIES.has(id.kind)).length,
    figures: cluster.figures,
  };
}

/** How many clusters have a row of their own. */
const MAX_ROWS = 20;

/**
 * A result of `synth()` as a table: clusters, units, objects, policies, flows, and files that were written, changed and removed.
 * @param result - what `synth()` returned
 */
export function summaryText(result: SynthResult): string {
  const { clusters } = result;
  const names = [...new Set(clusters.flatMap(({ figures }) => Object.keys(figures)))].sort(compare);
  const changes = [result.written, result.changed, result.removed].map(countByFolder);
  const folders = new Set(changes.flatMap((counts) => [...counts.keys()]));
  for (const { cluster } of clusters) folders.delete(cluster);
  const files = (isMeant: (folder: string) => boolean): number[] =>
    changes.map((counts) => [...counts].reduce((sum, [folder, count]) => sum + (isMeant(folder) ? count : 0), 0));
  const row = (title: string, some: readonly ClusterSummary[], isMeant: (folder: string) => boolean): string[] =>
    [title, ...numbers(some, names), ...files(isMeant)].map(String);
  const shown = clusters.slice(0, MAX_ROWS);
  const others = clusters.slice(MAX_ROWS);
  const isOther = new Set(others.map(({ cluster }) => cluster));
  const rows = [
    ['CLUSTER', 'UNITS', 'OBJECTS', 'POLICIES', ...names.map((name) => name.toUpperCase()), ...FILES],
    ...shown.map((one) => row(one.cluster, [one], (folder) => folder === one.cluster)),
    ...(others.length > 0 ? [row(`${others.length} more`, others, (folder) => isOther.has(folder))] : []),
    ...(folders.size > 0 ? [row('(other files)', [], (folder) => folders.has(folder))] : []),
    ...(clusters.length > 1 ? [row('total', clusters, () => true)] : []),
  ];
  return tableLines(rows).join('\n');
}

const FILES = ['WRITTEN', 'CHANGED', 'REMOVED'];

function numbers(clusters: readonly ClusterSummary[], names: readonly string[]): number[] {
  const sum = (count: (one: ClusterSummary) => number): number => clusters.reduce((all, one) => all + count(one), 0);
  return [
    sum(({ units }) => units),
    sum(({ objects }) => objects),
    sum(({ policies }) => policies),
    ...names.map((name) => sum(({ figures }) => figures[name] ?? 0)),
  ];
}

/** Number of files by the cluster that they are for, or the folder that is for all. */
function countByFolder(paths: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const path of paths) {
    const [first = '', second = ''] = path.split('/');
    const folder = first === HOSTS_FOLDER ? second : first;
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return counts;
}
