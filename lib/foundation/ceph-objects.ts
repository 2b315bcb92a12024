import type { KubernetesManifest } from '../definition/kubernetes-manifest';
import type { JsonObject } from '../values/json';

/** Settings of the Ceph cluster, with all defaults filled in. */
export interface CephSettings {
  readonly namespace: string;
  readonly clusterName: string;
  readonly cephImage: string;
  readonly dataDirHostPath: string;
  readonly replicas: number;
  readonly failureDomain: 'host' | 'osd';
  readonly monitors: number;
  readonly managers: number;
  readonly dashboard: boolean;
  readonly encryption: boolean;
  readonly storage: JsonObject;
  readonly poolName: string;
  readonly storageClass: string;
  readonly isDefaultClass: boolean;
  readonly fsType: string;
  readonly reclaimPolicy: 'Delete' | 'Retain';
}

const API_VERSION = 'ceph.rook.io/v1';

/**
 * The Ceph cluster, the pool of its block storage and the StorageClass, as Rook 1.17 takes them.
 *
 * Source: rook/rook at v1.17.7, `deploy/examples`: `cluster.yaml`, `pool.yaml`, `csi/rbd/storageclass.yaml`.
 * @param settings - see {@link CephSettings}
 */
export function cephObjects(settings: CephSettings): KubernetesManifest[] {
  const { namespace, clusterName, poolName, replicas, failureDomain } = settings;
  return [
    {
      apiVersion: API_VERSION,
      kind: 'CephCluster',
      metadata: { name: clusterName, namespace },
      spec: cluster(settings),
    },
    {
      apiVersion: API_VERSION,
      kind: 'CephBlockPool',
      metadata: { name: poolName, namespace },
      spec: {
        failureDomain,
        // A pool of one replica is not safe, which Rook wants to be told.
        replicated: { size: replicas, requireSafeReplicaSize: replicas > 1 },
      },
    },
    storageClass(settings),
  ];
}

function cluster(settings: CephSettings): JsonObject {
  return {
    cephVersion: { image: settings.cephImage, allowUnsupported: false },
    dataDirHostPath: settings.dataDirHostPath,
    skipUpgradeChecks: false,
    continueUpgradeAfterChecksEvenIfNotHealthy: false,
    waitTimeoutForHealthyOSDInMinutes: 10,
    upgradeOSDRequiresHealthyPGs: false,
    mon: { count: settings.monitors, allowMultiplePerNode: false },
    mgr: { count: settings.managers, allowMultiplePerNode: false, modules: [{ name: 'rook', enabled: true }] },
    dashboard: { enabled: settings.dashboard, ssl: true },
    monitoring: {
      enabled: false,
      metricsDisabled: false,
      exporter: { perfCountersPrioLimit: 5, statsPeriodSeconds: 5 },
    },
    network: {
      connections: {
        encryption: { enabled: settings.encryption },
        compression: { enabled: false },
        requireMsgr2: settings.encryption,
      },
    },
    crashCollector: { disable: false },
    logCollector: { enabled: true, periodicity: 'daily', maxLogSize: '500M' },
    cleanupPolicy: {
      confirmation: '',
      sanitizeDisks: { method: 'quick', dataSource: 'zero', iteration: 1 },
      allowUninstallWithVolumes: false,
    },
    removeOSDsIfOutAndSafeToRemove: false,
    priorityClassNames: {
      mon: 'system-node-critical',
      osd: 'system-node-critical',
      mgr: 'system-cluster-critical',
    },
    storage: {
      ...settings.storage,
      allowDeviceClassUpdate: false,
      allowOsdCrushWeightUpdate: false,
      scheduleAlways: false,
      onlyApplyOSDPlacement: false,
    },
    disruptionManagement: { managePodBudgets: true, osdMaintenanceTimeout: 30 },
    csi: { readAffinity: { enabled: false } },
    healthCheck: healthCheck(),
  };
}

function healthCheck(): JsonObject {
  const on = { disabled: false };
  const probes = { mon: on, mgr: on, osd: on };
  return {
    daemonHealth: {
      mon: { ...on, interval: '45s' },
      osd: { ...on, interval: '60s' },
      status: { ...on, interval: '60s' },
    },
    livenessProbe: probes,
    startupProbe: probes,
  };
}

function storageClass(settings: CephSettings): KubernetesManifest {
  const { namespace, poolName, storageClass: name, isDefaultClass, fsType, reclaimPolicy } = settings;
  const secret = (purpose: string, of: string): JsonObject => ({
    [`csi.storage.k8s.io/${purpose}-secret-name`]: `rook-csi-rbd-${of}`,
    [`csi.storage.k8s.io/${purpose}-secret-namespace`]: namespace,
  });
  return {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: {
      name,
      ...(isDefaultClass && { annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } }),
    },
    // The namespace of the operator is the prefix.
    provisioner: `${namespace}.rbd.csi.ceph.com`,
    parameters: {
      clusterID: namespace,
      pool: poolName,
      imageFormat: '2',
      imageFeatures: 'layering',
      ...secret('provisioner', 'provisioner'),
      ...secret('controller-expand', 'provisioner'),
      ...secret('node-stage', 'node'),
      'csi.storage.k8s.io/fstype': fsType,
    },
    allowVolumeExpansion: true,
    reclaimPolicy,
  };
}
