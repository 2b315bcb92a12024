import { INJECTION_LABEL } from '../../values/injection-labels';
import { listAt, objectAt, textAt, textsAt } from '../../connectivity/manifest';
import type { KubernetesManifest } from '../../definition/kubernetes-manifest';
import type { JsonObject, JsonValue } from '../../values/json';
import { LOCAL_CLUSTER, MULTICLUSTER_NAMESPACE } from './names';
import { clustersOf } from './placement-rules';
import { MANAGED_LABEL } from '../../definition/namespaces';

const RBAC = 'rbac.authorization.k8s.io';

/** Roles that the subjects of a project are bound to, in each of its namespaces; a binding is named like its role. */
const ROLES = {
  projectAdminSubjects: { suffix: 'admins', roles: ['verrazzano-project-admin', 'admin'] },
  projectMonitorSubjects: { suffix: 'monitors', roles: ['verrazzano-project-monitor', 'view'] },
} as const;

/**
 * What release 1.7.2 makes of a project on the admin cluster, and on each managed cluster that it is placed on: namespaces, role
 * bindings, NetworkPolicies. Source: application-operator, controllers/clusters/verrazzanoproject at v1.7.2.
 * @param project - the VerrazzanoProject
 */
export function projectObjects(project: JsonObject): readonly KubernetesManifest[] {
  const templates = listAt(project, 'spec', 'template', 'namespaces');
  const namespaces = templates.map((each) => textAt(each, 'metadata', 'name') ?? '');
  return [
    ...templates.map(namespaceObject),
    ...namespaces.flatMap((namespace) => [...roleBindings(project, namespace), ...clusterBindings(project, namespace)]),
    ...listAt(project, 'spec', 'template', 'networkPolicies').map(networkPolicy),
  ];
}

/**
 * The role bindings of people and groups in one namespace of a project.
 * @param project - the VerrazzanoProject
 * @param namespace - the namespace
 */
function roleBindings(project: JsonObject, namespace: string): KubernetesManifest[] {
  const name = textAt(project, 'metadata', 'name') ?? '';
  return Object.entries(ROLES).flatMap(([key, { suffix, roles }]) => {
    const stated = listAt(project, 'spec', 'template', 'security', key);
    const group: JsonObject = { kind: 'Group', name: `verrazzano-project-${name}-${suffix}` };
    return roles.map((role) => binding(role, role, namespace, stated.length > 0 ? stated : [group]));
  });
}

/** Service account of a managed cluster on the admin cluster, which its agent uses, and its binding. */
const AGENT_ACCOUNT = 'verrazzano-cluster-';

/**
 * Whether an object of a project is there for the agent of a managed cluster, and useless without it.
 * @param object - one of {@link projectObjects}
 */
export function isOfAgent({ kind, metadata: { name } }: KubernetesManifest): boolean {
  return kind === 'RoleBinding' && name.startsWith(AGENT_ACCOUNT);
}

/** The bindings by which the agents of managed clusters read the namespace on the admin cluster. */
function clusterBindings(project: JsonObject, namespace: string): KubernetesManifest[] {
  const clusters = [...new Set(clustersOf(project))].filter((each) => each !== LOCAL_CLUSTER);
  return clusters.map((cluster) => {
    const account = `${AGENT_ACCOUNT}${cluster}`;
    const subject = { kind: 'ServiceAccount', name: account, namespace: MULTICLUSTER_NAMESPACE };
    return binding(account, 'verrazzano-managed-cluster', namespace, [subject]);
  });
}

function binding(name: string, role: string, namespace: string, subjects: readonly JsonValue[]): KubernetesManifest {
  return {
    apiVersion: `${RBAC}/v1`,
    kind: 'RoleBinding',
    metadata: { name, namespace },
    roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: role },
    subjects,
  };
}

/** Labels of the template win over the two that are set; sidecars are injected as in the namespace of the platform. */
function namespaceObject(template: JsonValue): KubernetesManifest {
  const annotations = textsAt(template, 'metadata', 'annotations');
  const spec = objectAt(template, 'spec');
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name: textAt(template, 'metadata', 'name') ?? '',
      labels: {
        [INJECTION_LABEL]: 'enabled',
        [MANAGED_LABEL]: 'true',
        ...textsAt(template, 'metadata', 'labels'),
      },
      ...(Object.keys(annotations).length > 0 && { annotations }),
    },
    ...(Object.keys(spec).length > 0 && { spec }),
  };
}

function networkPolicy(template: JsonValue): KubernetesManifest {
  const metadata = objectAt(template, 'metadata') as unknown as KubernetesManifest['metadata'];
  return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata, spec: objectAt(template, 'spec') };
}
