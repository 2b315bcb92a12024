import { INJECTION_LABEL } from '../values/injection-labels';
import { Construct } from 'constructs';
import { isSystemNamespace } from '../definition/namespaces';
import type { KubernetesManifest } from '../definition/kubernetes-manifest';
import type { GitOpsCluster } from '../gitops/gitops-cluster';
import { ManifestSet } from '../installer/manifest-set';
import { CLUSTERS_V1ALPHA1, MULTICLUSTER_NAMESPACE, operatorObjects, projectObjects } from '../resource/multicluster';
import type { JsonObject } from '../values/json';
import { DNS_LABEL, DNS_SUBDOMAIN, isDnsLabel, isDnsSubdomain, labelProblems } from '../values/names';
import { describeProblem, throwProblems, type Problem } from '../values/problem';
import type { AdminCluster } from './admin-cluster';
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
import type { ProjectNamespace, ProjectNetworkPolicy, ProjectSubject, VerrazzanoProjectProps } from './project-props';
import { requireProps } from '../values/shape/require-props';

const UNIT = {
  wave: 90,
  description: 'Projects: namespaces of applications, who may use them, and their network policies',
};
const RBAC = 'rbac.authorization.k8s.io';

/**
 * A project: namespaces of applications on several clusters, who may use them, and their network policies.
 *
 * With `Placement.MULTICLUSTER` it is a VerrazzanoProject on the admin cluster. The application operator makes the namespaces and role bindings on
 * the admin cluster and on every cluster of the placement, and deletes every other NetworkPolicy in them: policies belong into the
 * project. Deleting a project leaves its namespaces. With `Placement.GIT` the namespaces, bindings and policies are in the folder of each cluster.
 *
 * Source: application-operator, controllers/clusters/verrazzanoproject at v1.7.2; Verrazzano's documentation, Multicluster.
 */
export class VerrazzanoProject extends Construct {
  /** Name of the project. */
  readonly projectName: string;
  /** The admin cluster. */
  readonly admin: AdminCluster;
  /** How it gets to its clusters. */
  readonly placement: Placement;
  /** Names of its namespaces. */
  readonly namespaces: readonly string[];
  /** What it is placed on, as it was given. @internal */
  readonly targets: readonly PlacementTarget[];

  private readonly policies: ProjectNetworkPolicy[];

  /**
   * @param admin - the admin cluster
   * @param id - id of the construct; the name of the project unless the props state one
   * @param props - clusters, namespaces and who may use them
   * @throws Error when a name, namespace, label or subject is not valid; clusters and namespaces of other projects are checked at synthesis
   */
  constructor(
    admin: AdminCluster,
    id: string,
    private readonly props: VerrazzanoProjectProps,
  ) {
    requireProps('VerrazzanoProjectProps', props, admin, id);
    super(admin, id);
    const { name = id, placement = Placement.MULTICLUSTER, networkPolicies = [] } = props;
    this.projectName = name;
    this.admin = admin;
    this.placement = placement;
    this.targets = [...props.clusters];
    this.namespaces = props.namespaces.map((each) => namespaceOf(each).name);
    this.policies = [...networkPolicies];
    throwProblems(
      [...ownProblems(name, props, this.namespaces), ...this.policyProblems(networkPolicies)],
      this.node.path,
    );
    this.node.addValidation({ validate: () => this.problems().map(describeProblem) });
    const isGit = placement === Placement.GIT;
    if (!isGit) this.deliverToAdmin();
    const written = isGit ? this.deliverToEach() : [];
    if (isGit)
      this.node.addValidation({ validate: () => unwrittenProblems(this.clusters, written).map(describeProblem) });
  }

  /** The clusters that it is placed on; those that the program does not have are without construct. */
  get clusters(): readonly PlacedCluster[] {
    return placedClusters(this.admin, this.targets);
  }

  /**
   * Adds a NetworkPolicy for one of the namespaces.
   * @throws Error when its namespace is not one of the project, or a policy of that name is there already
   */
  addNetworkPolicy(policy: ProjectNetworkPolicy): void {
    throwProblems(this.policyProblems([policy]), this.node.path);
    const isTaken = this.policies.some(({ name, namespace }) => name === policy.name && namespace === policy.namespace);
    const got = `${policy.namespace}/${policy.name}`;
    throwProblems(
      isTaken ? [{ what: 'has two network policies of one name', got, fix: 'rename one' }] : [],
      this.node.path,
    );
    this.policies.push(policy);
  }

