import type { AlternativeRow, ConditionRow, FormRow, RequiredRow, Where } from './field-rules';
import { atMost, exactly, oneOf, range } from './forms';

const PODS = /^(?:\/|apps\/|batch\/)/;
const KEY = 'labelKey';

type Row = readonly [where: Where, pattern: string, form: FormRow[3]];

const NODE_AFFINITY = 'affinity.nodeAffinity';
const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';

/** Terms of affinity to pods, required and preferred. */
const POD_TERMS = ['podAffinity', 'podAntiAffinity'].flatMap((kind) => [
  `affinity.${kind}.${REQUIRED}[]`,
  `affinity.${kind}.${PREFERRED}[].podAffinityTerm`,
]);

const AFFINITY: readonly Row[] = [
  ...['nodeAffinity', 'podAffinity', 'podAntiAffinity'].map((kind): Row => [
    'pod',
    `affinity.${kind}.${PREFERRED}[].weight`,
    range(1, 100),
  ]),
  ...POD_TERMS.flatMap((term): Row[] => [
    ['pod', `${term}.topologyKey`, KEY],
    ['pod', `${term}.namespaces[]`, 'label'],
    ['pod', `${term}.namespaces[]`, 'notEmpty'],
  ]),
  ...[`${REQUIRED}.nodeSelectorTerms[]`, `${PREFERRED}[].preference`].flatMap((term): Row[] => [
    ['pod', `${NODE_AFFINITY}.${term}.matchFields[].key`, exactly('metadata.name')],
    ['pod', `${NODE_AFFINITY}.${term}.matchFields[].operator`, exactly('In', 'NotIn')],
    ['pod', `${NODE_AFFINITY}.${term}.matchFields[].values[]`, 'subdomain'],
    ['pod', `${NODE_AFFINITY}.${term}.matchFields[].values[]`, 'notEmpty'],
  ]),
];

const SPREAD: readonly Row[] = [
  ['pod', 'topologySpreadConstraints[].maxSkew', 'atLeast1'],
  ['pod', 'topologySpreadConstraints[].minDomains', 'atLeast1'],
  ['pod', 'topologySpreadConstraints[].topologyKey', 'notEmpty'],
  ['pod', 'topologySpreadConstraints[].whenUnsatisfiable', exactly('DoNotSchedule', 'ScheduleAnyway')],
  ['pod', 'topologySpreadConstraints[].nodeAffinityPolicy', exactly('Honor', 'Ignore')],
  ['pod', 'topologySpreadConstraints[].nodeTaintsPolicy', exactly('Honor', 'Ignore')],
];

/** The sources of volumes that have keys of an object as files. */
const KEYED = [
  'volumes[].configMap',
  'volumes[].secret',
  'volumes[].projected.sources[].configMap',
  'volumes[].projected.sources[].secret',
];

/** The sources of volumes that have fields of the pod as files. */
const DOWNWARD = ['volumes[].downwardAPI', 'volumes[].projected.sources[].downwardAPI'];

const VOLUMES: readonly Row[] = [
  ...KEYED.flatMap((source): Row[] => [
    ['pod', `${source}.items[].key`, 'notEmpty'],
    ['pod', `${source}.items[].path`, 'notEmpty'],
    ['pod', `${source}.items[].path`, 'insidePath'],
    ['pod', `${source}.items[].mode`, 'mode'],
  ]),
  ...DOWNWARD.flatMap((source): Row[] => [
    ['pod', `${source}.items[].path`, 'notEmpty'],
    ['pod', `${source}.items[].path`, 'insidePath'],
    ['pod', `${source}.items[].mode`, 'mode'],
    ['pod', `${source}.items[].fieldRef.fieldPath`, 'volumeFieldPath'],
    ['pod', `${source}.items[].resourceFieldRef.resource`, 'containerResource'],
  ]),
  ...['configMap', 'secret', 'downwardAPI', 'projected'].map((source): Row => [
    'pod',
    `volumes[].${source}.defaultMode`,
    'mode',
  ]),
  ['pod', 'volumes[].name', 'notEmpty'],
  ['pod', 'volumes[].secret.secretName', 'notEmpty'],
  ['pod', 'volumes[].projected.sources[].configMap.name', 'notEmpty'],
  ['pod', 'volumes[].projected.sources[].secret.name', 'notEmpty'],
  ['pod', 'volumes[].projected.sources[].serviceAccountToken.path', 'notEmpty'],
  ['pod', 'volumes[].projected.sources[].serviceAccountToken.expirationSeconds', range(600, 2 ** 32)],
  ['pod', 'volumes[].emptyDir.sizeLimit', 'amount'],
  ['pod', 'volumes[].hostPath.path', 'noParentPath'],
  [
    'pod',
    'volumes[].hostPath.type',
    oneOf('DirectoryOrCreate', 'Directory', 'FileOrCreate', 'File', 'Socket', 'CharDevice', 'BlockDevice'),
  ],
  ['pod', 'volumes[].nfs.server', 'notEmpty'],
  ['pod', 'volumes[].nfs.path', 'notEmpty'],
  ['pod', 'volumes[].nfs.path', 'absolutePath'],
  ['pod', 'volumes[].csi.driver', 'notEmpty'],
  ['pod', 'volumes[].csi.driver', 'driverName'],
  ['pod', 'volumes[].ephemeral.volumeClaimTemplate.spec.accessModes[]', 'accessMode'],
  ['pod', 'volumes[].ephemeral.volumeClaimTemplate.spec.accessModes[]', 'notEmpty'],
  ['pod', 'volumes[].ephemeral.volumeClaimTemplate.spec.storageClassName', 'subdomain'],
  ['pod', 'volumes[].ephemeral.volumeClaimTemplate.spec.volumeMode', exactly('Filesystem', 'Block')],
  ['pod', 'volumes[].ephemeral.volumeClaimTemplate.spec.resources.requests.{}', 'size'],
];

