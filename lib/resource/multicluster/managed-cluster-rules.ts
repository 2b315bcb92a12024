import { listAt, textAt, textsAt, valueAt } from '../../connectivity/manifest';
import { VERRAZZANO_GROUP } from '../../definition/verrazzano-api';
import type { JsonObject } from '../../values/json';
import { CLUSTERS_GROUP, MULTICLUSTER_NAMESPACE, WELL_KNOWN } from './names';
import { isRequestUri } from './request-uri';
import type { AdmissionContext, AdmissionFound, AdmissionRule } from './types';

const KINDS = ['VerrazzanoManagedCluster'] as const;
const { adminConfigMap, server } = WELL_KNOWN;
const ADMIN = `ConfigMap ${MULTICLUSTER_NAMESPACE}/${adminConfigMap}`;

/** A managed cluster is in verrazzano-mc. */
const namespace: AdmissionRule = {
  id: 'managed-cluster.namespace',
  kinds: KINDS,
  on: 'create',
  check: namespaceProblems,
};

/** The first Verrazzano resource of the cluster has been installed completely. */
const installed: AdmissionRule = {
  id: 'managed-cluster.installed',
  kinds: KINDS,
  on: 'create',
  check: (context) => {
    const [first] = context.stored(VERRAZZANO_GROUP, 'Verrazzano');
    if (first !== undefined && isInstalled(first)) return [];
    const value = first === undefined ? 'no Verrazzano resource' : conditionTypes(first);
    const message =
      'is admitted only where the Verrazzano resource of the cluster has condition InstallComplete; an update of the platform removes it for some minutes';
    const fix =
      'wait for the installation of the admin cluster; deliver the managed cluster in a later wave, and let it be tried again';
    return [{ path: 'metadata.name', value, message, fix, absent: 'Verrazzano' }];
  },
};

/** Without Rancher, the Secret with the certificate authority exists if one is named. */
const caSecret: AdmissionRule = {
  id: 'managed-cluster.ca-secret',
  kinds: KINDS,
  on: 'create',
  check: (context) => {
    const name = textAt(context.object, 'spec', 'caSecret');
    if (name === undefined || isRancherOn(context)) return [];
    const isThere = context.find('', 'Secret', MULTICLUSTER_NAMESPACE, name) !== undefined;
    if (isThere || context.isExpected('Secret', MULTICLUSTER_NAMESPACE, name)) return [];
    const message = `Secret ${MULTICLUSTER_NAMESPACE}/${name} does not exist${unlessRancher(context)}`;
    const fix = `apply it first, with entry ${WELL_KNOWN.caEntry}, or remove caSecret where the certificates are of a public authority`;
    return [{ path: 'spec.caSecret', value: name, message, fix, absent: absentKind(context, 'Secret') }];
  },
};

/** Without Rancher, the ConfigMap with the address of the admin cluster exists. */
const adminAddress: AdmissionRule = {
  id: 'managed-cluster.admin-configmap',
  kinds: KINDS,
  on: 'create',
  check: (context) => {
    if (isRancherOn(context) || adminServer(context) !== undefined) return [];
    const message = `${ADMIN} does not exist${unlessRancher(context)}`;
    const fix = `apply it first, with entry ${server}: the address of the API server of the admin cluster, as managed clusters reach it`;
    return [{ path: 'metadata.name', message, fix, absent: absentKind(context, 'ConfigMap') }];
  },
};

/** The address in that ConfigMap is one that Go reads. */
const adminServerUrl: AdmissionRule = {
  id: 'managed-cluster.server-url',
  kinds: KINDS,
  on: 'create',
  check: (context) => {
    const value = isRancherOn(context) ? undefined : adminServer(context);
    if (value === undefined || value === UNKNOWN || isRequestUri(value)) return [];
    const message = `entry ${server} of ${ADMIN} is not a URL; allowed an address such as https://admin.example.com:6443`;
    return [{ path: 'metadata.name', value, message, fix: 'correct the ConfigMap' }];
  },
};

/** Admission of managed clusters, in the order of upstream. Source: cluster-operator, verrazzanomanagedcluster_webhook.go at v1.7.2. */
export const MANAGED_CLUSTER_RULES: readonly AdmissionRule[] = [
  namespace,
  installed,
  caSecret,
  adminAddress,
  adminServerUrl,
];

/** The object is in the namespace of managed clusters and projects. */
export function namespaceProblems({ namespace: value }: AdmissionContext): AdmissionFound[] {
  if (value === MULTICLUSTER_NAMESPACE) return [];
  const message = `is in the wrong namespace; allowed ${MULTICLUSTER_NAMESPACE}`;
  return [{ path: 'metadata.namespace', value, message, fix: `set namespace ${MULTICLUSTER_NAMESPACE}` }];
}

function isInstalled(verrazzano: JsonObject): boolean {
  return conditionTypes(verrazzano).includes('InstallComplete');
}

function conditionTypes(verrazzano: JsonObject): (string | undefined)[] {
  return listAt(verrazzano, 'status', 'conditions').map((condition) => textAt(condition, 'type'));
}

/** The Verrazzano resource that counts: the first that exists, or else one that is applied. */
function firstVerrazzano({ stored, all }: AdmissionContext): JsonObject | undefined {
  const [first] = [...stored(VERRAZZANO_GROUP, 'Verrazzano'), ...all(VERRAZZANO_GROUP, 'Verrazzano')];
  return first;
}

/**
 * Whether Rancher is on: it is unless the resource as stored turns it off; what its profile says does not count. Without a resource the
 * missing installation is the only finding, and where that is unknown, Rancher may be off.
 */
function isRancherOn(context: AdmissionContext): boolean {
  const first = firstVerrazzano(context);
  if (first === undefined) return context.isKnown('Verrazzano');
  return valueAt(first, 'spec', 'components', 'rancher', 'enabled') !== false;
}

/** What has to be known for a finding to be certain: the resource too, which may turn Rancher off or not. */
function absentKind(context: AdmissionContext, kind: string): string {
  return firstVerrazzano(context) === undefined ? 'Verrazzano' : kind;
}

function unlessRancher(context: AdmissionContext): string {
  return firstVerrazzano(context) === undefined ? ', and is needed where Rancher is off' : ', and Rancher is off';
}

/** In place of a string that is not known. */
const UNKNOWN = Symbol('unknown');

function adminServer({ find, isExpected }: AdmissionContext): string | typeof UNKNOWN | undefined {
  const configMap = find('', 'ConfigMap', MULTICLUSTER_NAMESPACE, adminConfigMap);
  if (configMap === undefined) {
    return isExpected('ConfigMap', MULTICLUSTER_NAMESPACE, adminConfigMap) ? UNKNOWN : undefined;
  }
  return textsAt(configMap, 'data')[server] ?? '';
}

/** The managed cluster of a name; nothing when it does not exist. */
export function managedCluster({ find }: AdmissionContext, name: string): JsonObject | undefined {
  return find(CLUSTERS_GROUP, 'VerrazzanoManagedCluster', MULTICLUSTER_NAMESPACE, name);
}
