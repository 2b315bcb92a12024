import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { GitOpsCluster } from '../gitops/gitops-cluster';
import { CLUSTERS_GROUP, LOCAL_CLUSTER } from '../resource/multicluster';
import { compare } from '../values/compare';
import type { Problem } from '../values/problem';
import { AdminCluster } from './admin-cluster';
import { ManagedCluster } from './managed-cluster';

/**
 * A cluster that something is placed on: its construct, or the name of a managed cluster. The admin cluster itself is its construct, or
 * `local`.
 */
export type PlacementTarget = AdminCluster | ManagedCluster | string;

/** A placement with names and constructs. */
export interface PlacedCluster {
  /** Name in placements: that of the VerrazzanoManagedCluster, or `local`. */
  readonly name: string;
  /** The cluster; undefined where the program has none of that name. */
  readonly cluster: GitOpsCluster | undefined;
}

/**
 * The clusters of a placement, each once, in the order given.
 * @param admin - the admin cluster
 * @param targets - what was asked for
 */
export function placedClusters(admin: AdminCluster, targets: readonly PlacementTarget[]): readonly PlacedCluster[] {
  const known = managedClusters(admin);
  const placed = targets.map((target): PlacedCluster => {
    if (target instanceof AdminCluster)
      return { name: target === admin ? LOCAL_CLUSTER : target.clusterName, cluster: target };
    if (typeof target !== 'string') return { name: target.clusterName, cluster: target };
    if (target === LOCAL_CLUSTER) return { name: target, cluster: admin };
    return { name: target, cluster: known.get(target) };
  });
  return [...new Map(placed.map((each) => [each.name, each])).values()];
}

/**
 * The clusters that `Placement.GIT` writes to: those of a placement that the program has by now.
 * @param admin - the admin cluster
 * @param targets - what was asked for
 */
export function writtenClusters(admin: AdminCluster, targets: readonly PlacementTarget[]): readonly GitOpsCluster[] {
  return placedClusters(admin, targets).flatMap(({ cluster }) => cluster ?? []);
}

/**
 * What `Placement.GIT` cannot write: clusters of a placement that the program lacks, or has only later.
 * @param placed - the clusters of the placement, at the end
 * @param written - those that were written to
 */
export function unwrittenProblems(placed: readonly PlacedCluster[], written: readonly GitOpsCluster[]): Problem[] {
  const left = placed.filter(({ cluster }) => cluster === undefined || !written.includes(cluster));
  return left.map(({ name: got }) => ({
    what: 'Placement.GIT needs the construct of each cluster, whose folder the objects are written to',
    got,
    fix: 'create the ManagedCluster before what is placed on it',
  }));
}

/**
 * What is wrong with a placement.
 * @param admin - the admin cluster
 * @param targets - what was asked for
 */
export function placementProblems(admin: AdminCluster, targets: readonly PlacementTarget[]): Problem[] {
  const names = registeredNames(admin);
  const problems = targets.flatMap((target): Problem[] => {
    if (target instanceof AdminCluster) {
      return target === admin ? [] : [{ what: 'is placed on another admin cluster', got: target.clusterName }];
    }
    const name = typeof target === 'string' ? target : target.clusterName;
    if (name === LOCAL_CLUSTER || names.includes(name)) return [];
    const what = `is placed on a cluster that is not registered with ${admin.clusterName}`;
    return [
      {
        what,
        got: name,
        allowed: [...names, LOCAL_CLUSTER].join(', '),
        fix: 'correct the name, or add the ManagedCluster',
      },
    ];
  });
  const once = targets.map((target) => (typeof target === 'string' ? target : target.node.path));
  const twice = once.filter((each, index) => once.indexOf(each) < index);
  return [
    ...(targets.length === 0 ? [{ what: 'is placed on no cluster', fix: 'name one or more clusters' }] : []),
    ...problems,
    ...twice.map((got) => ({ what: 'is placed on one cluster twice', got, fix: 'name each cluster once' })),
  ];
}

/** Managed clusters of the program that do not belong to another admin cluster, by name. */
function managedClusters(admin: AdminCluster): ReadonlyMap<string, ManagedCluster> {
  const all = admin.node.root.node.children.filter((each): each is ManagedCluster => each instanceof ManagedCluster);
  const own = all.filter((each) => each.admin === undefined || each.admin === admin);
  return new Map(own.map((each) => [each.clusterName, each]));
}

/** Names of managed clusters: those of the program, and VerrazzanoManagedClusters that it applies to the admin cluster. */
function registeredNames(admin: AdminCluster): string[] {
  const declared = admin.node.findAll().filter(isManagedClusterObject);
  return [...new Set([...managedClusters(admin).keys(), ...declared.map(({ name }) => name)])].sort(compare);
}

function isManagedClusterObject(construct: IConstruct): construct is ApiObject {
  return (
    ApiObject.isApiObject(construct) &&
    construct.kind === 'VerrazzanoManagedCluster' &&
    construct.apiGroup === CLUSTERS_GROUP
  );
}
