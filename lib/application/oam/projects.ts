import { INJECTION_LABEL } from '../../values/injection-labels';
import { PLATFORM_NAMESPACE } from './names';
import {
  copyOf,
  fieldsAt,
  itemsAt,
  labelsOf,
  nameOf,
  namespaceOf,
  textAt,
  textsAt,
  unlessEmpty,
  type Fields,
  type KubeObject,
} from './object';
import type { Translation } from './translation';
import { MANAGED_LABEL } from '../../definition/namespaces';

const RBAC = 'rbac.authorization.k8s.io';

/** The namespaces of a project. */
export function projectNamespaces(project: KubeObject): string[] {
  return itemsAt(project, 'spec', 'template', 'namespaces').map((each) => textAt(each, 'metadata', 'name') ?? '');
}

/**
 * What release 1.7.2 makes of a VerrazzanoProject: namespaces, RoleBindings and NetworkPolicies. Other NetworkPolicies of its namespaces are
 * deleted. Source: application-operator, verrazzanoproject_controller.go and verrazzanoproject_webhook.go.
 * @param project - the project
 * @param others - other projects that are there
 * @param translation - what is worked on
 * @returns whether admission takes it
 */
export function translateProject(
  project: KubeObject,
  others: readonly KubeObject[],
  translation: Translation,
): boolean {
  const { findings } = translation;
  const refusal = refusalOf(project, others);
  if (refusal !== undefined) {
    findings.add('refused', project, { what: `admission refuses it: ${refusal}`, fix: 'correct the project' });
    return false;
  }
  for (const template of itemsAt(project, 'spec', 'template', 'namespaces')) {
    writeNamespace(template, translation);
    writeRoleBindings(project, textAt(template, 'metadata', 'name') ?? '', translation);
  }
  writeNetworkPolicies(project, translation);
  return true;
}

function refusalOf(project: KubeObject, others: readonly KubeObject[]): string | undefined {
  const namespaces = projectNamespaces(project);
  if (namespaceOf(project) !== PLATFORM_NAMESPACE.multicluster)
    return `it is not in namespace ${PLATFORM_NAMESPACE.multicluster}`;
  if (namespaces.length === 0) return 'it has no namespaces';
  const foreign = itemsAt(project, 'spec', 'template', 'networkPolicies').find(
    (policy) => !namespaces.includes(textAt(policy, 'metadata', 'namespace') ?? ''),
  );
  if (foreign !== undefined)
    return `NetworkPolicy ${textAt(foreign, 'metadata', 'name') ?? ''} is not in a namespace of the project`;
  for (const other of others) {
    const shared = projectNamespaces(other).find((namespace) => namespaces.includes(namespace));
    if (shared !== undefined) return `namespace ${shared} is in project ${nameOf(other)}`;
  }
  return itemsAt(project, 'spec', 'placement', 'clusters').length === 0 ? 'it names no clusters' : undefined;
}

function writeNamespace(template: Fields, { state }: Translation): void {
  const name = textAt(template, 'metadata', 'name') ?? '';
  const there = state.get('', 'Namespace', '', name);
  const system = state.get('', 'Namespace', '', PLATFORM_NAMESPACE.system);
  const annotations = unlessEmpty(textsAt(template, 'metadata', 'annotations'));
  const spec = unlessEmpty(fieldsAt(template, 'spec'));
  state.writeIfChanged({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name,
      labels: {
        ...(there === undefined ? {} : labelsOf(there)),
        [MANAGED_LABEL]: 'true',
        [INJECTION_LABEL]: (system === undefined ? undefined : labelsOf(system)[INJECTION_LABEL]) ?? 'enabled',
        ...textsAt(template, 'metadata', 'labels'),
      },
      ...(annotations !== undefined && { annotations }),
    },
    ...(spec !== undefined && { spec: copyOf(spec) }),
  });
}

function writeRoleBindings(project: KubeObject, namespace: string, { state }: Translation): void {
  const security = fieldsAt(project, 'spec', 'template', 'security');
  const subjects = (key: string, suffix: string): Fields[] => {
    const given = itemsAt(security, key);
    return given.length > 0 ? given : [{ kind: 'Group', name: `verrazzano-project-${nameOf(project)}-${suffix}` }];
  };
  const admins = subjects('projectAdminSubjects', 'admins');
  const monitors = subjects('projectMonitorSubjects', 'monitors');
  const bind = (name: string, role: string, to: readonly Fields[]): void =>
    state.write({
      apiVersion: `${RBAC}/v1`,
      kind: 'RoleBinding',
      metadata: { name, namespace },
      roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: role },
      subjects: copyOf([...to]),
    });
  for (const role of ['verrazzano-project-admin', 'admin']) bind(role, role, admins);
  for (const role of ['verrazzano-project-monitor', 'view']) bind(role, role, monitors);
  for (const cluster of itemsAt(project, 'spec', 'placement', 'clusters')) {
    const name = textAt(cluster, 'name') ?? '';
    if (name === 'local') continue;
    const account = `verrazzano-cluster-${name}`;
    const subject = { kind: 'ServiceAccount', name: account, namespace: PLATFORM_NAMESPACE.multicluster };
    bind(account, 'verrazzano-managed-cluster', [subject]);
  }
}

function writeNetworkPolicies(project: KubeObject, { state, findings }: Translation): void {
  const wanted = itemsAt(project, 'spec', 'template', 'networkPolicies');
  for (const template of wanted) {
    state.write({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: copyOf(fieldsAt(template, 'metadata')),
      spec: copyOf(fieldsAt(template, 'spec')),
    });
  }
  for (const namespace of projectNamespaces(project)) {
    for (const policy of state.list('networking.k8s.io', 'NetworkPolicy', namespace)) {
      if (
        wanted.some(
          ({ metadata }) => textAt(metadata, 'name') === nameOf(policy) && textAt(metadata, 'namespace') === namespace,
        )
      )
        continue;
      state.delete(policy);
      findings.add('warning', policy, {
        what: `is deleted by release 1.7.2, since project ${nameOf(project)} does not have it`,
        fix: 'add it to spec.template.networkPolicies of the project, or keep it without the project',
      });
    }
  }
}