  /** The VerrazzanoProject, whatever the placement is. */
  get manifest(): KubernetesManifest {
    const { labels, annotations, admins, monitors } = this.props;
    const security = {
      ...(admins !== undefined && { projectAdminSubjects: admins.map(subject) }),
      ...(monitors !== undefined && { projectMonitorSubjects: monitors.map(subject) }),
    };
    return {
      apiVersion: CLUSTERS_V1ALPHA1,
      kind: 'VerrazzanoProject',
      metadata: { name: this.projectName, namespace: MULTICLUSTER_NAMESPACE, ...given({ labels, annotations }) },
      spec: {
        placement: { clusters: this.clusters.map(({ name }) => ({ name })) },
        template: {
          namespaces: this.props.namespaces.map((each) => ({ metadata: namespaceMetadata(namespaceOf(each)) })),
          ...(Object.keys(security).length > 0 && { security }),
          ...(this.policies.length > 0 && { networkPolicies: this.policies.map(policyTemplate) }),
        },
      },
    };
  }

  /** What the operators make of it on every cluster; nothing with `Placement.GIT`. */
  get ownedByOperator(): readonly PlacedOperatorObject[] {
    if (this.placement === Placement.GIT) return [];
    const own = [this.manifest as unknown as JsonObject];
    const clusters = new Map(
      [{ name: 'local', cluster: this.admin }, ...this.clusters].map((each) => [each.name, each]),
    );
    return [...clusters.values()].flatMap(({ name, cluster }) =>
      operatorObjects(own, name).map((each) => ({ ...each, cluster: cluster?.clusterName ?? name })),
    );
  }

  private deliverToAdmin(): void {
    const { admin } = this;
    const createdBy = `the application operator, from project ${this.projectName}`;
    const namespaces = this.namespaces.map((name) => ({ name, createdBy }));
    const mc = {
      name: MULTICLUSTER_NAMESPACE,
      createdBy: 'the platform operator, with component verrazzano-cluster-operator',
    };
    admin.declareNamespaces([mc, ...namespaces]);
    MulticlusterRegistry.of(admin).add({ objects: () => [this.manifest], placed: () => this.clusters });
    const { spec: _spec, ...identity } = { ...this.manifest };
    emitObject(admin.unit('projects', UNIT), this.node.id, identity, () => ({ spec: this.manifest.spec }));
  }

  private deliverToEach(): readonly GitOpsCluster[] {
    const clusters = writtenClusters(this.admin, this.targets);
    for (const cluster of clusters) {
      new ManifestSet(cluster.unit('projects', UNIT), this.node.id, () => this.clusterObjects);
    }
    return clusters;
  }

  private get clusterObjects(): readonly KubernetesManifest[] {
    const isAgent = ({ kind, metadata }: KubernetesManifest): boolean =>
      kind === 'RoleBinding' && metadata.name.startsWith('verrazzano-cluster-');
    return projectObjects(this.manifest as unknown as JsonObject).filter((each) => !isAgent(each));
  }

  private policyProblems(policies: readonly ProjectNetworkPolicy[]): Problem[] {
    return policies.flatMap(({ name, namespace, labels }): Problem[] => [
      ...(isDnsSubdomain(name)
        ? []
        : [{ what: 'the name of a network policy is not valid', got: name, allowed: DNS_SUBDOMAIN }]),
      ...(this.namespaces.includes(namespace)
        ? []
        : [
            {
              what: `network policy ${name} is for a namespace that is not of the project`,
              got: namespace,
              allowed: this.namespaces.join(', '),
            },
          ]),
      ...labelProblems(`labels of network policy ${name}`, labels),
    ]);
  }