const SPEC: readonly Row[] = [
  ['pod', 'dnsConfig.nameservers[]', 'ip'],
  ['pod', 'dnsConfig.searches[]', 'searchDomain'],
  ['pod', 'dnsConfig.options[].name', 'notEmpty'],
  ['pod', 'dnsPolicy', oneOf('ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None')],
  ['pod', 'hostAliases[].ip', 'ip'],
  ['pod', 'hostAliases[].hostnames[]', 'subdomain'],
  ['pod', 'hostAliases[].hostnames[]', 'notEmpty'],
  ['pod', 'os.name', exactly('linux', 'windows')],
  ...(['pod', 'container'] as const).flatMap((where): Row[] => [
    [where, 'securityContext.windowsOptions.runAsUserName', 'windowsUser'],
    [where, 'securityContext.windowsOptions.gmsaCredentialSpecName', 'subdomain'],
    [where, 'securityContext.windowsOptions.gmsaCredentialSpecName', 'notEmpty'],
    [where, 'securityContext.windowsOptions.gmsaCredentialSpec', 'notEmpty'],
    [where, 'securityContext.windowsOptions.gmsaCredentialSpec', atMost(64 * 1024)],
  ]),
  ['pod', 'readinessGates[].conditionType', KEY],
  ['pod', 'nodeSelector.{key}', KEY],
  ['pod', 'runtimeClassName', 'notEmpty'],
  ['pod', 'preemptionPolicy', exactly('Never', 'PreemptLowerPriority')],
  ['pod', 'restartPolicy', oneOf('Always', 'OnFailure', 'Never')],
  ...['runAsUser', 'runAsGroup', 'fsGroup', 'supplementalGroups[]'].map((field): Row => [
    'pod',
    `securityContext.${field}`,
    'userId',
  ]),
  ['pod', 'securityContext.fsGroupChangePolicy', exactly('Always', 'OnRootMismatch')],
  ['pod', 'securityContext.sysctls[].name', 'sysctl'],
  ['pod', 'overhead.{key}', 'computeResource'],
  ['pod', 'overhead.{}', 'amount'],
];

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'];
const HOOKS = ['lifecycle.postStart', 'lifecycle.preStop'];

const CONTAINERS: readonly Row[] = [
  ['container', 'image', 'trimmed'],
  ['container', 'envFrom[].prefix', 'environment'],
  ...['configMapRef', 'secretRef'].map((field): Row => ['container', `envFrom[].${field}.name`, 'notEmpty']),
  ['container', 'env[].valueFrom.fieldRef.fieldPath', 'fieldPath'],
  ['container', 'env[].valueFrom.fieldRef.apiVersion', oneOf('v1')],
  ['container', 'env[].valueFrom.resourceFieldRef.resource', 'containerResource'],
  ...[...PROBES, ...HOOKS].flatMap((handler): Row[] => [
    ['container', `${handler}.httpGet.httpHeaders[].name`, 'headerName'],
    ['container', `${handler}.httpGet.port`, 'portOrName'],
    ['container', `${handler}.httpGet.scheme`, oneOf('HTTP', 'HTTPS')],
    ['container', `${handler}.tcpSocket.port`, 'portOrName'],
  ]),
  ['container', 'livenessProbe.successThreshold', range(0, 1)],
  ['container', 'startupProbe.successThreshold', range(0, 1)],
  ['container', 'livenessProbe.terminationGracePeriodSeconds', 'atLeast1'],
  ['container', 'startupProbe.terminationGracePeriodSeconds', 'atLeast1'],
  ['container', 'ports[].protocol', oneOf('TCP', 'UDP', 'SCTP')],
  ['container', 'resources.limits.{key}', KEY],
  ['container', 'resources.requests.{key}', KEY],
  ['container', 'securityContext.runAsUser', 'userId'],
  ['container', 'securityContext.runAsGroup', 'userId'],
  ['container', 'terminationMessagePolicy', oneOf('File', 'FallbackToLogsOnError')],
  ['container', 'imagePullPolicy', oneOf('Always', 'IfNotPresent', 'Never')],
  ['container', 'volumeMounts[].mountPropagation', exactly('None', 'HostToContainer', 'Bidirectional')],
  ['container', 'volumeMounts[].subPath', 'insidePath'],
  ['container', 'volumeMounts[].subPathExpr', 'insidePath'],
  ['container', 'volumeDevices[].name', 'notEmpty'],
  ['container', 'volumeDevices[].devicePath', 'notEmpty'],
  ['container', 'volumeDevices[].devicePath', 'noParentPath'],
];

