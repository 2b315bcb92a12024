import { Construct } from 'constructs';
import type { KubernetesManifest } from '../definition/kubernetes-manifest';
import { ManifestSet } from '../installer/manifest-set';
import {
  CLUSTERS_V1ALPHA1,
  ExistingObjects,
  MULTICLUSTER_NAMESPACE,
  operatorObjects,
  validateMulticluster,
} from '../resource/multicluster';
import type { GitOpsCluster } from '../gitops/gitops-cluster';
import type { JsonObject } from '../values/json';
import { DNS_SUBDOMAIN, isDnsSubdomain, labelProblems } from '../values/names';
import { describeProblem, throwProblems, type Problem } from '../values/problem';
import { emitObject } from './multicluster-object';
import { MulticlusterRegistry, type PlacedOperatorObject } from './multicluster-registry';
import { Placement } from './placement';
import {
  placedClusters,
  placementProblems,
  unwrittenProblems,
  writtenClusters,
  type PlacedCluster,
  type PlacementTarget,
} from './placement-targets';
import { VerrazzanoProject } from './project';

/** Order of the delivery units: after the projects, whose namespaces they need. */
const WAVE = 100;

/** Properties of everything that is placed on several clusters. */
export interface MultiClusterResourceProps {
  /** Name of the object on every cluster. @default - the id, or the name of what is wrapped */
  readonly name?: string;
  /** One of the namespaces of the project. @default - the only one */
  readonly namespace?: string;
  /** Clusters, all of which the project is placed on. @default - those of the project */
  readonly clusters?: readonly PlacementTarget[];
  /** Labels of the MultiCluster resource; its copies on managed clusters have them too. @default - none */
  readonly labels?: Readonly<Record<string, string>>;
  /** Annotations of the MultiCluster resource; copies do not have them. @default - none */
  readonly annotations?: Readonly<Record<string, string>>;
}

/** What a subclass says of itself. */
export interface PlacedContent {
  /** Kind of the MultiCluster resource. */
  readonly kind: string;
  /** `spec` without the placement. */
  readonly spec: JsonObject;
  /** The objects that are meant, for `Placement.GIT`. */
  readonly objects: readonly KubernetesManifest[];
  /** Objects beside the MultiCluster resource on the admin cluster. */
  readonly beside: readonly KubernetesManifest[];
}

/**
 * Something of a project that is placed on several clusters: with `Placement.MULTICLUSTER` a MultiCluster resource on the admin cluster, with
 * `Placement.GIT` the objects themselves in the folder of each cluster. It follows the placement of its project.
 */
export abstract class MultiClusterResource extends Construct {
  /** The project. */
  readonly project: VerrazzanoProject;
  /** Name of the object. */
  readonly resourceName: string;
  /** Namespace of the object. */
  readonly namespace: string;

  /**
   * @param project - the project
   * @param id - id of the construct
   * @param props - name, namespace and clusters
   * @param content - what is placed
   * @throws Error when the name, the namespace or a label is not valid; clusters are checked at synthesis
   * @internal
   */
  protected constructor(
    project: VerrazzanoProject,
    id: string,
    private readonly props: MultiClusterResourceProps,
    private readonly content: PlacedContent,
  ) {
    super(project, id);
    const { name = id, namespace = project.namespaces[0] ?? '' } = props;
    this.project = project;
    this.resourceName = name;
    this.namespace = namespace;
    throwProblems(ownProblems(project, { ...props, name }), this.node.path);
    this.node.addValidation({ validate: () => this.problems().map(describeProblem) });
    const isGit = project.placement === Placement.GIT;
    if (!isGit) this.deliverToAdmin();
    const written = isGit ? this.deliverToEach() : [];
    if (isGit)
      this.node.addValidation({ validate: () => unwrittenProblems(this.clusters, written).map(describeProblem) });
  }

  /** The clusters that it is placed on; those that the program does not have are without construct. */
  get clusters(): readonly PlacedCluster[] {
    return placedClusters(this.project.admin, this.targets);
  }

  /** The MultiCluster resource, whatever the placement is. */
  get manifest(): KubernetesManifest {
    const { labels, annotations } = this.props;
    const metadata = {
      name: this.resourceName,
      namespace: this.namespace,
      ...(labels !== undefined && { labels }),
      ...(annotations !== undefined && { annotations }),
    };
    const placement = { clusters: this.clusters.map(({ name }) => ({ name })) };
    return {
      apiVersion: CLUSTERS_V1ALPHA1,
      kind: this.content.kind,
      metadata,
      spec: { ...this.content.spec, placement },
    };
  }

  /** What the agents and operators make of it on every cluster; nothing with `Placement.GIT`. */
  get ownedByOperator(): readonly PlacedOperatorObject[] {
    if (this.project.placement === Placement.GIT) return [];
    const all = [this.project.manifest, this.manifest, ...this.content.beside] as unknown as readonly JsonObject[];
    const ofProject = new Set(this.project.ownedByOperator.map(identityOf));
    return this.clusters.flatMap(({ name, cluster }) =>
      operatorObjects(all, name)
        .map((each) => ({ ...each, cluster: cluster?.clusterName ?? name }))
        .filter((each) => !ofProject.has(identityOf(each))),
    );
  }

