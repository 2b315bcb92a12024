import { storeOf, hasEtcdPods, isHeadless } from '../release';
import { clusterRoleTriggers, hasClusterRole } from '../objects/cluster-role-rules';
import type { ChartValues } from '../values/chart-values';

/** One of the seven design principles of vCluster, and whether settings keep it. */
export interface Principle {
  /** Its name, as the architecture page of vCluster has it. */
  readonly name: string;
  /** Whether these settings keep it. */
  readonly kept: boolean;
  /** How it is kept, or the settings that break it and why. */
  readonly reasons: readonly string[];
}

interface Check {
  readonly name: string;
  /** The message where it is kept. */
  readonly keeps: string;
  /** What breaks it. */
  readonly breaks: (values: ChartValues) => readonly string[];
}

/** A setting that breaks a principle, by path. */
function when(values: ChartValues, path: string, reason: string): readonly string[] {
  return values.has(path) ? [`${path}: ${reason}`] : [];
}

const EXTERNAL_TARGET = 'experimental.syncSettings.targetNamespace';
const MULTI = 'experimental.multiNamespaceMode.enabled';

const CHECKS: readonly Check[] = [
  {
    name: 'Lightweight with low overhead',
    keeps: 'one pod with one container holds the whole control plane',
    breaks: (values) => [
      ...(hasEtcdPods(values) ? ['controlPlane.backingStore.etcd: etcd has pods of its own'] : []),
      ...(values.number('controlPlane.statefulSet.highAvailability.replicas') > 1
        ? ['controlPlane.statefulSet.highAvailability.replicas: there is more than one pod']
        : []),
      ...(storeOf(values) === 'external-database'
        ? ['controlPlane.backingStore.database.external: a database runs elsewhere']
        : []),
      ...(isHeadless(values) ? ['experimental.isolatedControlPlane.headless: the control plane runs elsewhere'] : []),
    ],
  },
  {
    name: 'No performance degradation',
    keeps: 'pods run on the nodes of the host with its network, storage and runtime',
    breaks: (values) => [
      ...(values.text('sync.toHost.pods.runtimeClassName') === ''
        ? []
        : ['sync.toHost.pods.runtimeClassName: pods run in another runtime than those of the host']),
    ],
  },
  {
    name: 'Reduce requests on the host cluster',
    keeps: 'Deployments, StatefulSets and the like stay inside; only what pods need goes to the host',
    breaks: (values) => [
      ...when(values, 'sync.toHost.configMaps.all', 'all ConfigMaps go to the host, not only those in use'),
      ...when(values, 'sync.toHost.secrets.all', 'all Secrets go to the host, not only those in use'),
      ...(Object.keys(values.object('sync.toHost').customResources ?? {}).length > 0
        ? ['sync.toHost.customResources: custom resources go to the host']
        : []),
    ],
  },
  {
    name: 'Flexible deployment',
    keeps: 'plain objects of Kubernetes: no CRD, webhook or operator is needed on the host',
    breaks: (values) => [
      ...when(values, 'controlPlane.serviceMonitor.enabled', 'the host needs the CRD of ServiceMonitors'),
      ...['certManager', 'externalSecrets', 'kubeVirt', 'metricsServer'].flatMap((name) =>
        when(values, `integrations.${name}.enabled`, 'the host must run it'),
      ),
    ],
  },
  {
    name: 'No admin privileges required',
    keeps: 'all rights are those of a Role in the namespace',
    breaks: (values) => [
      ...(hasClusterRole(values)
        ? (clusterRoleTriggers(values).length > 0 ? clusterRoleTriggers(values) : ['rbac.clusterRole.enabled']).map(
            (setting) => `${setting}: needs a ClusterRole`,
          )
        : []),
    ],
  },
  {
    name: 'Single namespace encapsulation',
    keeps: 'every object is in the namespace of the virtual cluster',
    breaks: (values) => [
      ...when(values, MULTI, 'every virtual namespace is a namespace of the host'),
      ...(values.text(EXTERNAL_TARGET) === '' ? [] : [`${EXTERNAL_TARGET}: workloads are in another namespace`]),
      ...['storageClasses', 'persistentVolumes', 'priorityClasses', 'volumeSnapshotContents'].flatMap((kind) =>
        when(values, `sync.toHost.${kind}.enabled`, 'these objects are in no namespace'),
      ),
    ],
  },
  {
    name: 'Easy cleanup',
    keeps: 'what is synchronized is owned by the Service of the API, and all else is in the namespace',
    breaks: (values) => [
      ...(values.at('experimental.syncSettings.setOwner') === false
        ? ['experimental.syncSettings.setOwner: synchronized objects have no owner']
        : []),
      ...when(values, MULTI, 'objects in other namespaces have no owner'),
      ...(values.text(EXTERNAL_TARGET) === ''
        ? []
        : [`${EXTERNAL_TARGET}: objects in another namespace have no owner`]),
      ...(hasClusterRole(values)
        ? ['rbac.clusterRole: a ClusterRole and its binding stay when the namespace is deleted']
        : []),
    ],
  },
];

/**
 * Whether settings keep the design principles of vCluster.
 * @param values - the values, defaults included
 */
export function principlesOf(values: ChartValues): readonly Principle[] {
  return CHECKS.map(({ name, keeps, breaks }) => {
    const broken = breaks(values);
    return { name, kept: broken.length === 0, reasons: broken.length === 0 ? [keeps] : broken };
  });
}
