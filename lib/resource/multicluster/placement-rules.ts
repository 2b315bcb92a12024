import { listAt, textAt } from '../../connectivity/manifest';
import type { JsonValue } from '../../values/json';
import { CLUSTERS_GROUP, LOCAL_CLUSTER, MULTICLUSTER_NAMESPACE, WELL_KNOWN } from './names';
import { managedCluster, namespaceProblems } from './managed-cluster-rules';
import type { AdmissionContext, AdmissionFound, AdmissionRule, MulticlusterKind } from './types';

const PROJECT: readonly MulticlusterKind[] = ['VerrazzanoProject'];
/** Kinds that an admin cluster places on clusters. */
export const PLACED: readonly MulticlusterKind[] = [
  'VerrazzanoProject',
  'MultiClusterApplicationConfiguration',
  'MultiClusterComponent',
  'MultiClusterConfigMap',
  'MultiClusterSecret',
];

/** Name of a namespace of a project as Go reads it: empty where there is none. */
function nameIn(template: JsonValue): string {
  return textAt(template, 'metadata', 'name') ?? '';
}

/** The namespaces of a project. */
export function namespacesOf(project: JsonValue): string[] {
  return listAt(project, 'spec', 'template', 'namespaces').map(nameIn);
}

/** The clusters that a project or wrapper names. */
export function clustersOf(object: JsonValue): string[] {
  return listAt(object, 'spec', 'placement', 'clusters').map((cluster) => textAt(cluster, 'name') ?? '');
}

const projectNamespace: AdmissionRule = { id: 'project.namespace', kinds: PROJECT, check: namespaceProblems };

const projectNamespaces: AdmissionRule = {
  id: 'project.namespaces-empty',
  kinds: PROJECT,
  check: ({ object }) =>
    namespacesOf(object).length > 0
      ? []
      : [
          {
            path: 'spec.template.namespaces',
            value: [],
            message: 'has no namespace; allowed one or more',
            fix: 'add the namespaces of the project',
          },
        ],
};

const policyNamespace: AdmissionRule = {
  id: 'project.policy-namespace',
  kinds: PROJECT,
  check: ({ object }) => {
    const own = namespacesOf(object);
    return listAt(object, 'spec', 'template', 'networkPolicies').flatMap((policy, i): AdmissionFound[] => {
      const value = textAt(policy, 'metadata', 'namespace') ?? '';
      if (own.includes(value)) return [];
      const path = `spec.template.networkPolicies[${i}].metadata.namespace`;
      const message = `is not a namespace of the project; allowed ${own.join(', ') || 'none, since the project has no namespace'}`;
      return [{ path, value, message, fix: 'correct it, or add the namespace to the project' }];
    });
  },
};

const sharedNamespace: AdmissionRule = {
  id: 'project.shared-namespace',
  kinds: PROJECT,
  check: (context) => {
    const owners = namespaceOwners(context);
    return namespacesOf(context.object).flatMap((value, i): AdmissionFound[] => {
      const owner = owners.get(value);
      if (owner === undefined) return [];
      const path = `spec.template.namespaces[${i}].metadata.name`;
      const message = `is a namespace of project ${owner}; a namespace belongs to one project, also while that is being deleted`;
      return [{ path, value, message, fix: `remove it here, or from project ${owner}` }];
    });
  },
};

const placementEmpty: AdmissionRule = {
  id: 'placement.placement-empty',
  kinds: PLACED,
  check: ({ object }) =>
    clustersOf(object).length > 0
      ? []
      : [
          {
            path: 'spec.placement.clusters',
            value: [],
            message: `names no cluster; allowed one or more managed clusters, and ${LOCAL_CLUSTER}`,
            fix: 'add the clusters',
          },
        ],
};

const placementVmc: AdmissionRule = {
  id: 'placement.placement-vmc',
  kinds: PLACED,
  check: (context) => {
    if (isRegistered(context)) return [];
    return clustersOf(context.object).flatMap((value, i): AdmissionFound[] => {
      if (value === LOCAL_CLUSTER || managedCluster(context, value) !== undefined) return [];
      const path = `spec.placement.clusters[${i}].name`;
      const message = `VerrazzanoManagedCluster ${MULTICLUSTER_NAMESPACE}/${value} does not exist; allowed ${allowedClusters(context)}`;
      const fix = 'correct the name, or register the cluster first';
      return [{ path, value, message, fix, absent: 'VerrazzanoManagedCluster' }];
    });
  },
};

const applicationSecrets: AdmissionRule = {
  id: 'application.app-secrets',
  kinds: ['MultiClusterApplicationConfiguration'],
  check: ({ object, namespace, find, isExpected }) =>
    listAt(object, 'spec', 'secrets').flatMap((name, i): AdmissionFound[] => {
      const value = typeof name === 'string' ? name : '';
      if (find('', 'Secret', namespace, value) !== undefined || isExpected('Secret', namespace, value)) return [];
      const message = `Secret ${namespace}/${value} does not exist`;
      const fix = 'apply the Secret first, or remove it from the list';
      return [{ path: `spec.secrets[${i}]`, value, message, fix, absent: 'Secret' }];
    }),
};

/**
 * Admission of projects and multicluster wrappers, in the order of upstream.
 * Source: application-operator, controllers/webhooks/verrazzanoproject_webhook.go, multicluster_validation.go and others at v1.7.2.
 */
export const PLACEMENT_RULES: readonly AdmissionRule[] = [
  projectNamespace,
  projectNamespaces,
  policyNamespace,
  sharedNamespace,
  placementEmpty,
  placementVmc,
  applicationSecrets,
];

/** Projects by the namespaces that they have; an own project is one of the same name. */
function namespaceOwners({ earlier, name }: AdmissionContext): ReadonlyMap<string, string> {
  const owners = new Map<string, string>();
  for (const project of earlier(CLUSTERS_GROUP, 'VerrazzanoProject')) {
    const owner = textAt(project, 'metadata', 'name') ?? '';
    if (owner === name || textAt(project, 'metadata', 'namespace') !== MULTICLUSTER_NAMESPACE) continue;
    for (const each of namespacesOf(project)) if (!owners.has(each)) owners.set(each, owner);
  }
  return owners;
}

/** Whether the cluster is a registered managed cluster, which knows no other managed clusters. */
function isRegistered({ find, isExpected }: AdmissionContext): boolean {
  const secret = [WELL_KNOWN.systemNamespace, WELL_KNOWN.registrationSecret] as const;
  return find('', 'Secret', ...secret) !== undefined || isExpected('Secret', ...secret);
}

function allowedClusters({ all }: AdmissionContext): string {
  const names = all(CLUSTERS_GROUP, 'VerrazzanoManagedCluster')
    .filter((each) => textAt(each, 'metadata', 'namespace') === MULTICLUSTER_NAMESPACE)
    .map((each) => textAt(each, 'metadata', 'name') ?? '');
  return [...names, LOCAL_CLUSTER].join(', ');
}
