import type { JsonObject } from '../../values/json';
import type { Release } from '../release';
import { serviceAccounts } from './accounts';
import { configSecret } from './config-secret';
import { coreDnsConfigMap } from './coredns';
import { etcd } from './etcd';
import { ingress, serviceMonitor } from './exposure';
import { extraManifests } from './extra-manifests';
import { policies } from './policies';
import { roles } from './roles';
import { services } from './services';
import { workload } from './workload';
import { scalarText } from '../values/chart-values';

/** The order in which Helm installs kinds; others come last. */
const ORDER = [
  'NetworkPolicy',
  'ResourceQuota',
  'LimitRange',
  'ServiceAccount',
  'Secret',
  'ConfigMap',
  'ClusterRole',
  'ClusterRoleBinding',
  'Role',
  'RoleBinding',
  'Service',
  'Deployment',
  'StatefulSet',
  'Ingress',
];

/**
 * Every object of a virtual cluster on its host, in the order in which Helm would install them.
 * @param release - the virtual cluster
 * @throws InputError where the values cannot be rendered
 */
export function allObjects(release: Release): JsonObject[] {
  const objects = [
    ...policies(release),
    ...serviceAccounts(release),
    configSecret(release),
    ...coreDnsConfigMap(release),
    ...roles(release),
    ...services(release),
    ...etcd(release),
    ...workload(release),
    ...ingress(release),
    ...serviceMonitor(release),
    ...extraManifests(release),
  ];
  return objects.sort((a, b) => rank(a) - rank(b));
}

function rank({ kind }: JsonObject): number {
  const place = ORDER.indexOf(scalarText(kind));
  return place < 0 ? ORDER.length : place;
}
