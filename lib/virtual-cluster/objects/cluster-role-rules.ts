import type { JsonObject, JsonValue } from '../../values/json';
import type { Release } from '../release';
import { isSet, type ChartValues } from '../values/chart-values';
import { pluginRules } from './plugins';
import { ALL_VERBS, customResourceRules, genericSyncRules } from './role-rules';

const READ = ['get', 'watch', 'list'];

/** Something that needs rights outside of the namespace. */
interface Trigger {
  /** The setting that asks, as a path. */
  readonly setting: string;
  /** Whether it is in use; by default where the value at the path counts as set. */
  readonly when?: (values: ChartValues) => boolean;
}

const text = (path: string) => (values: ChartValues) => values.text(path) === 'true';
const section = (path: string) => (values: ChartValues) =>
  isSet(values.object(path.slice(0, path.lastIndexOf('.')))[path.slice(path.lastIndexOf('.') + 1)]);
const both =
  (...paths: readonly string[]) =>
  (values: ChartValues): boolean =>
    paths.every((path) => values.has(path));

/** What makes a ClusterRole while `rbac.clusterRole.enabled` is `auto`, in the order in which the chart asks. */
const TRIGGERS: readonly Trigger[] = [
  { setting: 'rbac.clusterRole.overwriteRules' },
  { setting: 'rbac.clusterRole.extraRules' },
  { setting: 'plugins', when: (values) => pluginRules(values, 'clusterRole').length > 0 },
  {
    setting: 'experimental.genericSync.clusterRole.extraRules',
    when: (values) => genericSyncRules(values, 'clusterRole').length > 0,
  },
  { setting: 'networking.replicateServices.fromHost' },
  { setting: 'pro' },
  { setting: 'sync.toHost.storageClasses.enabled' },
  { setting: 'experimental.isolatedControlPlane.enabled' },
  { setting: 'sync.toHost.persistentVolumes.enabled' },
  { setting: 'sync.toHost.priorityClasses.enabled' },
  { setting: 'sync.fromHost.priorityClasses.enabled' },
  { setting: 'sync.toHost.volumeSnapshotContents.enabled' },
  { setting: 'sync.fromHost.volumeSnapshotClasses.enabled' },
  { setting: 'controlPlane.advanced.virtualScheduler.enabled' },
  { setting: 'sync.fromHost.ingressClasses.enabled' },
  { setting: 'sync.fromHost.runtimeClasses.enabled' },
  ...['storageClasses', 'csiNodes', 'csiDrivers', 'csiStorageCapacities'].map((kind) => ({
    setting: `sync.fromHost.${kind}.enabled`,
    when: text(`sync.fromHost.${kind}.enabled`),
  })),
  { setting: 'sync.fromHost.nodes.enabled' },
  { setting: 'sync.toHost.customResources', when: section('sync.toHost.customResources') },
  { setting: 'sync.fromHost.customResources', when: section('sync.fromHost.customResources') },
  { setting: 'integrations.kubeVirt.enabled' },
  { setting: 'integrations.externalSecrets.enabled' },
  {
    setting: 'integrations.certManager.sync.fromHost.clusterIssuers.enabled',
    when: both('integrations.certManager.enabled', 'integrations.certManager.sync.fromHost.clusterIssuers.enabled'),
  },
  {
    setting: 'integrations.metricsServer.nodes',
    when: both('integrations.metricsServer.enabled', 'integrations.metricsServer.nodes'),
  },
  { setting: 'experimental.multiNamespaceMode.enabled' },
  { setting: 'sync.fromHost.configMaps.enabled' },
  { setting: 'sync.fromHost.secrets.enabled' },
];

/**
 * The settings that need rights outside of the namespace, as paths.
 * @param values - the values
 */
export function clusterRoleTriggers(values: ChartValues): string[] {
  return TRIGGERS.filter(({ setting, when }) => (when ?? ((all) => all.has(setting)))(values)).map(
    ({ setting }) => setting,
  );
}

/** Whether there is a ClusterRole. */
export function hasClusterRole(values: ChartValues): boolean {
  const enabled = values.text('rbac.clusterRole.enabled');
  return enabled === 'true' || (enabled === 'auto' && clusterRoleTriggers(values).length > 0);
}

interface ConditionalRule {
  readonly when: (values: ChartValues) => boolean;
  readonly group: string;
  readonly resources: readonly string[];
  readonly verbs?: readonly string[];
}

const any =
  (...paths: readonly string[]) =>
  (values: ChartValues): boolean =>
    paths.some((path) => values.has(path));

const storage = (kind: string, resource: string): ConditionalRule => ({
  when: text(`sync.fromHost.${kind}.enabled`),
  group: 'storage.k8s.io',
  resources: [resource],
});

const KUBEVIRT = 'integrations.kubeVirt';
const SECRETS = 'integrations.externalSecrets';
const CERTIFICATES = 'integrations.certManager';

