import { oneOf, range, type Form, type FormName } from './forms';

/** Where a rule looks: in the object, in the specification of its pods, or in each of their containers. */
export type Where = 'object' | 'pod' | 'container';

/** `group/Kind` in a regular expression, where, pattern of paths, and form of the values there. */
export type FormRow = readonly [kinds: RegExp, where: Where, pattern: string, form: FormName | Form];

/** `group/Kind`, where, pattern of what has the field, and a path from there to a value that must be there and not empty. */
export type RequiredRow = readonly [kinds: RegExp, where: Where, pattern: string, field: string];

/**
 * `group/Kind`, where, pattern of what has the fields, whether one of them is needed, and the fields of which at most one is set; `some`
 * where several may be set.
 */
export type AlternativeRow = readonly [
  kinds: RegExp,
  where: Where,
  pattern: string,
  needed: boolean | 'some',
  fields: readonly string[],
];

/**
 * `group/Kind`, where, pattern of what has the field, the field, and whether it is needed, or only allowed, where another field has one of
 * some values, or any value at all; `never` where it is not allowed.
 */
export type ConditionRow = readonly [
  kinds: RegExp,
  where: Where,
  pattern: string,
  field: string,
  demand: 'needed' | 'only' | 'never',
  other: string,
  values: readonly string[] | 'any',
];

/**
 * Rows for several fields of one object that must all be there.
 * @param kinds - `group/Kind` in a regular expression
 * @param pattern - what has the fields
 * @param fields - the fields
 */
export function allOf(kinds: RegExp, pattern: string, ...fields: readonly string[]): RequiredRow[] {
  return fields.map((field) => [kinds, 'object', pattern, field]);
}

const PODS = /^(?:\/|apps\/|batch\/)/;
const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'];
const BINDING = /^rbac\.authorization\.k8s\.io\/(?:Cluster)?RoleBinding$/;
const ROLE = /^rbac\.authorization\.k8s\.io\/(?:Cluster)?Role$/;
const INGRESS = /^networking\.k8s\.io\/Ingress$/;
const BUDGET = /^policy\/PodDisruptionBudget$/;
const SCALER = /^autoscaling\/HorizontalPodAutoscaler$/;
const CRON = /^batch\/CronJob$/;
const JOB = /^batch\/Job$/;
const CLASS = /^storage\.k8s\.io\/StorageClass$/;
const SERVICE = /^\/Service$/;