  private problems(): Problem[] {
    const others = this.admin.node
      .findAll()
      .filter((each): each is VerrazzanoProject => each instanceof VerrazzanoProject);
    const before = others.slice(0, others.indexOf(this));
    const sameName = before.filter(({ projectName }) => projectName === this.projectName);
    const shared = before.flatMap((other) =>
      this.namespaces
        .filter((each) => other.namespaces.includes(each))
        .map((got): Problem => {
          const what = `has a namespace that is also of project ${other.projectName} (${other.node.path})`;
          return { what, got, fix: 'a namespace belongs to one project' };
        }),
    );
    return [
      ...placementProblems(this.admin, this.targets),
      ...sameName.map((other) => ({
        what: `has the name of ${other.node.path}`,
        got: this.projectName,
        fix: 'rename one',
      })),
      ...shared,
    ];
  }
}

function ownProblems(name: string, props: VerrazzanoProjectProps, namespaces: readonly string[]): Problem[] {
  const twice = namespaces.filter((each, index) => namespaces.indexOf(each) < index);
  return [
    // Groups and bindings are named after it, and a label of copies has its name.
    ...(isDnsLabel(name) ? [] : [{ what: 'the name of the project is not valid', got: name, allowed: DNS_LABEL }]),
    ...(namespaces.length > 0 ? [] : [{ what: 'the project has no namespace', fix: 'give one or more namespaces' }]),
    ...namespaces.flatMap((got): Problem[] =>
      isDnsLabel(got) ? [] : [{ what: 'the name of a namespace is not valid', got, allowed: DNS_LABEL }],
    ),
    ...namespaces.filter(isSystemNamespace).map((got) => ({
      what: 'a namespace of the platform cannot belong to a project, which would delete its network policies',
      got,
      fix: 'use a namespace of your own',
    })),
    ...twice.map((got) => ({ what: 'the project lists a namespace twice', got, fix: 'list it once' })),
    ...labelProblems('labels', props.labels),
    ...props.namespaces.map(namespaceOf).flatMap(({ name: of, labels }) => labelProblems(`labels of ${of}`, labels)),
    ...[...(props.admins ?? []), ...(props.monitors ?? [])].flatMap(subjectProblems),
  ];
}

function subjectProblems({ kind, name, namespace }: ProjectSubject): Problem[] {
  const isAccount = kind === 'ServiceAccount';
  return [
    ...(name === '' ? [{ what: `a ${kind} of the project has no name`, got: name }] : []),
    ...(isAccount === (namespace !== undefined)
      ? []
      : [
          {
            what: isAccount ? `ServiceAccount ${name} has no namespace` : `${kind} ${name} has a namespace`,
            got: namespace,
            allowed: 'a namespace for a ServiceAccount, none for users and groups',
          },
        ]),
  ];
}

function namespaceOf(given: string | ProjectNamespace): ProjectNamespace {
  return typeof given === 'string' ? { name: given } : given;
}

function namespaceMetadata({ name, labels, annotations, istioInjection }: ProjectNamespace): JsonObject {
  const all = {
    ...(istioInjection !== undefined && { [INJECTION_LABEL]: istioInjection ? 'enabled' : 'disabled' }),
    ...labels,
  };
  return { name, ...given({ labels: Object.keys(all).length > 0 ? all : undefined, annotations }) };
}

function subject({ kind, name, namespace }: ProjectSubject): JsonObject {
  if (kind === 'ServiceAccount') return { kind, name, ...given({ namespace }) };
  return { kind, apiGroup: RBAC, name };
}

/** The protocol is written out, as the API server stores it. */
function policyTemplate({ name, namespace, labels, annotations, spec }: ProjectNetworkPolicy): JsonObject {
  const withProtocol = (rules: unknown): unknown =>
    (rules as readonly JsonObject[]).map((rule) => ({
      ...rule,
      ...(Array.isArray(rule.ports) && {
        ports: (rule.ports as readonly JsonObject[]).map((port) => ({ protocol: 'TCP', ...port })),
      }),
    }));
  const rules = (['ingress', 'egress'] as const)
    .filter((key) => Array.isArray(spec[key]))
    .map((key) => [key, withProtocol(spec[key])] as const);
  return {
    metadata: { name, namespace, ...given({ labels, annotations }) },
    spec: { ...spec, ...(Object.fromEntries(rules) as JsonObject) },
  };
}

function given<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
