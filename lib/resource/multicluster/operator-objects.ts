import { groupOf, kindOf, listAt, namespaceOf, objectAt, textAt, textsAt, valueAt } from '../../connectivity/manifest';
import type { KubernetesManifest } from '../../definition/kubernetes-manifest';
import type { JsonObject } from '../../values/json';
import { isJsonObject } from '../../values/json';
import { CLUSTERS_GROUP, LOCAL_CLUSTER, MULTICLUSTER_NAMESPACE, WELL_KNOWN } from './names';
import { clustersOf, namespacesOf } from './placement-rules';
import { projectObjects } from './project-objects';
import { unwrapped, wrappedIn } from './wrappers';
import { MANAGED_LABEL } from '../../definition/namespaces';

/** An object that an operator makes, or takes over. */
export interface OperatorObject {
  /** Component whose operator makes it. */
  readonly component: 'verrazzano-application-operator' | 'verrazzano-cluster-agent';
  /** The object; a copy of a Secret is without its content. */
  readonly manifest: KubernetesManifest;
}

const MANAGED = { [MANAGED_LABEL]: 'true' };

/**
 * What the operators of release 1.7.2 make on one cluster of the projects and MultiCluster resources on the admin cluster. Run-time fields
 * (finalizers, status) are left out. Source: application-operator, controllers/clusters and mcagent at v1.7.2.
 * @param objects - what is applied to the admin cluster
 * @param cluster - name of a managed cluster, or `local` for the admin cluster
 */
export function operatorObjects(objects: readonly JsonObject[], cluster: string): readonly OperatorObject[] {
  const isHere = cluster === LOCAL_CLUSTER;
  const all = objects.filter((object) => groupOf(object) === CLUSTERS_GROUP);
  const projects = all
    .filter((object) => kindOf(object) === 'VerrazzanoProject' && namespaceOf(object) === MULTICLUSTER_NAMESPACE)
    .filter((project) => isHere || clustersOf(project).includes(cluster));
  const namespaces = projects.flatMap(namespacesOf);
  const wrappers = all.filter(
    (object) => wrappedIn(kindOf(object)) !== undefined && clustersOf(object).includes(cluster),
  );
  // The agent asks only for namespaces of the projects that are placed on its cluster.
  const fetched = isHere ? wrappers : wrappers.filter((each) => namespaces.includes(namespaceOf(each)));
  return once([
    ...(isHere || projects.length === 0 ? [] : agentObjects(cluster)),
    ...projects.flatMap((project) => [
      ...(isHere ? [] : [copyOf(project, { ...textsAt(project, 'metadata', 'annotations') }, MANAGED)]),
      ...projectObjects(project).map(byOperator),
    ]),
    ...(isHere ? [] : [...copiedDependencies(fetched, objects, cluster), ...fetched.map(wrapperCopy)]),
    ...fetched.map((wrapper) => byOperator(unwrapped(wrapper))),
  ]);
}

/**
 * What the operators delete on one cluster of what else is there: NetworkPolicies beside those of a project, and objects named as a
 * MultiCluster resource that is placed elsewhere.
 * @param objects - what is applied to the admin cluster
 * @param cluster - name of a managed cluster, or `local` for the admin cluster
 * @param there - objects on that cluster
 */
export function deletedByOperators(
  objects: readonly JsonObject[],
  cluster: string,
  there: readonly JsonObject[],
): readonly JsonObject[] {
  const made = new Set(operatorObjects(objects, cluster).map(({ manifest }) => keyOf(manifest)));
  const isHere = cluster === LOCAL_CLUSTER;
  const all = objects.filter((object) => groupOf(object) === CLUSTERS_GROUP);
  const projects = all.filter((object) => kindOf(object) === 'VerrazzanoProject');
  const namespaces = projects
    .filter((project) => isHere || clustersOf(project).includes(cluster))
    .flatMap(namespacesOf);
  // Wrappers are on the admin cluster; the agent brings only those that are placed on its own.
  const elsewhere = all
    .filter((object) => isHere && wrappedIn(kindOf(object)) !== undefined && !clustersOf(object).includes(cluster))
    .map((wrapper) => keyOf(unwrapped(wrapper)));
  return there.filter((object) => {
    if (made.has(keyOf(object))) return false;
    if (elsewhere.includes(keyOf(object))) return true;
    if (!namespaces.includes(namespaceOf(object))) return false;
    const isForeignWrapper = !isHere && groupOf(object) === CLUSTERS_GROUP && wrappedIn(kindOf(object)) !== undefined;
    return isForeignWrapper || (kindOf(object) === 'NetworkPolicy' && groupOf(object) === 'networking.k8s.io');
  });
}