/** Forms that the API server demands beyond the schema. Source: validation of Kubernetes, `pkg/apis/<group>/validation`. */
export const FORM_ROWS: readonly FormRow[] = [
  [/^apps\//, 'object', 'spec.replicas', 'atLeast0'],
  [/^apps\//, 'object', 'spec.minReadySeconds', 'atLeast0'],
  [/^apps\//, 'object', 'spec.revisionHistoryLimit', 'atLeast0'],
  [/^apps\/Deployment$/, 'object', 'spec.progressDeadlineSeconds', 'atLeast0'],
  [/^apps\/Deployment$/, 'object', 'spec.strategy.rollingUpdate.maxSurge', 'countOrPercent'],
  [/^apps\/Deployment$/, 'object', 'spec.strategy.rollingUpdate.maxUnavailable', 'countOrShare'],
  [/^apps\/DaemonSet$/, 'object', 'spec.updateStrategy.rollingUpdate.{}', 'countOrShare'],
  ...['serviceAccountName', 'priorityClassName', 'runtimeClassName', 'nodeName'].map((field): FormRow => [
    PODS,
    'pod',
    field,
    'subdomain',
  ]),
  [PODS, 'pod', 'hostname', 'label'],
  [PODS, 'pod', 'subdomain', 'label'],
  [PODS, 'pod', 'activeDeadlineSeconds', range(1, 2 ** 31 - 1)],
  [PODS, 'pod', 'nodeSelector.{}', 'labelValue'],
  [PODS, 'pod', 'volumes[].name', 'label'],
  [PODS, 'pod', 'volumes[].configMap.name', 'notEmpty'],
  [PODS, 'pod', 'volumes[].persistentVolumeClaim.claimName', 'notEmpty'],
  [PODS, 'pod', 'volumes[].hostPath.path', 'notEmpty'],
  [PODS, 'container', 'name', 'label'],
  [PODS, 'container', 'image', 'notEmpty'],
  [PODS, 'container', 'env[].name', 'environment'],
  ...['configMapKeyRef', 'secretKeyRef'].flatMap((field): FormRow[] => [
    [PODS, 'container', `env[].valueFrom.${field}.name`, 'subdomain'],
    [PODS, 'container', `env[].valueFrom.${field}.key`, 'dataKey'],
    [PODS, 'container', `env[].valueFrom.${field}.key`, 'notEmpty'],
  ]),
  ...['configMapRef', 'secretRef'].map((field): FormRow => [PODS, 'container', `envFrom[].${field}.name`, 'subdomain']),
  [PODS, 'container', 'resources.requests.{}', 'amount'],
  [PODS, 'container', 'resources.limits.{}', 'amount'],
  [PODS, 'container', 'volumeMounts[].name', 'notEmpty'],
  [PODS, 'container', 'volumeMounts[].mountPath', 'notEmpty'],
  ...PROBES.flatMap((probe) => [
    ...['initialDelaySeconds', 'timeoutSeconds', 'periodSeconds', 'successThreshold', 'failureThreshold'].map(
      (field): FormRow => [PODS, 'container', `${probe}.${field}`, 'atLeast0'],
    ),
    ...['httpGet.port', 'tcpSocket.port', 'grpc.port'].flatMap((field): FormRow[] => [
      [PODS, 'container', `${probe}.${field}`, 'port'],
      [PODS, 'container', `${probe}.${field}`, 'portName'],
    ]),
  ]),
  [/^\/PersistentVolumeClaim$/, 'object', 'spec.storageClassName', 'subdomain'],
  [/^\/PersistentVolumeClaim$/, 'object', 'spec.accessModes[]', 'accessMode'],
  [/^\/PersistentVolumeClaim$/, 'object', 'spec.accessModes[]', 'notEmpty'],
  [/^\/PersistentVolumeClaim$/, 'object', 'spec.resources.requests.{}', 'size'],
  [/^apps\/StatefulSet$/, 'object', 'spec.volumeClaimTemplates[].spec.accessModes[]', 'accessMode'],
  [/^apps\/StatefulSet$/, 'object', 'spec.volumeClaimTemplates[].spec.resources.requests.{}', 'size'],
  [/^\/PersistentVolume$/, 'object', 'spec.accessModes[]', 'accessMode'],
  [/^\/PersistentVolume$/, 'object', 'spec.capacity.{}', 'size'],
  [CLASS, 'object', 'provisioner', 'driver'],
  [SERVICE, 'object', 'spec.ports[].name', 'label'],
  [SERVICE, 'object', 'spec.externalName', 'subdomain'],
  [SERVICE, 'object', 'spec.selector.{}', 'labelValue'],
  [INGRESS, 'object', 'spec.ingressClassName', 'subdomain'],
  [INGRESS, 'object', 'spec.ingressClassName', 'notEmpty'],
  [INGRESS, 'object', 'spec.tls[].hosts[]', 'notEmpty'],
  [INGRESS, 'object', 'spec.tls[].hosts[]', 'host'],
  [INGRESS, 'object', 'spec.tls[].secretName', 'subdomain'],
  ...['rules[].http.paths[].backend', 'defaultBackend'].flatMap((backend): FormRow[] => [
    [INGRESS, 'object', `spec.${backend}.service.name`, 'label1035'],
    [INGRESS, 'object', `spec.${backend}.service.name`, 'notEmpty'],
    [INGRESS, 'object', `spec.${backend}.service.port.number`, 'port'],
  ]),
  [INGRESS, 'object', 'spec.rules[].http.paths[].pathType', 'notEmpty'],
  [BUDGET, 'object', 'spec.minAvailable', 'countOrShare'],
  [BUDGET, 'object', 'spec.maxUnavailable', 'countOrShare'],
  [SCALER, 'object', 'spec.minReplicas', 'atLeast1'],
  [SCALER, 'object', 'spec.maxReplicas', 'atLeast1'],
  [SCALER, 'object', 'spec.scaleTargetRef.kind', 'segment'],
  [SCALER, 'object', 'spec.scaleTargetRef.name', 'segment'],
  [BINDING, 'object', 'roleRef.apiGroup', 'rbacGroup'],
  [BINDING, 'object', 'roleRef.kind', 'roleKind'],
  [/^rbac\.authorization\.k8s\.io\/ClusterRoleBinding$/, 'object', 'roleRef.kind', oneOf('ClusterRole')],
  [BINDING, 'object', 'roleRef.kind', 'notEmpty'],
  [BINDING, 'object', 'subjects[].kind', 'notEmpty'],
  [BINDING, 'object', 'roleRef.name', 'segment'],
  [BINDING, 'object', 'subjects[].kind', 'subjectKind'],
  [BINDING, 'object', 'subjects[].name', 'notEmpty'],
  ...['successfulJobsHistoryLimit', 'failedJobsHistoryLimit', 'startingDeadlineSeconds'].map((field): FormRow => [
    CRON,
    'object',
    `spec.${field}`,
    'atLeast0',
  ]),
  ...['parallelism', 'completions', 'backoffLimit', 'activeDeadlineSeconds', 'ttlSecondsAfterFinished'].flatMap(
    (field): FormRow[] => [
      [JOB, 'object', `spec.${field}`, 'atLeast0'],
      [CRON, 'object', `spec.jobTemplate.spec.${field}`, 'atLeast0'],
    ],
  ),
];

/** What must be there, also where the schema lets whatever is around it be missing. */
export const REQUIRED_ROWS: readonly RequiredRow[] = [
  [/^apps\//, 'object', '', 'spec.selector'],
  [/^apps\//, 'object', '', 'spec.template.spec.containers'],
  [JOB, 'object', '', 'spec.template.spec.containers'],
  [CRON, 'object', '', 'spec.jobTemplate.spec.template.spec.containers'],
  [CRON, 'object', '', 'spec.schedule'],
  [/^\/Pod$/, 'object', '', 'spec.containers'],
  [/^\/PersistentVolumeClaim$/, 'object', '', 'spec.accessModes'],
  [/^\/PersistentVolumeClaim$/, 'object', '', 'spec.resources.requests.storage'],
  [/^apps\/StatefulSet$/, 'object', 'spec.volumeClaimTemplates[]', 'spec.accessModes'],
  [/^apps\/StatefulSet$/, 'object', 'spec.volumeClaimTemplates[]', 'spec.resources.requests.storage'],
  [CLASS, 'object', '', 'provisioner'],
  [PODS, 'container', 'env[]', 'name'],
  [PODS, 'container', 'env[].valueFrom.configMapKeyRef', 'name'],
  [PODS, 'container', 'env[].valueFrom.secretKeyRef', 'name'],
  [INGRESS, 'object', 'spec.rules[].http', 'paths'],
  [INGRESS, 'object', '', 'spec'],
  [SCALER, 'object', '', 'spec.maxReplicas'],
  [SCALER, 'object', '', 'spec.scaleTargetRef.name'],
  [ROLE, 'object', 'rules[]', 'verbs'],
  [BINDING, 'object', '', 'roleRef.name'],
];

const SOURCES = [
  'awsElasticBlockStore',
  'azureDisk',
  'azureFile',
  'cephfs',
  'cinder',
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'fc',
  'flexVolume',
  'flocker',
  'gcePersistentDisk',
  'gitRepo',
  'glusterfs',
  'hostPath',
  'image',
  'iscsi',
  'nfs',
  'persistentVolumeClaim',
  'photonPersistentDisk',
  'portworxVolume',
  'projected',
  'quobyte',
  'rbd',
  'scaleIO',
  'secret',
  'storageos',
  'vsphereVolume',
];

/** Fields of which one is set, or at most one. */
export const ALTERNATIVE_ROWS: readonly AlternativeRow[] = [
  [
    PODS,
    'container',
    'env[].valueFrom',
    true,
    ['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef', 'fileKeyRef'],
  ],
  [PODS, 'container', 'envFrom[]', true, ['configMapRef', 'secretRef']],
  ...PROBES.map((probe): AlternativeRow => [PODS, 'container', probe, true, ['exec', 'httpGet', 'tcpSocket', 'grpc']]),
  ...['postStart', 'preStop'].map((hook): AlternativeRow => [
    PODS,
    'container',
    `lifecycle.${hook}`,
    true,
    ['exec', 'httpGet', 'tcpSocket', 'sleep'],
  ]),
  [PODS, 'pod', 'volumes[]', false, SOURCES],
  ...['rules[].http.paths[].backend', 'defaultBackend'].flatMap((backend): AlternativeRow[] => [
    [INGRESS, 'object', `spec.${backend}`, true, ['service', 'resource']],
    [INGRESS, 'object', `spec.${backend}.service.port`, true, ['number', 'name']],
  ]),
  [BUDGET, 'object', 'spec', false, ['minAvailable', 'maxUnavailable']],
];
