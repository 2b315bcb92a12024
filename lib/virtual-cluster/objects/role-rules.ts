import { isJsonObject, type JsonObject, type JsonValue } from '../../values/json';
import { isHeadless } from '../release';
import { entriesOf, type ChartValues } from '../values/chart-values';
import { pluginRules } from './plugins';

/** All that a controller does to objects that it owns. */
export const ALL_VERBS = ['create', 'delete', 'patch', 'update', 'get', 'list', 'watch'];

const READ = ['get', 'list', 'watch'];

/** A rule, and what asks for it. */
interface ConditionalRule {
  readonly when: (values: ChartValues) => boolean;
  readonly group: string;
  readonly resources: readonly string[];
  readonly verbs?: readonly string[];
}

const on =
  (...paths: readonly string[]) =>
  (values: ChartValues): boolean =>
    paths.every((path) => values.has(path));

const CERT_MANAGER = 'integrations.certManager';
const EXTERNAL_SECRETS = 'integrations.externalSecrets';
const KUBEVIRT = on('integrations.kubeVirt.enabled');
const withStatus = (...names: readonly string[]): string[] => names.flatMap((name) => [name, `${name}/status`]);

const ALWAYS: readonly JsonObject[] = [
  {
    apiGroups: [''],
    resources: [
      'configmaps',
      'secrets',
      'services',
      'pods',
      'pods/attach',
      'pods/portforward',
      'pods/exec',
      'persistentvolumeclaims',
    ],
    verbs: ALL_VERBS,
  },
  { apiGroups: [''], resources: ['pods/status', 'pods/ephemeralcontainers'], verbs: ['patch', 'update'] },
  { apiGroups: ['apps'], resources: ['statefulsets', 'replicasets', 'deployments'], verbs: READ },
  { apiGroups: [''], resources: ['endpoints', 'events', 'pods/log'], verbs: READ },
];

const CONDITIONAL: readonly ConditionalRule[] = [
  {
    when: (values) => values.has('sync.toHost.endpoints.enabled') || isHeadless(values),
    group: '',
    resources: ['endpoints'],
    verbs: ['create', 'delete', 'patch', 'update'],
  },
  {
    when: (values) => values.number('controlPlane.statefulSet.highAvailability.replicas') > 1,
    group: 'coordination.k8s.io',
    resources: ['leases'],
  },
  {
    when: on('integrations.metricsServer.enabled', 'integrations.metricsServer.pods'),
    group: 'metrics.k8s.io',
    resources: ['pods'],
    verbs: ['get', 'list'],
  },
  { when: on('sync.toHost.ingresses.enabled'), group: 'networking.k8s.io', resources: ['ingresses'] },
  { when: on('sync.toHost.networkPolicies.enabled'), group: 'networking.k8s.io', resources: ['networkpolicies'] },
  { when: on('sync.toHost.volumeSnapshots.enabled'), group: 'snapshot.storage.k8s.io', resources: ['volumesnapshots'] },
  { when: on('sync.toHost.serviceAccounts.enabled'), group: '', resources: ['serviceaccounts'] },
  { when: on('sync.toHost.podDisruptionBudgets.enabled'), group: 'policy', resources: ['poddisruptionbudgets'] },
  { when: KUBEVIRT, group: 'subresources.kubevirt.io', resources: ['*'] },
  { when: KUBEVIRT, group: 'pool.kubevirt.io', resources: withStatus('virtualmachinepools') },
  { when: KUBEVIRT, group: 'clone.kubevirt.io', resources: withStatus('virtualmachineclones') },
  { when: KUBEVIRT, group: 'cdi.kubevirt.io', resources: withStatus('datavolumes') },
  {
    when: KUBEVIRT,
    group: 'kubevirt.io',
    resources: withStatus('virtualmachines', 'virtualmachineinstances', 'virtualmachineinstancemigrations'),
  },
  {
    when: on(`${EXTERNAL_SECRETS}.enabled`, `${EXTERNAL_SECRETS}.sync.externalSecrets.enabled`),
    group: 'external-secrets.io',
    resources: ['externalsecrets'],
  },
  {
    when: on(`${EXTERNAL_SECRETS}.enabled`, `${EXTERNAL_SECRETS}.sync.stores.enabled`),
    group: 'external-secrets.io',
    resources: ['secretstores'],
  },
  {
    when: on(`${CERT_MANAGER}.enabled`, `${CERT_MANAGER}.sync.toHost.certificates.enabled`),
    group: 'cert-manager.io',
    resources: ['certificates'],
  },
  {
    when: on(`${CERT_MANAGER}.enabled`, `${CERT_MANAGER}.sync.toHost.issuers.enabled`),
    group: 'cert-manager.io',
    resources: ['issuers'],
  },
];

/** The rules of the Role of the control plane. */
export function roleRules(values: ChartValues): readonly JsonValue[] {
  const stated = values.list('rbac.role.overwriteRules');
  if (stated.length > 0) return stated;
  const asked = CONDITIONAL.filter(({ when }) => when(values)).map(({ group, resources, verbs = ALL_VERBS }) => ({
    apiGroups: [group],
    resources,
    verbs,
  }));
  return [
    ...ALWAYS,
    ...asked,
    ...customResourceRules(values.at('sync.toHost.customResources'), ALL_VERBS),
    ...pluginRules(values, 'role'),
    ...genericSyncRules(values, 'role'),
    ...values.list('rbac.role.extraRules'),
  ];
}

/**
 * Rules for custom resources, whose keys are `plural.group`.
 * @param resources - the resources with their settings
 * @param verbs - what is done to them
 */
export function customResourceRules(resources: JsonValue | undefined, verbs: readonly string[]): JsonObject[] {
  return entriesOf(resources).flatMap(([key, settings]) => {
    if (!isJsonObject(settings) || settings.enabled !== true) return [];
    const dot = key.indexOf('.');
    const [plural, group] = dot < 0 ? [key, ''] : [key.slice(0, dot), key.slice(dot + 1)];
    return [{ resources: [plural], apiGroups: [group], verbs }];
  });
}

/**
 * Rules that the older synchronization of any resources asks for.
 * @param values - the values
 * @param role - which role
 */
export function genericSyncRules(values: ChartValues, role: 'role' | 'clusterRole'): readonly JsonValue[] {
  const section = values.at(`experimental.genericSync.${role}`);
  const rules = isJsonObject(section) ? section.extraRules : undefined;
  return Array.isArray(rules) ? (rules as readonly JsonValue[]) : [];
}
