import type { KubernetesManifest } from '../definition/kubernetes-manifest';
import type { GitOpsCluster, RequiredSecret } from '../gitops/gitops-cluster';
import { isJsonObject, type JsonObject } from '../values/json';
import { throwProblems } from '../values/problem';
import { MultiClusterResource, requireProject, type MultiClusterResourceProps } from './multicluster-resource';
import { Placement } from './placement';
import type { VerrazzanoProject } from './project';
import { requireProps } from '../values/shape/require-props';
import { OAM_V1ALPHA2 } from '../definition/verrazzano-api';

/** A Secret that an application needs on each of its clusters. */
export interface ApplicationSecret {
  /** Name of the Secret, in the namespace of the application. */
  readonly name: string;
  /** Its keys. */
  readonly keys: readonly string[];
  /** What it holds and where to get that. */
  readonly description: string;
}

/** Properties of a `MultiClusterApplication`. */
export interface MultiClusterApplicationProps extends Omit<MultiClusterResourceProps, 'name'> {
  /** The OAM application: one ApplicationConfiguration, and the Components that it names. Namespaces may be left out. */
  readonly manifests: readonly JsonObject[];
  /**
   * Secrets that must exist on the admin cluster, and that the agents copy; with `Placement.GIT`, on each cluster. They are in no file.
   * @default - none
   */
  readonly secrets?: readonly ApplicationSecret[];
}

/**
 * An OAM application of a project that is placed on several clusters: a MultiClusterApplicationConfiguration with its Components, or the objects
 * themselves in the folder of each cluster.
 */
export class MultiClusterApplication extends MultiClusterResource {
  /**
   * @param project - the project
   * @param id - id of the construct
   * @param props - the application, and where it is placed
   * @throws Error when there is not one ApplicationConfiguration, something else is among the objects, or a name is not valid
   */
  constructor(project: VerrazzanoProject, id: string, props: MultiClusterApplicationProps) {
    requireProps('MultiClusterApplicationProps', props, project, id);
    requireProject(project, id);
    const at = `${project.node.path}/${id}`;
    const { manifests, secrets = [], namespace = project.namespaces[0] ?? '' } = props;
    const { application, components } = readApplication(at, manifests);
    const placed = components.map((each) => inNamespace(each, namespace));
    const metadata = application.metadata as unknown as KubernetesManifest['metadata'];
    const { labels, annotations } = metadata;
    const spec: JsonObject = {
      template: {
        ...((labels !== undefined || annotations !== undefined) && {
          metadata: { ...(labels !== undefined && { labels }), ...(annotations !== undefined && { annotations }) },
        }),
        ...(application.spec !== undefined && { spec: application.spec }),
      },
      ...(secrets.length > 0 && { secrets: secrets.map(({ name }) => name) }),
    };
    super(
      project,
      id,
      { ...props, name: metadata.name },
      {
        kind: 'MultiClusterApplicationConfiguration',
        spec,
        objects: [...placed, inNamespace(application, namespace)],
        beside: placed,
      },
    );
    this.declareSecrets(secrets);
  }

  /** The agents copy Secrets from the admin cluster; without them, they must be on each cluster. */
  private declareSecrets(secrets: readonly ApplicationSecret[]): void {
    const { admin, placement } = this.project;
    const clusters =
      placement === Placement.MULTICLUSTER
        ? [admin]
        : this.clusters.flatMap(({ cluster }): GitOpsCluster[] => (cluster ? [cluster] : []));
    for (const { name, keys, description } of secrets) {
      const usedBy = `application ${this.resourceName}`;
      const secret: RequiredSecret = { namespace: this.namespace, name, keys, usedBy, description };
      for (const cluster of clusters) cluster.addRequiredSecret(secret);
    }
  }
}

function readApplication(at: string, manifests: readonly JsonObject[]) {
  const of = (kind: string): JsonObject[] =>
    manifests.filter((each) => each.apiVersion === OAM_V1ALPHA2 && each.kind === kind && isJsonObject(each.metadata));
  const [application, ...more] = of('ApplicationConfiguration');
  const components = of('Component');
  const others = manifests.length - components.length - more.length - (application === undefined ? 0 : 1);
  throwProblems(
    [
      ...(application !== undefined && more.length === 0
        ? []
        : [
            {
              what: 'an application is one ApplicationConfiguration',
              got: more.length + (application === undefined ? 0 : 1),
              allowed: `one of ${OAM_V1ALPHA2}`,
            },
          ]),
      ...(others === 0
        ? []
        : [
            {
              what: 'there are objects that agents do not fetch',
              got: others,
              allowed: `Components of ${OAM_V1ALPHA2}`,
            },
          ]),
    ],
    at,
  );
  return { application: application ?? {}, components };
}

function inNamespace({ metadata, ...object }: JsonObject, namespace: string): KubernetesManifest {
  const named = { ...(metadata as JsonObject), namespace };
  return { ...object, metadata: named } as unknown as KubernetesManifest;
}
