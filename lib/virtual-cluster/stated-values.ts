import { isJsonObject, type JsonObject, plainJson } from '../values/json';
import { mergeValues } from './values/merge-values';
import type { VirtualClusterValues } from './values/value-types';
import type { IsolationProps, KubeconfigProps, SyncProps, VirtualClusterProps } from './virtual-cluster-props';

/**
 * What props state, as values of the chart: only what differs from their defaults, and `values` last.
 * @param props - the props
 */
export function statedValues(props: VirtualClusterProps): JsonObject {
  const { distribution, store, dns, exposure, values = {} } = props;
  const parts: readonly VirtualClusterValues[] = [
    ...[distribution, store, dns, exposure].flatMap((option) => (option === undefined ? [] : [option.values])),
    controlPlaneValues(props),
    networkingValues(props),
    ...(props.sync === undefined ? [] : [syncValues(props.sync)]),
    ...(props.isolation === undefined ? [] : [isolationValues(props.isolation)]),
    kubeconfigValues(props.kubeconfig ?? {}, exposure?.server),
    experimentalValues(props),
  ];
  const merged = parts.map((part) => pruned(plainJson(part))).reduce((below, above) => mergeValues(above, below), {});
  return mergeValues(plainJson(values), merged);
}

/** Without objects that state nothing; those are of options that were left out. */
function pruned(values: JsonObject): JsonObject {
  const fields = Object.entries(values).map(
    ([key, value]) => [key, isJsonObject(value) ? pruned(value) : value] as const,
  );
  return Object.fromEntries(fields.filter(([, value]) => !isJsonObject(value) || Object.keys(value).length > 0));
}

function given<T>(key: string, value: T | undefined): Readonly<Record<string, T>> {
  return value === undefined ? {} : { [key]: value };
}

function controlPlaneValues(props: VirtualClusterProps): VirtualClusterValues {
  const { replicas, volume, virtualScheduler, edition } = props;
  const { size, storageClass, whenDeleted: retentionPolicy } = volume ?? {};
  const claim = volume === undefined ? {} : { persistence: { volumeClaim: { size, storageClass, retentionPolicy } } };
  const image = edition === 'oss' ? { image: { repository: 'loft-sh/vcluster-oss' } } : {};
  const statefulSet = {
    ...given('highAvailability', replicas === undefined ? undefined : { replicas }),
    ...claim,
    ...image,
  };
  const scheduler = virtualScheduler === true ? { advanced: { virtualScheduler: { enabled: true } } } : {};
  const nodes = virtualScheduler === true ? { sync: { fromHost: { nodes: { enabled: true } } } } : {};
  const controlPlane = { ...(Object.keys(statefulSet).length === 0 ? {} : { statefulSet }), ...scheduler };
  return { ...(Object.keys(controlPlane).length === 0 ? {} : { controlPlane }), ...nodes };
}

function networkingValues(props: VirtualClusterProps): VirtualClusterValues {
  const { clusterDomain, fallbackToHostDns, servicesFromHost, servicesToHost } = props;
  const advanced = { ...given('clusterDomain', clusterDomain), ...given('fallbackHostCluster', fallbackToHostDns) };
  const replicateServices = { ...given('fromHost', servicesFromHost), ...given('toHost', servicesToHost) };
  return {
    networking: {
      ...(Object.keys(advanced).length === 0 ? {} : { advanced }),
      ...(Object.keys(replicateServices).length === 0 ? {} : { replicateServices }),
    },
  };
}

function syncValues(sync: SyncProps): VirtualClusterValues {
  const { ingresses, configMapsFromHost, secretsFromHost } = sync;
  const withClasses = ingresses === 'with-classes' ? { ingressClasses: { enabled: true } } : {};
  return {
    sync: {
      toHost: {
        ...switches(sync.toHost),
        ...given('ingresses', ingresses === undefined ? undefined : { enabled: ingresses !== false }),
      },
      fromHost: {
        ...switches(sync.fromHost),
        ...withClasses,
        ...given('configMaps', mapped(configMapsFromHost)),
        ...given('secrets', mapped(secretsFromHost)),
      },
    },
  };
}

function switches(
  kinds: Readonly<Partial<Record<string, boolean>>> = {},
): Readonly<Record<string, { enabled: boolean }>> {
  return Object.fromEntries(Object.entries(kinds).map(([kind, enabled = false]) => [kind, { enabled }]));
}

function mapped(byName: Readonly<Record<string, string>> | undefined) {
  return byName === undefined ? undefined : { enabled: true, mappings: { byName } };
}

function isolationValues({ quota, limits, networkPolicy, podSecurity }: IsolationProps): VirtualClusterValues {
  return {
    policies: {
      ...given('resourceQuota', quota === undefined ? undefined : switched(quota, 'quota')),
      ...given('limitRange', limits === undefined ? undefined : switched(limits)),
      ...given('networkPolicy', networkPolicy === undefined ? undefined : networkPolicyValues(networkPolicy)),
      ...given('podSecurityStandard', podSecurity),
    },
  };
}

function switched(value: boolean | object, key?: string): object {
  if (typeof value === 'boolean') return { enabled: value };
  return key === undefined ? { enabled: true, ...value } : { enabled: true, [key]: value };
}

function networkPolicyValues(policy: NonNullable<IsolationProps['networkPolicy']>): object {
  if (typeof policy === 'boolean') return { enabled: policy };
  const { fallbackDns, except } = policy;
  const blocks = except === undefined ? {} : { outgoingConnections: { ipBlock: { except } } };
  return { enabled: true, ...given('fallbackDns', fallbackDns), ...blocks };
}

function kubeconfigValues(kubeconfig: KubeconfigProps, exposed: string | undefined): VirtualClusterValues {
  const { context, server = exposed, serviceAccount, secrets } = kubeconfig;
  const stated = {
    ...given('context', context),
    ...given('server', server),
    ...given('serviceAccount', serviceAccount),
    ...given('additionalSecrets', secrets),
  };
  return Object.keys(stated).length === 0 ? {} : { exportKubeConfig: stated };
}

function experimentalValues({ multiNamespace, sharesNamespace }: VirtualClusterProps): VirtualClusterValues {
  const labels = typeof multiNamespace === 'object' ? { namespaceLabels: multiNamespace.labels } : {};
  const multi =
    multiNamespace === undefined || multiNamespace === false
      ? {}
      : { multiNamespaceMode: { enabled: true, ...labels } };
  const experimental = { ...multi, ...given('reuseNamespace', sharesNamespace) };
  return Object.keys(experimental).length === 0 ? {} : { experimental };
}
