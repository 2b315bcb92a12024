import type { JsonScalar } from '../../values/json';

const PULL_POLICIES = ['', 'Always', 'IfNotPresent', 'Never'];
const SERVICE_TYPES = ['ClusterIP', 'NodePort', 'LoadBalancer'];
const RETENTION = ['Retain', 'Delete'];
const POD_MANAGEMENT = ['Parallel', 'OrderedReady'];
const SWITCH = ['auto', 'true', 'false', true, false];

/** Values of fields that take a few, by path; `*` is any key of an object. Sources: the chart and the binary, 0.24.2. */
export const ALLOWED_VALUES: Readonly<Record<string, readonly JsonScalar[]>> = {
  'controlPlane.backingStore.etcd.deploy.statefulSet.imagePullPolicy': PULL_POLICIES,
  'controlPlane.backingStore.etcd.deploy.statefulSet.persistence.volumeClaim.retentionPolicy': RETENTION,
  'controlPlane.backingStore.etcd.deploy.statefulSet.scheduling.podManagementPolicy': POD_MANAGEMENT,
  'controlPlane.coredns.service.spec.type': SERVICE_TYPES,
  'controlPlane.distro.k0s.imagePullPolicy': PULL_POLICIES,
  'controlPlane.distro.k3s.imagePullPolicy': PULL_POLICIES,
  'controlPlane.distro.k8s.apiServer.imagePullPolicy': PULL_POLICIES,
  'controlPlane.distro.k8s.controllerManager.imagePullPolicy': PULL_POLICIES,
  'controlPlane.distro.k8s.scheduler.imagePullPolicy': PULL_POLICIES,
  'controlPlane.ingress.pathType': ['ImplementationSpecific', 'Prefix', 'Exact'],
  'controlPlane.service.spec.type': SERVICE_TYPES,
  'controlPlane.statefulSet.imagePullPolicy': PULL_POLICIES,
  'controlPlane.statefulSet.persistence.volumeClaim.enabled': SWITCH,
  'controlPlane.statefulSet.persistence.volumeClaim.retentionPolicy': RETENTION,
  'controlPlane.statefulSet.scheduling.podManagementPolicy': POD_MANAGEMENT,
  'plugins.*.imagePullPolicy': PULL_POLICIES,
  'policies.limitRange.enabled': SWITCH,
  'policies.podSecurityStandard': ['', 'privileged', 'baseline', 'restricted'],
  'policies.resourceQuota.enabled': SWITCH,
  'rbac.clusterRole.enabled': SWITCH,
  'sync.fromHost.csiDrivers.enabled': SWITCH,
  'sync.fromHost.csiNodes.enabled': SWITCH,
  'sync.fromHost.csiStorageCapacities.enabled': SWITCH,
  'sync.fromHost.customResources.*.scope': ['Cluster', 'Namespaced'],
  'sync.fromHost.storageClasses.enabled': SWITCH,
  'sync.toHost.customResources.*.scope': ['', 'Namespaced'],
};
