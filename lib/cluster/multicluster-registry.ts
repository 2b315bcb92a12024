import { ApiObject } from 'cdk8s';
import type { GitOpsCluster } from '../gitops/gitops-cluster';
import type { KubernetesManifest } from '../definition/kubernetes-manifest';
import { deletedByOperators, LOCAL_CLUSTER, operatorObjects, type OperatorObject } from '../resource/multicluster';
import type { JsonObject } from '../values/json';
import { describeProblem } from '../values/problem';
import type { AdminCluster } from './admin-cluster';
import type { PlacedCluster } from './placement-targets';

/** An object that an operator makes on one of the clusters. */
export interface PlacedOperatorObject extends OperatorObject {
  /** Name of the cluster in the program; `local` is never used. */
  readonly cluster: string;
}

/** What a construct applies to the admin cluster for other clusters. */
export interface PlacedSource {
  /** The objects on the admin cluster. */
  readonly objects: () => readonly KubernetesManifest[];
  /** The clusters. */
  readonly placed: () => readonly PlacedCluster[];
}

const REGISTRIES = new WeakMap<AdminCluster, MulticlusterRegistry>();

/** Projects and MultiCluster resources of one admin cluster, with what follows from them on every cluster. */
export class MulticlusterRegistry {
  /** The registry of an admin cluster; made when it is asked for first. */
  static of(admin: AdminCluster): MulticlusterRegistry {
    const found = REGISTRIES.get(admin) ?? new MulticlusterRegistry(admin);
    REGISTRIES.set(admin, found);
    return found;
  }

  private readonly sources: PlacedSource[] = [];

  private constructor(private readonly admin: AdminCluster) {
    admin.node.addValidation({ validate: () => this.conflicts() });
  }

  /** Adds what a construct applies. */
  add(source: PlacedSource): void {
    this.sources.push(source);
  }

  /** All projects and MultiCluster resources with their Components. */
  get objects(): readonly KubernetesManifest[] {
    return this.sources.flatMap(({ objects }) => objects());
  }

  /** What the operators make of them, on every cluster. */
  get operatorObjects(): readonly PlacedOperatorObject[] {
    const all = this.objects as readonly JsonObject[];
    return this.clusters.flatMap(({ name, cluster }) =>
      operatorObjects(all, name).map((each) => ({ ...each, cluster: cluster?.clusterName ?? name })),
    );
  }

  private get clusters(): readonly PlacedCluster[] {
    const placed = this.sources.flatMap((source) => source.placed());
    return [
      ...new Map(
        [{ name: LOCAL_CLUSTER, cluster: this.admin as GitOpsCluster }, ...placed].map((each) => [each.name, each]),
      ).values(),
    ];
  }

  /** Objects of the program that the operators would change or delete. */
  private conflicts(): string[] {
    const all = this.objects as readonly JsonObject[];
    const own = new Set(all.map((each) => keyOf(each as unknown as KubernetesManifest)));
    return this.clusters.flatMap(({ name, cluster }) => {
      if (cluster === undefined || all.length === 0) return [];
      const made = new Set(operatorObjects(all, name).map(({ manifest }) => keyOf(manifest)));
      const there = emittedObjects(cluster);
      const manifests = there.map(({ manifest }) => manifest as JsonObject);
      const deleted = new Set(deletedByOperators(all, name, manifests));
      return there.flatMap(({ path, manifest }) => {
        const isSource = name === LOCAL_CLUSTER && own.has(keyOf(manifest));
        if (made.has(keyOf(manifest)) && !isSource) return [describeProblem({ at: path, ...takenOver(manifest) })];
        return deleted.has(manifest) ? [describeProblem({ at: path, ...removed(manifest) })] : [];
      });
    });
  }
}

function takenOver({ kind, metadata }: KubernetesManifest) {
  const what = `${kind} ${metadata.name} is made by the operators of Verrazzano, which replace its labels, annotations and content`;
  return {
    what,
    got: nameOf(metadata),
    fix: 'leave it out here, and write what it needs into the project or the MultiCluster resource',
  };
}

function removed({ kind, metadata }: KubernetesManifest) {
  const what = `${kind} ${metadata.name} would be deleted by the operators of Verrazzano`;
  const fix =
    kind === 'NetworkPolicy'
      ? 'give it to the project: addNetworkPolicy(), or networkPolicies of its props'
      : 'rename it: a MultiCluster resource of that name is placed on other clusters';
  return { what, got: nameOf(metadata), fix };
}

function nameOf({ namespace, name }: KubernetesManifest['metadata']): string {
  return namespace === undefined ? name : `${namespace}/${name}`;
}

function emittedObjects(cluster: GitOpsCluster): { readonly path: string; readonly manifest: KubernetesManifest }[] {
  return cluster.node
    .findAll()
    .filter((each) => ApiObject.isApiObject(each))
    .map((object) => {
      const { apiVersion, kind, name } = object;
      const { namespace } = object.metadata;
      const metadata = kind === 'Namespace' || namespace === undefined ? { name } : { name, namespace };
      return { path: object.node.path, manifest: { apiVersion, kind, metadata } };
    });
}

function keyOf({ apiVersion, kind, metadata }: KubernetesManifest): string {
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  return [group, kind, metadata.namespace ?? '', metadata.name].join(' ');
}
