import { listAt, namespaceOf, textAt, textsAt, valueAt } from '../../connectivity/manifest';
import type { JsonObject } from '../../values/json';
import { CLUSTERS_GROUP, LOCAL_CLUSTER, MULTICLUSTER_NAMESPACE, WELL_KNOWN } from './names';
import { clustersOf, namespacesOf } from './placement-rules';
import type { AdmissionFound, AdmissionRule, MulticlusterKind } from './types';
import { isSystemNamespace } from '../../definition/namespaces';
import { SECRET_CONTENT } from '../../gitops/secrets/secret-objects';

const APPLICATION = 'MultiClusterApplicationConfiguration';
const WRAPPERS: readonly MulticlusterKind[] = [
  APPLICATION,
  'MultiClusterComponent',
  'MultiClusterConfigMap',
  'MultiClusterSecret',
];

/** Agents fetch only from namespaces of projects that are placed on their cluster. */
const noProject: AdmissionRule = {
  id: 'multicluster.no-project',
  kinds: WRAPPERS,
  check: (context) => {
    const projects = context.all(CLUSTERS_GROUP, 'VerrazzanoProject');
    const project = projects.find((each) => namespacesOf(each).includes(context.namespace));
    if (project === undefined) {
      const message = 'is in a namespace of no project, from which no agent fetches it';
      const fix = 'use a namespace of a project, or add the namespace to one';
      return [{ path: 'metadata.namespace', value: context.namespace, message, fix, absent: 'VerrazzanoProject' }];
    }
    const placed = clustersOf(project);
    return clustersOf(context.object).flatMap((value, i): AdmissionFound[] => {
      if (value === LOCAL_CLUSTER || placed.includes(value)) return [];
      const name = textAt(project, 'metadata', 'name') ?? '';
      const message = `is a cluster that project ${name} is not placed on, so that its agent does not fetch this; allowed ${placed.join(', ')}`;
      return [{ path: `spec.placement.clusters[${i}].name`, value, message, fix: 'place the project there too' }];
    });
  },
};

/** Agents write the applications that use a Secret or Component into one label, with a comma between. */
const sharedDependency: AdmissionRule = {
  id: 'application.shared-dependency',
  kinds: [APPLICATION],
  check: ({ object, name, namespace, all }) => {
    const others = all(CLUSTERS_GROUP, APPLICATION).filter(
      (each) => namespaceOf(each) === namespace && textAt(each, 'metadata', 'name') !== name,
    );
    const [own, clusters] = [dependencies(object), clustersOf(object)];
    return others.flatMap((other): AdmissionFound[] => {
      const shared = dependencies(other).filter((each) => own.includes(each));
      const together = clustersOf(other).filter((each) => clusters.includes(each) && each !== LOCAL_CLUSTER);
      if (shared.length === 0 || together.length === 0) return [];
      const message = `uses ${shared.join(', ')}, as ${textAt(other, 'metadata', 'name')} does on ${together.join(', ')}: the agent writes both names into a label, with a comma, which an API server refuses`;
      return [
        {
          path: 'spec',
          message,
          fix: 'give each application a Secret and Component of its own, or make it one application',
        },
      ];
    });
  },
};

const missingComponent: AdmissionRule = {
  id: 'application.component-missing',
  kinds: [APPLICATION],
  check: ({ object, namespace, find }) =>
    componentNames(object).flatMap((value, i): AdmissionFound[] => {
      if (find('core.oam.dev', 'Component', namespace, value) !== undefined) return [];
      const message = `Component ${namespace}/${value} does not exist; the agent delivers the application without it, and reports success`;
      const path = `spec.template.spec.components[${i}].componentName`;
      return [{ path, value, message, fix: 'apply the Component too', absent: 'Component' }];
    }),
};