  private get targets(): readonly PlacementTarget[] {
    return this.props.clusters ?? this.project.targets;
  }

  private deliverToAdmin(): void {
    const { admin } = this.project;
    const { beside } = this.content;
    MulticlusterRegistry.of(admin).add({ objects: () => [this.manifest, ...beside], placed: () => this.clusters });
    const unit = unitOf(admin, this);
    const { spec: _spec, ...identity } = { ...this.manifest };
    emitObject(unit, `${this.resourceName}-${this.content.kind}`, identity, () => ({ spec: this.manifest.spec }));
    if (beside.length > 0) new ManifestSet(unit, `${this.resourceName}-objects`, beside);
  }

  private deliverToEach(): readonly GitOpsCluster[] {
    const clusters = writtenClusters(this.project.admin, this.targets);
    for (const cluster of clusters) {
      new ManifestSet(unitOf(cluster, this), `${this.resourceName}-${this.content.kind}`, this.content.objects);
    }
    return clusters;
  }

  private problems(): Problem[] {
    const { project, targets } = this;
    const wrong = placementProblems(project.admin, targets);
    const placed = new Set(project.clusters.map(({ name }) => name));
    const outside = wrong.length > 0 ? [] : this.clusters.filter(({ name }) => !placed.has(name));
    return [
      ...wrong,
      ...outside.map(({ name: got }) => ({
        what: `is placed on a cluster that project ${project.projectName} is not placed on, so its namespace does not exist there`,
        got,
        allowed: [...placed].join(', '),
        fix: 'place the project there too',
      })),
      ...(wrong.length > 0 ? [] : this.admissionProblems()),
    ];
  }

  /** What the schema and the webhook refuse, apart from what only the cluster can tell. */
  private admissionProblems(): Problem[] {
    const known = this.clusters.map(({ name }) => ({
      apiVersion: CLUSTERS_V1ALPHA1,
      kind: 'VerrazzanoManagedCluster',
      metadata: { name, namespace: MULTICLUSTER_NAMESPACE },
    }));
    const object = this.manifest as unknown as JsonObject;
    return validateMulticluster({ object, beside: new ExistingObjects(known) })
      .filter(({ severity }) => severity === 'error')
      .map(({ path, message, fix, ...rest }) => ({
        what: `${path} ${message}`,
        ...('value' in rest && { got: rest.value }),
        fix,
      }));
  }
}

/**
 * Checks what only types tell: that the scope is a project.
 * @param project - the scope
 * @param id - id of the construct
 * @throws Error where it is another construct
 */
export function requireProject(project: Construct, id: string): void {
  if (project instanceof VerrazzanoProject) return;
  const { name } = project.constructor;
  const what = 'the scope is not a VerrazzanoProject';
  throwProblems(
    [{ what, got: name, allowed: 'VerrazzanoProject', fix: 'pass the project' }],
    `${project.node.path}/${id}`,
  );
}

function ownProblems(
  project: VerrazzanoProject,
  { name = '', namespace, labels }: MultiClusterResourceProps,
): Problem[] {
  const { namespaces, projectName } = project;
  const isOpen = namespace === undefined && namespaces.length > 1;
  return [
    ...(isDnsSubdomain(name) && name.length <= 63
      ? []
      : [
          {
            what: 'the name is not valid',
            got: name,
            allowed: `${DNS_SUBDOMAIN.replace('253', '63')}: labels have it as their value`,
          },
        ]),
    ...(isOpen
      ? [
          {
            what: `the namespace is not stated, and project ${projectName} has several`,
            allowed: namespaces.join(', '),
            fix: 'set namespace',
          },
        ]
      : []),
    ...(namespace === undefined || namespaces.includes(namespace)
      ? []
      : [
          {
            what: `the namespace is not one of project ${projectName}, so no agent would look there`,
            got: namespace,
            allowed: namespaces.join(', '),
          },
        ]),
    ...labelProblems('labels', labels),
  ];
}

/**
 * Name of the delivery unit of something that is placed on clusters.
 * @param name - its name
 */
export function placedUnit(name: string): string {
  return `apps/${name.replaceAll('.', '-')}`;
}

function unitOf(cluster: GitOpsCluster, { resourceName, namespace, project }: MultiClusterResource) {
  const description = `${resourceName} of project ${project.projectName}`;
  return cluster.unit(placedUnit(resourceName), { wave: WAVE, namespace, description });
}

function identityOf({ cluster, manifest: { apiVersion, kind, metadata } }: PlacedOperatorObject): string {
  return [cluster, apiVersion, kind, metadata.namespace ?? '', metadata.name].join(' ');
}