function agentObjects(cluster: string): OperatorObject[] {
  const name = WELL_KNOWN.agentState;
  const data = { 'managed-cluster-name': cluster };
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: MULTICLUSTER_NAMESPACE } },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: MULTICLUSTER_NAMESPACE }, data },
  ].map((manifest) => ({ component: 'verrazzano-cluster-agent', manifest }));
}

/** Wrappers get a label, apart from MultiClusterSecrets, and lose their annotations. */
function wrapperCopy(wrapper: JsonObject): OperatorObject {
  const labels = kindOf(wrapper) === 'MultiClusterSecret' ? {} : MANAGED;
  const { secrets: _, ...spec } = objectAt(wrapper, 'spec');
  return copyOf({ ...wrapper, spec }, {}, labels);
}

/** Secrets and Components that applications name. */
function copiedDependencies(
  wrappers: readonly JsonObject[],
  objects: readonly JsonObject[],
  cluster: string,
): OperatorObject[] {
  const applications = wrappers.filter((each) => kindOf(each) === 'MultiClusterApplicationConfiguration');
  const users = new Map<string, { readonly manifest: KubernetesManifest; readonly names: string[] }>();
  for (const application of applications) {
    for (const manifest of dependenciesOf(application, objects)) {
      const entry = users.get(keyOf(manifest)) ?? { manifest, names: [] };
      entry.names.push(textAt(application, 'metadata', 'name') ?? '');
      users.set(keyOf(manifest), entry);
    }
  }
  return [...users.values()].map(({ manifest, names }) =>
    copyOf(manifest, textsAt(manifest, 'metadata', 'annotations'), {
      'verrazzano.io/mc-app-configs': names.join(','),
      'verrazzano.io/managed-cluster': cluster,
      ...MANAGED,
    }),
  );
}

function dependenciesOf(application: JsonObject, objects: readonly JsonObject[]): KubernetesManifest[] {
  const namespace = namespaceOf(application);
  const secrets = listAt(application, 'spec', 'secrets').flatMap((name): KubernetesManifest[] =>
    typeof name === 'string' ? [{ apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace } }] : [],
  );
  const names = listAt(application, 'spec', 'template', 'spec', 'components').map((each) =>
    valueAt(each, 'componentName'),
  );
  const components = objects.filter(
    (each) =>
      kindOf(each) === 'Component' &&
      groupOf(each) === 'core.oam.dev' &&
      namespaceOf(each) === namespace &&
      names.includes(textAt(each, 'metadata', 'name') ?? ''),
  );
  return [...secrets, ...(components as unknown as KubernetesManifest[])];
}

function byOperator(manifest: KubernetesManifest): OperatorObject {
  return { component: 'verrazzano-application-operator', manifest };
}

function copyOf(
  object: JsonObject | KubernetesManifest,
  annotations: Readonly<Record<string, string>>,
  labels: Readonly<Record<string, string>>,
): OperatorObject {
  const { apiVersion, kind, spec } = object as KubernetesManifest;
  const all = { ...textsAt(object, 'metadata', 'labels'), ...labels };
  const metadata = {
    name: textAt(object, 'metadata', 'name') ?? '',
    namespace: namespaceOf(object),
    ...(Object.keys(all).length > 0 && { labels: all }),
    ...(Object.keys(annotations).length > 0 && { annotations }),
  };
  return {
    component: 'verrazzano-cluster-agent',
    manifest: { apiVersion, kind, metadata, ...(isJsonObject(spec) && { spec }) },
  };
}

function keyOf(object: JsonObject | KubernetesManifest): string {
  const { metadata } = object as KubernetesManifest;
  const of = object as JsonObject;
  return [groupOf(of), kindOf(of), metadata.namespace ?? '', metadata.name].join(' ');
}

/** A namespace may be named by two projects that release 1.7.2 would not admit together; the first counts. */
function once(objects: readonly OperatorObject[]): OperatorObject[] {
  const known = new Map<string, OperatorObject>();
  for (const each of objects) if (!known.has(keyOf(each.manifest))) known.set(keyOf(each.manifest), each);
  return [...known.values()];
}