const RULES: readonly ConditionalRule[] = [
  {
    when: any('pro'),
    group: 'cluster.loft.sh,storage.loft.sh',
    resources: ['features', 'virtualclusters'],
  },
  { when: any('pro'), group: 'management.loft.sh', resources: ['virtualclusterinstances'], verbs: ['get'] },
  {
    when: any('pro', 'sync.fromHost.nodes.enabled'),
    group: '',
    resources: ['pods', 'nodes', 'nodes/status', 'nodes/metrics', 'nodes/stats', 'nodes/proxy'],
  },
  { when: any('experimental.isolatedControlPlane.enabled'), group: '', resources: ['nodes'] },
  {
    when: both('sync.fromHost.nodes.enabled', 'sync.fromHost.nodes.syncBackChanges'),
    group: '',
    resources: ['nodes', 'nodes/status'],
    verbs: ['update', 'patch'],
  },
  {
    when: any('controlPlane.advanced.virtualScheduler.enabled'),
    group: 'storage.k8s.io',
    resources: ['storageclasses', 'csinodes', 'csidrivers', 'csistoragecapacities'],
  },
  storage('storageClasses', 'storageclasses'),
  storage('csiNodes', 'csinodes'),
  storage('csiDrivers', 'csidrivers'),
  storage('csiStorageCapacities', 'csistoragecapacities'),
  { when: any('sync.toHost.persistentVolumes.enabled'), group: '', resources: ['persistentvolumes'], verbs: writing() },
  { when: any('sync.fromHost.ingressClasses.enabled'), group: 'networking.k8s.io', resources: ['ingressclasses'] },
  { when: any('sync.fromHost.runtimeClasses.enabled'), group: 'node.k8s.io', resources: ['runtimeclasses'] },
  {
    when: any('sync.toHost.storageClasses.enabled'),
    group: 'storage.k8s.io',
    resources: ['storageclasses'],
    verbs: writing(),
  },
  {
    when: any('sync.toHost.priorityClasses.enabled', 'sync.fromHost.priorityClasses.enabled'),
    group: 'scheduling.k8s.io',
    resources: ['priorityclasses'],
    verbs: ALL_VERBS,
  },
  {
    when: any('sync.fromHost.volumeSnapshotClasses.enabled'),
    group: 'snapshot.storage.k8s.io',
    resources: ['volumesnapshotclasses'],
    verbs: ['get', 'list', 'watch'],
  },
  {
    when: any('sync.toHost.volumeSnapshotContents.enabled'),
    group: 'snapshot.storage.k8s.io',
    resources: ['volumesnapshotcontents'],
    verbs: ALL_VERBS,
  },
  { when: any('networking.replicateServices.fromHost'), group: '', resources: ['services', 'endpoints'] },
  {
    when: any('experimental.multiNamespaceMode.enabled'),
    group: '',
    resources: ['namespaces', 'serviceaccounts'],
    verbs: writing(),
  },
  {
    when: both('integrations.metricsServer.enabled', 'integrations.metricsServer.nodes'),
    group: 'metrics.k8s.io',
    resources: ['nodes'],
    verbs: ['get', 'list'],
  },
  {
    when: (values) =>
      both(`${KUBEVIRT}.enabled`, `${KUBEVIRT}.webhook.enabled`)(values) ||
      both(`${SECRETS}.enabled`, `${SECRETS}.webhook.enabled`)(values),
    group: 'admissionregistration.k8s.io',
    resources: ['validatingwebhookconfigurations', 'mutatingwebhookconfigurations'],
    verbs: ['get', 'list', 'watch'],
  },
  {
    when: (values) =>
      any(`${KUBEVIRT}.enabled`, `${SECRETS}.enabled`, `${CERTIFICATES}.enabled`)(values) ||
      section('sync.toHost.customResources')(values) ||
      section('sync.fromHost.customResources')(values),
    group: 'apiextensions.k8s.io',
    resources: ['customresourcedefinitions'],
    verbs: ['get', 'list', 'watch'],
  },
  {
    when: both(`${SECRETS}.enabled`, `${SECRETS}.sync.clusterStores.enabled`),
    group: 'external-secrets.io',
    resources: ['clustersecretstores'],
    verbs: ['get', 'list', 'watch'],
  },
  {
    when: both(`${CERTIFICATES}.enabled`, `${CERTIFICATES}.sync.fromHost.clusterIssuers.enabled`),
    group: 'cert-manager.io',
    resources: ['clusterissuers'],
    verbs: ['get', 'list', 'watch'],
  },
];

/** All verbs in the order in which the chart has them for some resources. */
function writing(): readonly string[] {
  return ['create', 'delete', 'patch', 'update', ...READ];
}

/** The rules of the ClusterRole. */
export function clusterRoleRules(release: Release): readonly JsonValue[] {
  const { values } = release;
  const stated = values.list('rbac.clusterRole.overwriteRules');
  if (stated.length > 0) return stated;
  const asked = RULES.filter(({ when }) => when(values)).map(({ group, resources, verbs = READ }) => ({
    apiGroups: group.split(','),
    resources,
    verbs: group.includes('cluster.loft.sh') ? ['get', 'list', 'watch'] : verbs,
  }));
  return [
    ...asked,
    ...mappedObjectRules(release, 'configMaps'),
    ...mappedObjectRules(release, 'secrets'),
    ...customResourceRules(values.object('sync.fromHost').customResources, ['get', 'list', 'watch']),
    ...pluginRules(values, 'clusterRole'),
    ...genericSyncRules(values, 'clusterRole'),
    ...values.list('rbac.clusterRole.extraRules'),
  ];
}

/** Rules for ConfigMaps or Secrets of the host that are shown inside: all are listed, only those named are read. */
function mappedObjectRules({ namespace, values }: Release, kind: 'configMaps' | 'secrets'): JsonObject[] {
  const mappings = values.entries(`sync.fromHost.${kind}.mappings.byName`).map(([key]) => key);
  if (!values.has(`sync.fromHost.${kind}.enabled`) || mappings.length === 0) return [];
  const resources = [kind.toLowerCase()];
  const names = mappings.map((key) => key.split('/').at(-1) ?? '');
  const named = names.includes('*') ? {} : { resourceNames: unique(names) };
  const namespaces = unique(mappings.map((key) => key.split('/')[0] || namespace));
  return [
    { apiGroups: [''], resources: ['namespaces'], resourceNames: namespaces, verbs: ['get', 'list', 'watch'] },
    { apiGroups: [''], resources, verbs: ['list', 'watch'] },
    { apiGroups: [''], resources, verbs: ['get'], ...named },
  ];
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}
