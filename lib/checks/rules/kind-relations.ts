import { listAt, objectAt, textAt } from '../../connectivity/manifest';
import type { JsonValue } from '../../values/json';
import { isJsonObject } from '../../values/json';
import { parseIpAddress } from '../../values/ip-address';
import { isDnsSubdomain } from '../../values/names';
import { valueAtPath } from '../../values/path';
import type { CheckedObject } from '../checked-object';
import type { CheckContext } from '../context';
import type { Found } from '../finding';
import { annotationsOf } from '../inventory';
import { nativePodTemplateOf } from '../pods';
import { matches } from '../walk';
import { claimSources } from './claim-sources';
import { dockerConfig } from './docker-config';
import { jobRelations } from './job-relations';
import { missing, refused } from './refused';

const RBAC = 'rbac.authorization.k8s.io';

/** What the API server refuses because fields of one object contradict each other. Source: validation of Kubernetes. */
export function kindRelationFindings({ inventory }: CheckContext): Found[] {
  return inventory.objects.flatMap((object) => [
    ...(RELATIONS[`${object.group}/${object.kind}`]?.(object) ?? []),
    ...hostPorts(object),
  ]);
}

const RELATIONS: Readonly<Record<string, (object: CheckedObject) => Found[]>> = {
  '/Secret': secretType,
  '/PersistentVolumeClaim': claimSources,
  'apps/Deployment': (object) => [
    ...rollingUpdate(object, 'spec.strategy'),
    ...deadline(object),
    ...sharedDisks(object),
  ],
  'apps/ReplicaSet': sharedDisks,
  '/ReplicationController': (object) => [...sharedDisks(object), ...ownLabels(object)],
  'apps/DaemonSet': (object) => rollingUpdate(object, 'spec.updateStrategy'),
  'batch/Job': jobRelations,
  'batch/CronJob': jobRelations,
  'apiregistration.k8s.io/APIService': (object) => [...apiService(object), ...localApi(object)],
  'flowcontrol.apiserver.k8s.io/FlowSchema': precedence,
  'discovery.k8s.io/EndpointSlice': addresses,
  [`${RBAC}/RoleBinding`]: subjectGroups,
  [`${RBAC}/ClusterRoleBinding`]: subjectGroups,
};

/** Disks of Google Compute Engine that several pods would write to. Source: `ValidatePodTemplateSpecForRC` of Kubernetes. */
function sharedDisks(object: CheckedObject): Found[] {
  const replicas = valueAtPath(object.object, ['spec', 'replicas']);
  if (typeof replicas !== 'number' || replicas < 2) return [];
  return matches(object.object, 'spec.template.spec.volumes[].gcePersistentDisk').flatMap(({ value, path }) =>
    isJsonObject(value) && value.readOnly !== true
      ? [refused(object, [...path, 'readOnly'], 'must be true for more than one replica', value.readOnly ?? false)]
      : [],
  );
}

/** Keys that Secrets of a type must have; of several in one entry, one. */
const SECRET_KEYS: Readonly<Record<string, ReadonlyArray<readonly string[]>>> = {
  'kubernetes.io/tls': [['tls.crt'], ['tls.key']],
  'kubernetes.io/dockerconfigjson': [['.dockerconfigjson']],
  'kubernetes.io/dockercfg': [['.dockercfg']],
  'kubernetes.io/basic-auth': [['username', 'password']],
  'kubernetes.io/ssh-auth': [['ssh-privatekey']],
};

/** Types with logins for registries. */
const DOCKER: readonly string[] = ['kubernetes.io/dockerconfigjson', 'kubernetes.io/dockercfg'];

function secretType(object: CheckedObject): Found[] {
  const type = textAt(object.object, 'type') ?? '';
  const keys = [...Object.keys(objectAt(object.object, 'data')), ...Object.keys(objectAt(object.object, 'stringData'))];
  const wanted = Object.hasOwn(SECRET_KEYS, type) ? (SECRET_KEYS[type] ?? []) : [];
  const message = `is required in a Secret of the type ${type}`;
  const found = wanted
    .filter((choice) => !choice.some((key) => keys.includes(key)))
    .map((choice): Found => ({
      ...missing(object, ['data', choice[0] ?? ''], message),
      ...(choice.length > 1 && { allowed: `one of ${choice.join(', ')}` }),
    }));
  const account = 'kubernetes.io/service-account.name';
  if (type !== 'kubernetes.io/service-account-token' || (annotationsOf(object.object)[account] ?? '') !== '')
    return [...found, ...(DOCKER.includes(type) ? dockerConfig(object, type, wanted[0]?.[0] ?? '') : [])];
  return [...found, missing(object, ['metadata', 'annotations', account], message)];
}

/** Pods must be allowed either to be too many or to be too few for a while. */
function rollingUpdate(object: CheckedObject, strategy: string): Found[] {
  return matches(object.object, `${strategy}.rollingUpdate`).flatMap(({ value, path }): Found[] => {
    if (!isJsonObject(value)) return [];
    const [surge, unavailable] = [value.maxSurge ?? null, value.maxUnavailable ?? null];
    const isOfNodes = object.kind === 'DaemonSet';
    const isNone = isZero(surge) || (isOfNodes && surge === null);
    if (isNone && isZero(unavailable)) {
      return [refused(object, [...path, 'maxUnavailable'], 'must not be 0 where maxSurge is 0', unavailable)];
    }
    // A DaemonSet has one pod for each node: either the old one goes first, or the new one comes first.
    if (!isOfNodes || isNone || isZero(unavailable)) return [];
    return [refused(object, [...path, 'maxSurge'], 'is allowed only where maxUnavailable is 0', surge)];
  });
}

