import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { DeliveryUnit } from '../delivery-unit';
import { GitOpsCluster } from '../gitops-cluster';
import { problem } from '../problem';
import { compare } from '../../values/compare';

/** A unit and the objects below it, in order of their construct paths. */
export interface CollectedUnit {
  readonly unit: DeliveryUnit;
  readonly objects: readonly CollectedObject[];
}

/** An object of the tree. */
export interface CollectedObject {
  readonly construct: ApiObject;
  /** Path of the construct, which the tree puts together each time. */
  readonly path: string;
}

/** A cluster and its units: by wave, then by name. */
export interface CollectedCluster {
  readonly cluster: GitOpsCluster;
  readonly units: readonly CollectedUnit[];
}

/** What a tree holds, and what is in the wrong place. */
export interface Collected {
  /** Sorted by name. */
  readonly clusters: readonly CollectedCluster[];
  readonly problems: readonly string[];
}

/** Walks the tree once. */
export function collect(root: IConstruct): Collected {
  const problems: string[] = [];
  const clusters = new Map<GitOpsCluster, Map<DeliveryUnit, CollectedObject[]>>();

  const visit = (construct: IConstruct, cluster?: GitOpsCluster, unit?: DeliveryUnit): void => {
    if (construct instanceof GitOpsCluster) {
      if (cluster)
        problems.push(problem(construct.node.path, { what: `the cluster is inside the cluster ${cluster.node.path}` }));
      clusters.set(construct, new Map());
      cluster = construct;
    } else if (DeliveryUnit.isDeliveryUnit(construct)) {
      if (unit)
        problems.push(
          problem(construct.node.path, { what: `the delivery unit is inside the delivery unit ${unit.node.path}` }),
        );
      unit = construct;
      if (cluster) clusters.get(cluster)?.set(unit, []);
      else
        problems.push(
          problem(construct.node.path, {
            what: 'the delivery unit is not in a cluster',
            fix: 'make it with cluster.unit()',
          }),
        );
    } else if (ApiObject.isApiObject(construct)) {
      if (unit === undefined) {
        const fix = 'create it below cluster.unit()';
        problems.push(
          problem(construct.node.path, { what: 'the object is not in a delivery unit', got: construct.kind, fix }),
        );
      } else if (cluster) clusters.get(cluster)?.get(unit)?.push({ construct, path: construct.node.path });
    }
    for (const child of construct.node.children) visit(child, cluster, unit);
  };
  visit(root);

  const sorted = [...clusters]
    .map(([cluster, units]) => ({ cluster, units: sortUnits(units) }))
    .sort((a, b) => compare(a.cluster.clusterName, b.cluster.clusterName));
  return { clusters: sorted, problems: [...problems, ...sameNames(sorted)] };
}

function sortUnits(units: ReadonlyMap<DeliveryUnit, CollectedObject[]>): CollectedUnit[] {
  return [...units]
    .map(([unit, objects]) => ({
      unit,
      objects: objects.sort((a, b) => compare(a.path, b.path)),
    }))
    .sort((a, b) => a.unit.props.wave - b.unit.props.wave || compare(a.unit.unitName, b.unit.unitName));
}

function sameNames(clusters: readonly CollectedCluster[]): string[] {
  const clusterPaths = clusters.map(({ cluster }) => ({ name: cluster.clusterName, path: cluster.node.path }));
  return [
    ...duplicates(clusterPaths).map(([a, b]) =>
      problem(b, { what: `the cluster has the same name as ${a}`, fix: 'rename one' }),
    ),
    ...clusters.flatMap(({ units }) => {
      const names = units.map(({ unit }) => ({ name: unit.unitName, path: unit.node.path }));
      return [
        ...duplicates(names).map(([a, b]) =>
          problem(b, { what: `the delivery unit has the same name as ${a}`, fix: 'rename one' }),
        ),
        ...nested(names),
      ];
    }),
  ];
}

function nested(units: readonly { name: string; path: string }[]): string[] {
  const paths = new Map(units.map(({ name, path }) => [name, path]));
  return units.flatMap((inner) => {
    const outer = outerFolders(inner.name).find((folder) => paths.has(folder));
    if (outer === undefined) return [];
    const what = `the folder of the delivery unit lies inside that of ${paths.get(outer)}, which would deliver it too`;
    return [problem(inner.path, { what, got: inner.name, fix: 'rename one' })];
  });
}

/** The folders around one, from the outermost. */
function outerFolders(name: string): readonly string[] {
  const parts = name.split('/');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
}

function duplicates(items: readonly { name: string; path: string }[]): [string, string][] {
  const first = new Map<string, string>();
  const found: [string, string][] = [];
  for (const { name, path } of [...items].sort((a, b) => compare(a.path, b.path))) {
    const earlier = first.get(name);
    if (earlier === undefined) first.set(name, path);
    else found.push([earlier, path]);
  }
  return found;
}