const SECCOMP: ReadonlyArray<readonly [Where, string]> = [
  ['pod', 'securityContext.seccompProfile'],
  ['container', 'securityContext.seccompProfile'],
];

/** Forms of the fields of pods. Source: validation of Kubernetes, `ValidatePodSpec` in `pkg/apis/core/validation`. */
export const POD_FORM_ROWS: readonly FormRow[] = [
  ...[...SPEC, ...AFFINITY, ...SPREAD, ...VOLUMES, ...CONTAINERS].map(([where, pattern, form]): FormRow => [
    PODS,
    where,
    pattern,
    form,
  ]),
  ...SECCOMP.flatMap(([where, path]): FormRow[] => [
    [PODS, where, `${path}.type`, exactly('Localhost', 'RuntimeDefault', 'Unconfined')],
    [PODS, where, `${path}.localhostProfile`, 'insidePath'],
  ]),
];

/** What must be there in pods. */
export const POD_REQUIRED_ROWS: readonly RequiredRow[] = [
  [PODS, 'pod', 'dnsConfig.options[]', 'name'],
  [PODS, 'pod', 'hostAliases[]', 'ip'],
  [PODS, 'pod', `${NODE_AFFINITY}.${REQUIRED}`, 'nodeSelectorTerms'],
  [PODS, 'pod', 'volumes[].secret', 'secretName'],
  [PODS, 'pod', 'volumes[].configMap', 'name'],
  [PODS, 'pod', 'volumes[].projected.sources[].configMap', 'name'],
  [PODS, 'pod', 'volumes[].projected.sources[].secret', 'name'],
  ...DOWNWARD.map((source): RequiredRow => [PODS, 'pod', `${source}.items[].resourceFieldRef`, 'containerName']),
  [PODS, 'pod', 'volumes[].ephemeral', 'volumeClaimTemplate'],
  [PODS, 'pod', 'volumes[].ephemeral.volumeClaimTemplate', 'spec.accessModes'],
  [PODS, 'pod', 'volumes[].ephemeral.volumeClaimTemplate', 'spec.resources.requests.storage'],
  [PODS, 'container', 'envFrom[].configMapRef', 'name'],
  [PODS, 'container', 'envFrom[].secretRef', 'name'],
  ...[...PROBES, ...HOOKS].map((handler): RequiredRow => [PODS, 'container', `${handler}.exec`, 'command']),
];

/** Fields of which one is set, in pods. */
export const POD_ALTERNATIVE_ROWS: readonly AlternativeRow[] = [
  ...DOWNWARD.map((source): AlternativeRow => [
    PODS,
    'pod',
    `${source}.items[]`,
    true,
    ['fieldRef', 'resourceFieldRef'],
  ]),
  [PODS, 'container', 'volumeMounts[]', false, ['subPath', 'subPathExpr']],
];

/** Fields of pods that depend on others. */
export const POD_CONDITION_ROWS: readonly ConditionRow[] = [
  ...SECCOMP.flatMap(([where, path]): ConditionRow[] => [
    [PODS, where, path, 'localhostProfile', 'needed', 'type', ['Localhost']],
    [PODS, where, path, 'localhostProfile', 'only', 'type', ['Localhost']],
  ]),
  [PODS, 'pod', 'topologySpreadConstraints[]', 'minDomains', 'only', 'whenUnsatisfiable', ['DoNotSchedule']],
  [PODS, 'pod', '', 'dnsConfig.nameservers', 'needed', 'dnsPolicy', ['None']],
  [PODS, 'container', '', 'readinessProbe.terminationGracePeriodSeconds', 'never', '', []],
];