function isZero(value: JsonValue): boolean {
  return value === 0 || value === '0%';
}

function deadline(object: CheckedObject): Found[] {
  const { spec } = object.object;
  if (!isJsonObject(spec)) return [];
  const { progressDeadlineSeconds: most = 600, minReadySeconds: least = 0 } = spec;
  if (typeof most !== 'number' || typeof least !== 'number' || most > least) return [];
  const path = ['spec', 'progressDeadlineSeconds'];
  return [refused(object, path, 'must be greater than minReadySeconds', most, `more than ${least}`)];
}

/** Source: validation of kube-aggregator, `ValidateAPIService`. */
function apiService(object: CheckedObject): Found[] {
  const { spec } = object.object;
  const [group = '', version] = [textAt(spec, 'group'), textAt(spec, 'version')];
  if (version === undefined) return [];
  if (group === '' && version !== 'v1') return [missing(object, ['spec', 'group'])];
  if (object.name === `${version}.${group}`) return [];
  return [
    refused(
      object,
      ['metadata', 'name'],
      'is not the version, a dot and the group',
      object.name,
      `${version}.${group}`,
    ),
  ];
}

/** An API without a Service is served by the API server itself. Source: `ValidateAPIService`. */
function localApi(object: CheckedObject): Found[] {
  const { spec } = object.object;
  if (!isJsonObject(spec) || (spec.service ?? null) !== null) return [];
  const isSet = { insecureSkipTLSVerify: spec.insecureSkipTLSVerify === true, caBundle: (spec.caBundle ?? '') !== '' };
  return (['insecureSkipTLSVerify', 'caBundle'] as const)
    .filter((field) => isSet[field])
    .map((field) => refused(object, ['spec', field], 'is allowed only with service', spec[field]));
}

/** Source: `ValidateFlowSchema`. */
function precedence(object: CheckedObject): Found[] {
  const path = ['spec', 'matchingPrecedence'];
  if (valueAtPath(object.object, path) !== 1 || object.name === 'exempt') return [];
  return [refused(object, path, 'is that of the FlowSchema exempt alone', 1, '2 to 10000')];
}

/** The selector of a ReplicationController is that of the labels of its pods, where it has none. */
function ownLabels(object: CheckedObject): Found[] {
  const isSelected = Object.keys(objectAt(object.object, 'spec', 'selector')).length > 0;
  const isLabelled = Object.keys(objectAt(object.object, 'spec', 'template', 'metadata', 'labels')).length > 0;
  if (isSelected || isLabelled) return [];
  return [missing(object, ['spec', 'selector'], 'is required where the pods have no labels')];
}

/** What an address is like, by the type of addresses. Source: validation of Kubernetes, `ValidateEndpointSlice`. */
const ADDRESSES: ReadonlyMap<string, (value: string) => boolean> = new Map([
  ['IPv4', (value) => parseIpAddress(value)?.family === 4],
  ['IPv6', (value) => parseIpAddress(value)?.family === 6],
  ['FQDN', (value) => isDnsSubdomain(value.replace(/\.$/, ''))],
]);

function addresses(object: CheckedObject): Found[] {
  const type = textAt(object.object, 'addressType') ?? '';
  const test = ADDRESSES.get(type);
  if (test === undefined) return [];
  return matches(object.object, 'endpoints[].addresses[]').flatMap(({ value, path }): Found[] =>
    typeof value !== 'string' || value === '' || test(value)
      ? []
      : [refused(object, path, `is not an address of the type ${type}`, value)],
  );
}

/** Users and groups are those of RBAC, and ServiceAccounts those of the core group. */
function subjectGroups(object: CheckedObject): Found[] {
  return listAt(object.object, 'subjects').flatMap((subject, index): Found[] => {
    const kind = textAt(subject, 'kind') ?? '';
    const group = textAt(subject, 'apiGroup') ?? '';
    const allowed = kind === 'ServiceAccount' ? [''] : ['User', 'Group'].includes(kind) ? ['', RBAC] : [group];
    if (allowed.includes(group)) return [];
    const text = allowed.map((each) => JSON.stringify(each)).join(', ');
    return [refused(object, ['subjects', index, 'apiGroup'], `is not the API group of a ${kind}`, group, text)];
  });
}

/** Ports of nodes: in their network a port is the one of the container, and each is there once. */
function hostPorts(object: CheckedObject): Found[] {
  const template = nativePodTemplateOf(object);
  if (template === undefined) return [];
  const isHost = template.spec.hostNetwork === true;
  const seen = new Set<string>();
  return matches(template.spec, 'containers[].ports[]', [...template.path, 'spec']).flatMap(
    ({ value, path }): Found[] => {
      if (!isJsonObject(value)) return [];
      const { hostPort, containerPort, protocol, hostIP } = value;
      if (typeof hostPort !== 'number' || hostPort === 0) return [];
      const at = [...path, 'hostPort'];
      if (isHost && typeof containerPort === 'number' && hostPort !== containerPort) {
        return [
          refused(object, at, 'must be the port of the container with hostNetwork', hostPort, `${containerPort}`),
        ];
      }
      const key = JSON.stringify([protocol ?? 'TCP', hostIP ?? '', hostPort]);
      const isDouble = seen.has(key);
      seen.add(key);
      return isDouble ? [refused(object, at, 'is taken by another port of the pod', hostPort)] : [];
    },
  );
}
