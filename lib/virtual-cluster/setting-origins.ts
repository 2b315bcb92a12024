import type { FieldOrigin, FieldPath } from '../gitops/provenance/field-origin';
import { optionOrigin } from '../gitops/provenance/option-origin';
import type { JsonObject } from '../values/json';
import { valueAtPath } from '../values/path';
import { VCLUSTER_VERSION } from './release';
import { statedValues } from './stated-values';
import type { VirtualClusterProps } from './virtual-cluster-props';

/** The settings of chart vcluster, with their defaults. */
export const VALUES_SOURCE = `https://github.com/loft-sh/vcluster/blob/v${VCLUSTER_VERSION}/chart/values.yaml`;

const POD = ['spec', 'template', 'spec'];
const CONTAINER = [...POD, 'containers', 0];
const CLAIM = ['spec', 'volumeClaimTemplates', 0, 'spec'];

/** Fields of a workload, with the settings that they hold, below those of the control plane or of etcd. */
const WORKLOAD: ReadonlyArray<readonly [field: FieldPath, setting: string]> = [
  [['spec', 'replicas'], 'highAvailability.replicas'],
  [['spec', 'podManagementPolicy'], 'scheduling.podManagementPolicy'],
  [['spec', 'persistentVolumeClaimRetentionPolicy'], 'persistence.volumeClaim.retentionPolicy'],
  [[...CLAIM, 'accessModes'], 'persistence.volumeClaim.accessModes'],
  [[...CLAIM, 'storageClassName'], 'persistence.volumeClaim.storageClass'],
  [[...CLAIM, 'resources', 'requests', 'storage'], 'persistence.volumeClaim.size'],
  ...['priorityClassName', 'nodeSelector', 'affinity', 'topologySpreadConstraints', 'tolerations'].map(
    (key): [FieldPath, string] => [[...POD, key], `scheduling.${key}`],
  ),
  [[...POD, 'securityContext'], 'security.podSecurityContext'],
  [[...CONTAINER, 'securityContext'], 'security.containerSecurityContext'],
  [[...CONTAINER, 'image'], 'image'],
  [[...CONTAINER, 'imagePullPolicy'], 'imagePullPolicy'],
  [[...CONTAINER, 'resources'], 'resources'],
  [[...CONTAINER, 'env'], 'env'],
];

/** Fields of other objects, with the settings that they hold, by kind. */
const OTHERS: Readonly<Record<string, ReadonlyArray<readonly [field: FieldPath, setting: string]>>> = {
  ResourceQuota: [[['spec', 'hard'], 'policies.resourceQuota.quota']],
  LimitRange: [[['spec', 'limits'], 'policies.limitRange']],
  NetworkPolicy: [[['spec', 'egress'], 'policies.networkPolicy']],
  Ingress: [
    [['spec', 'rules', 0, 'host'], 'controlPlane.ingress.host'],
    [['metadata', 'annotations'], 'controlPlane.ingress.annotations'],
  ],
  ServiceMonitor: [[['metadata', 'labels'], 'controlPlane.serviceMonitor.labels']],
};

/** Options with a name of their own for each setting, by the end of the setting. */
const NAMED: Readonly<Record<string, string>> = {
  size: 'volume.size',
  storageClass: 'volume.storageClass',
  retentionPolicy: 'volume.whenDeleted',
};

/**
 * Origins of the fields of an object that hold one setting each: the option that states it, or the default of the chart.
 * @param object - the object
 * @param props - the options
 * @param of - path of the virtual cluster
 */
export function settingOrigins(object: JsonObject, props: VirtualClusterProps, of: string): FieldOrigin[] {
  const stated = statedValues(props);
  return settingsOf(object)
    .filter(([at]) => valueAtPath(object, at) !== undefined)
    .map(([at, setting]) => {
      const path = setting.split('.');
      if (valueAtPath(stated, path) !== undefined) return optionOrigin(at, { props, of }, optionOf(props, path));
      const text = `no option states ${setting}: the value of chart vcluster ${VCLUSTER_VERSION}`;
      return { at, kind: 'default', text, of, source: VALUES_SOURCE };
    });
}

function settingsOf(object: JsonObject): ReadonlyArray<readonly [FieldPath, string]> {
  const { kind } = object;
  if (kind === 'StatefulSet' || kind === 'Deployment') {
    const isEtcd = valueAtPath(object, ['metadata', 'labels', 'app']) === 'vcluster-etcd';
    const set = isEtcd ? 'controlPlane.backingStore.etcd.deploy.statefulSet' : 'controlPlane.statefulSet';
    return WORKLOAD.map(([at, setting]) => [at, `${set}.${setting}`]);
  }
  return typeof kind === 'string' && Object.hasOwn(OTHERS, kind) ? (OTHERS[kind] ?? []) : [];
}

/** The option that states a setting: `values` before the others, as it decides last. */
function optionOf(props: VirtualClusterProps, path: readonly string[]): string {
  const states = (key: keyof VirtualClusterProps): boolean =>
    valueAtPath(statedValues({ namespace: '', [key]: props[key] }), path) !== undefined;
  const keys = Object.keys(props) as ReadonlyArray<keyof VirtualClusterProps>;
  if (keys.includes('values') && states('values')) return ['values', ...path].join('.');
  const [option = 'values'] = keys.filter((key) => key !== 'values' && states(key));
  const named = NAMED[path[path.length - 1] ?? ''];
  return option === 'volume' && named !== undefined ? named : option;
}