const projectNames: AdmissionRule = {
  id: 'project.namespace-names',
  kinds: ['VerrazzanoProject'],
  check: ({ object }) => {
    const names = namespacesOf(object);
    return names.flatMap((value, i): AdmissionFound[] => {
      const at = (message: string): AdmissionFound[] => [
        { path: `spec.template.namespaces[${i}].metadata.name`, value, message, fix: 'correct the list' },
      ];
      if (value === '') return at('has no name, so that the operator fails with it');
      if (names.indexOf(value) < i) return at('occurs twice');
      return isSystemNamespace(value)
        ? at('is a namespace of the platform, whose network policies the project would delete')
        : [];
    });
  },
};

const serverAddress: AdmissionRule = {
  id: 'managed-cluster.server-address',
  kinds: ['VerrazzanoManagedCluster'],
  on: 'create',
  check: ({ find }) => {
    const configMap = find('', 'ConfigMap', MULTICLUSTER_NAMESPACE, WELL_KNOWN.adminConfigMap);
    const value = textsAt(configMap, 'data')[WELL_KNOWN.server];
    if (value === undefined || value === '' || /^https:\/\/[^/?#@\s]+$/.test(value)) return [];
    const message = `entry ${WELL_KNOWN.server} of ConfigMap ${WELL_KNOWN.adminConfigMap} is admitted, and no agent can use it; allowed https://<host>[:<port>]`;
    return [{ path: 'metadata.name', value, message, fix: 'correct the ConfigMap' }];
  },
};

const caContent: AdmissionRule = {
  id: 'managed-cluster.ca-content',
  kinds: ['VerrazzanoManagedCluster'],
  check: ({ object, find }) => {
    const value = textAt(object, 'spec', 'caSecret');
    const secret = value === undefined ? undefined : find('', 'Secret', MULTICLUSTER_NAMESPACE, value);
    if (secret === undefined || hasEntry(secret, WELL_KNOWN.caEntry)) return [];
    const message = `the Secret has no entry ${WELL_KNOWN.caEntry}; without any entry, the agent of the managed cluster crashes`;
    return [{ path: 'spec.caSecret', value, message, fix: `add entry ${WELL_KNOWN.caEntry}, which may be empty` }];
  },
};

const nameLength: AdmissionRule = {
  id: 'managed-cluster.name-length',
  kinds: ['VerrazzanoManagedCluster'],
  check: ({ name: value }) => {
    if (value.length <= 63) return [];
    const message = 'is longer than the value of a label, which agents set to it; allowed 63 characters';
    return [{ path: 'metadata.name', value, message, fix: 'use a shorter name' }];
  },
};

const immutable: AdmissionRule = {
  id: 'multicluster.immutable',
  kinds: ['MultiClusterConfigMap'],
  check: ({ object }) => {
    if (valueAt(object, 'spec', 'template', 'immutable') !== true) return [];
    const message = 'is admitted, and every later change of the entries fails';
    return [{ path: 'spec.template.immutable', value: true, message, fix: 'remove it' }];
  },
};

/**
 * What is admitted and does not work: findings are warnings.
 * Source: application-operator, mcagent and controllers/clusters at v1.7.2.
 */
export const MULTICLUSTER_ADVICE: readonly AdmissionRule[] = [
  noProject,
  sharedDependency,
  missingComponent,
  projectNames,
  serverAddress,
  caContent,
  nameLength,
  immutable,
];

/** Secrets and Components of an application, by kind and name. */
function dependencies(application: JsonObject): string[] {
  const secrets = listAt(application, 'spec', 'secrets').filter((each) => typeof each === 'string');
  return [
    ...secrets.map((each) => `Secret ${each}`),
    ...componentNames(application).map((each) => `Component ${each}`),
  ];
}

function componentNames(application: JsonObject): string[] {
  return listAt(application, 'spec', 'template', 'spec', 'components').map(
    (each) => textAt(each, 'componentName') ?? '',
  );
}

function hasEntry(secret: JsonObject, key: string): boolean {
  return SECRET_CONTENT.some((section) => Object.hasOwn(textsAt(secret, section), key));
}
