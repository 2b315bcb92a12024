import { allOf, type AlternativeRow, type ConditionRow, type FormRow, type RequiredRow } from './field-rules';
import { atMost, exactly, FORMS, oneOf, range, type Form } from './forms';
import { WEBHOOKS } from './webhooks';

const SCALER = /^autoscaling\/HorizontalPodAutoscaler$/;
const FLOW = /^flowcontrol\.apiserver\.k8s\.io\/FlowSchema$/;
const LEVEL = /^flowcontrol\.apiserver\.k8s\.io\/PriorityLevelConfiguration$/;
const API = /^apiregistration\.k8s\.io\/APIService$/;
const RUNTIME = /^node\.k8s\.io\/RuntimeClass$/;
const QUOTA = /^\/ResourceQuota$/;
const LIMITS = /^\/LimitRange$/;
const BUDGET = /^policy\/PodDisruptionBudget$/;
const SET = /^apps\/StatefulSet$/;
const CONTROLLER = /^\/ReplicationController$/;
const TEMPLATE = /^\/PodTemplate$/;
const CRON = /^batch\/CronJob$/;
/** Jobs, and where each kind has its specification. */
const JOBS = [
  [/^batch\/Job$/, 'spec'],
  [CRON, 'spec.jobTemplate.spec'],
] as const;
const LEASE = /^coordination\.k8s\.io\/Lease$/;
const NODE = /^\/Node$/;
const NAMESPACE = /^\/Namespace$/;
const CLUSTER_ROLE = /^rbac\.authorization\.k8s\.io\/ClusterRole$/;
const EVENT = /^events\.k8s\.io\/Event$/;
const EVENTS = /^(?:events\.k8s\.io)?\/Event$/;
const REQUEST = /^certificates\.k8s\.io\/CertificateSigningRequest$/;

/** Kinds of metrics and the field of each. */
const METRICS: Readonly<Record<string, string>> = {
  Resource: 'resource',
  ContainerResource: 'containerResource',
  Pods: 'pods',
  Object: 'object',
  External: 'external',
};
const METRIC_FIELDS = Object.values(METRICS);
const VERBS = [
  '*',
  'create',
  'delete',
  'deletecollection',
  'get',
  'list',
  'patch',
  'proxy',
  'update',
  'watch',
  'head',
  'post',
  'put',
  'options',
  'connect',
];

const SCALERS: readonly FormRow[] = [
  [SCALER, 'object', 'spec.targetCPUUtilizationPercentage', 'atLeast1'],
  [SCALER, 'object', 'spec.metrics[].type', exactly(...Object.keys(METRICS))],
  ...METRIC_FIELDS.flatMap((field): FormRow[] => [
    [SCALER, 'object', `spec.metrics[].${field}.target.type`, exactly('Utilization', 'Value', 'AverageValue')],
    [SCALER, 'object', `spec.metrics[].${field}.target.value`, 'size'],
    [SCALER, 'object', `spec.metrics[].${field}.target.averageValue`, 'size'],
    [SCALER, 'object', `spec.metrics[].${field}.target.averageUtilization`, 'atLeast1'],
    [SCALER, 'object', `spec.metrics[].${field}.metric.name`, 'segment'],
    [SCALER, 'object', `spec.metrics[].${field}.name`, 'notEmpty'],
  ]),
  [SCALER, 'object', 'spec.metrics[].containerResource.name', 'computeResource'],
  [SCALER, 'object', 'spec.metrics[].containerResource.container', 'label'],
  [SCALER, 'object', 'spec.metrics[].containerResource.container', 'notEmpty'],
  [SCALER, 'object', 'spec.metrics[].object.describedObject.kind', 'segment'],
  [SCALER, 'object', 'spec.metrics[].object.describedObject.name', 'segment'],
  ...['scaleUp', 'scaleDown'].flatMap((way): FormRow[] => [
    [SCALER, 'object', `spec.behavior.${way}.stabilizationWindowSeconds`, range(0, 3600)],
    [SCALER, 'object', `spec.behavior.${way}.policies`, 'filledList'],
    [SCALER, 'object', `spec.behavior.${way}.selectPolicy`, exactly('Max', 'Min', 'Disabled')],
    [SCALER, 'object', `spec.behavior.${way}.policies[].type`, exactly('Pods', 'Percent')],
    [SCALER, 'object', `spec.behavior.${way}.policies[].value`, 'atLeast1'],
    [SCALER, 'object', `spec.behavior.${way}.policies[].periodSeconds`, range(1, 1800)],
  ]),
];

/** A name, or all of them. */
function orAll({ allowed, test }: Form): Form {
  return { allowed: `${allowed}; or *`, test: (value) => value !== '' && (value === '*' || test(value)) };
}

const FLOWS: readonly FormRow[] = [
  [FLOW, 'object', 'spec.distinguisherMethod.type', exactly('ByUser', 'ByNamespace')],
  [FLOW, 'object', 'spec.matchingPrecedence', range(0, 10000)],
  [FLOW, 'object', 'spec.priorityLevelConfiguration.name', 'subdomain'],
  [FLOW, 'object', 'spec.rules[].subjects[].kind', exactly('User', 'Group', 'ServiceAccount')],
  [FLOW, 'object', 'spec.rules[].subjects[].user.name', 'notEmpty'],
  [FLOW, 'object', 'spec.rules[].subjects[].group.name', 'notEmpty'],
  ...['resourceRules', 'nonResourceRules'].map((list): FormRow => [
    FLOW,
    'object',
    `spec.rules[].${list}[].verbs[]`,
    exactly(...VERBS),
  ]),
  [LEVEL, 'object', 'spec.type', exactly('Limited', 'Exempt')],
  [LEVEL, 'object', 'spec.limited.nominalConcurrencyShares', 'atLeast0'],
  [LEVEL, 'object', 'spec.limited.lendablePercent', range(0, 100)],
  [LEVEL, 'object', 'spec.limited.borrowingLimitPercent', 'atLeast0'],
  [LEVEL, 'object', 'spec.limited.limitResponse.type', exactly('Queue', 'Reject')],
  [FLOW, 'object', 'spec.rules[].subjects[].serviceAccount.namespace', 'label'],
  [FLOW, 'object', 'spec.rules[].subjects[].serviceAccount.namespace', 'notEmpty'],
  [FLOW, 'object', 'spec.rules[].nonResourceRules[].nonResourceURLs[]', 'url'],
  [FLOW, 'object', 'spec.rules[].subjects[].serviceAccount.name', orAll(FORMS.subdomain)],
  [FLOW, 'object', 'spec.rules[].resourceRules[].namespaces[]', orAll(FORMS.label)],
  [LEVEL, 'object', 'spec.limited.limitResponse.queuing.queues', 'atLeast0'],
  [LEVEL, 'object', 'spec.limited.limitResponse.queuing.handSize', 'atLeast0'],
  [LEVEL, 'object', 'spec.limited.limitResponse.queuing.queueLengthLimit', 'atLeast0'],
];

const WORKLOADS: readonly FormRow[] = [
  [SET, 'object', 'metadata.name', 'noDots'],
  [SET, 'object', 'spec.ordinals.start', 'atLeast0'],
  [SET, 'object', 'spec.persistentVolumeClaimRetentionPolicy.{}', oneOf('Retain', 'Delete')],
  [SET, 'object', 'spec.podManagementPolicy', oneOf('OrderedReady', 'Parallel')],
  [SET, 'object', 'spec.updateStrategy.type', oneOf('RollingUpdate', 'OnDelete')],
  [CONTROLLER, 'object', 'spec.replicas', 'atLeast0'],
  [CONTROLLER, 'object', 'spec.minReadySeconds', 'atLeast0'],
  [CRON, 'object', 'spec.timeZone', 'timeZone'],
  [CRON, 'object', 'spec.concurrencyPolicy', oneOf('Allow', 'Forbid', 'Replace')],
  ...JOBS.flatMap(([kinds, spec]): FormRow[] => [
    [kinds, 'object', `${spec}.completionMode`, exactly('NonIndexed', 'Indexed')],
    [kinds, 'object', `${spec}.podFailurePolicy.rules[].action`, exactly('Count', 'FailIndex', 'FailJob', 'Ignore')],
    [kinds, 'object', `${spec}.podFailurePolicy.rules[].onExitCodes.operator`, exactly('In', 'NotIn')],
    [kinds, 'object', `${spec}.podFailurePolicy.rules[].onPodConditions[].type`, 'labelKey'],
    [kinds, 'object', `${spec}.podFailurePolicy.rules[].onPodConditions[].status`, oneOf('True', 'False', 'Unknown')],
  ]),
];

const REVIEWS: readonly FormRow[] = [
  [WEBHOOKS, 'object', 'webhooks[].matchPolicy', exactly('Exact', 'Equivalent')],
  [WEBHOOKS, 'object', 'webhooks[].failurePolicy', exactly('Ignore', 'Fail')],
  [WEBHOOKS, 'object', 'webhooks[].reinvocationPolicy', exactly('Never', 'IfNeeded')],
  [WEBHOOKS, 'object', 'webhooks[].sideEffects', exactly('None', 'NoneOnDryRun')],
  [WEBHOOKS, 'object', 'webhooks[].rules[].scope', exactly('Cluster', 'Namespaced', '*')],
  [WEBHOOKS, 'object', 'webhooks[].admissionReviewVersions[]', 'label1035'],
  [WEBHOOKS, 'object', 'webhooks[].admissionReviewVersions[]', 'notEmpty'],
  [WEBHOOKS, 'object', 'webhooks[].matchConditions[].name', 'labelKey'],
];

/** Usages of certificates. Source: Kubernetes, certificates.k8s.io/v1, `KeyUsage`. */
const USAGES = [
  'signing',
  'digital signature',
  'content commitment',
  'key encipherment',
  'key agreement',
  'data encipherment',
  'cert sign',
  'crl sign',
  'encipher only',
  'decipher only',
  'any',
  'server auth',
  'client auth',
  'code signing',
  'email protection',
  's/mime',
  'ipsec end system',
  'ipsec tunnel',
  'ipsec user',
  'timestamping',
  'ocsp signing',
  'microsoft sgc',
  'netscape sgc',
];

const RANGES = ['max', 'default', 'maxLimitRequestRatio'];
const STANDARDS = exactly('privileged', 'baseline', 'restricted');

const CLUSTERS: readonly FormRow[] = [
  [API, 'object', 'spec.groupPriorityMinimum', range(1, 20000)],
  [API, 'object', 'spec.versionPriority', range(1, 1000)],
  [API, 'object', 'spec.version', 'label1035'],
  [API, 'object', 'spec.service.port', 'port'],
  [API, 'object', 'spec.version', 'notEmpty'],
  [RUNTIME, 'object', 'handler', 'runtimeHandler'],
  [RUNTIME, 'object', 'overhead.podFixed.{key}', 'computeResource'],
  [RUNTIME, 'object', 'overhead.podFixed.{}', 'amount'],
  [RUNTIME, 'object', 'scheduling.nodeSelector.{key}', 'labelKey'],
  [RUNTIME, 'object', 'scheduling.nodeSelector.{}', 'labelValue'],
  [QUOTA, 'object', 'spec.hard.{key}', 'quotaResource'],
  [
    QUOTA,
    'object',
    'spec.scopeSelector.matchExpressions[].scopeName',
    exactly(
      'Terminating',
      'NotTerminating',
      'BestEffort',
      'NotBestEffort',
      'PriorityClass',
      'CrossNamespacePodAffinity',
      'VolumeAttributesClass',
    ),
  ],
  [QUOTA, 'object', 'spec.scopeSelector.matchExpressions[].operator', exactly('In', 'NotIn', 'Exists', 'DoesNotExist')],
  ...RANGES.map((field): FormRow => [LIMITS, 'object', `spec.limits[].${field}.{}`, 'amount']),
  ...[...RANGES, 'defaultRequest', 'min'].map((field): FormRow => [
    LIMITS,
    'object',
    `spec.limits[].${field}.{key}`,
    'quotaResource',
  ]),
  ...['enforce', 'audit', 'warn'].map((mode): FormRow => [
    NAMESPACE,
    'object',
    `metadata.labels.pod-security\\.kubernetes\\.io/${mode}`,
    STANDARDS,
  ]),
  [BUDGET, 'object', 'spec.unhealthyPodEvictionPolicy', exactly('AlwaysAllow', 'IfHealthyBudget')],
  ...['spec.acquireTime', 'spec.renewTime'].map((field): FormRow => [LEASE, 'object', field, 'microTime']),
  ...['eventTime', 'series.lastObservedTime'].map((field): FormRow => [EVENTS, 'object', field, 'microTime']),
  ...['reason', 'action', 'reportingInstance'].map((field): FormRow => [EVENT, 'object', field, atMost(128)]),
  [EVENT, 'object', 'note', atMost(1024)],
  [REQUEST, 'object', 'spec.request', 'certificateRequest'],
  [REQUEST, 'object', 'spec.signerName', 'signer'],
  [REQUEST, 'object', 'spec.usages', 'filledList'],
  [REQUEST, 'object', 'spec.usages[]', exactly(...USAGES)],
  [REQUEST, 'object', 'spec.expirationSeconds', range(600, 2 ** 31 - 1)],
  [LEASE, 'object', 'spec.leaseDurationSeconds', 'atLeast1'],
  [LEASE, 'object', 'spec.leaseTransitions', 'atLeast0'],
  [NODE, 'object', 'spec.podCIDR', 'cidrOrEmpty'],
  [NODE, 'object', 'spec.taints[].key', 'labelKey'],
  [NODE, 'object', 'spec.taints[].value', 'labelValue'],
  [NODE, 'object', 'spec.taints[].effect', exactly('NoSchedule', 'PreferNoSchedule', 'NoExecute')],
  [NAMESPACE, 'object', 'spec.finalizers[]', 'finalizer'],
  [NAMESPACE, 'object', 'spec.finalizers[]', 'labelKey'],
  [/^\//, 'object', 'metadata.finalizers[]', 'finalizer'],
  [/./, 'object', 'metadata.finalizers[]', 'labelKey'],
  [EVENT, 'object', 'reportingController', 'labelKey'],
  [EVENT, 'object', 'reportingInstance', 'notEmpty'],
  [EVENT, 'object', 'reason', 'notEmpty'],
  [EVENT, 'object', 'action', 'notEmpty'],
  [EVENT, 'object', 'type', oneOf('Normal', 'Warning')],
];

/** Forms of fields of workloads, autoscalers, webhooks and what sets limits. Source: validation of Kubernetes. */
export const CONTROL_FORM_ROWS: readonly FormRow[] = [...SCALERS, ...FLOWS, ...WORKLOADS, ...REVIEWS, ...CLUSTERS];

/** What must be there in these kinds. */
export const CONTROL_REQUIRED_ROWS: readonly RequiredRow[] = [
  [CONTROLLER, 'object', '', 'spec.template.spec.containers'],
  [TEMPLATE, 'object', '', 'template.spec.containers'],
  [CLUSTER_ROLE, 'object', 'aggregationRule', 'clusterRoleSelectors'],
  [SCALER, 'object', 'spec.metrics[]', 'type'],
  [SCALER, 'object', 'spec.metrics[].pods.target', 'averageValue'],
  [FLOW, 'object', '', 'spec.priorityLevelConfiguration.name'],
  [FLOW, 'object', 'spec.rules[]', 'subjects'],
  ...allOf(FLOW, 'spec.rules[].resourceRules[]', 'verbs', 'apiGroups', 'resources'),
  ...allOf(FLOW, 'spec.rules[].nonResourceRules[]', 'verbs', 'nonResourceURLs'),
  [LEVEL, 'object', '', 'spec.type'],
  ...allOf(API, '', 'spec.version'),
  ...allOf(API, 'spec.service', 'name', 'namespace'),
  [REQUEST, 'object', '', 'spec.usages'],
  ...allOf(EVENT, '', 'reportingController', 'reportingInstance', 'action', 'reason', 'type'),
  [LEVEL, 'object', 'spec.limited', 'limitResponse.type'],
  ...allOf(NODE, 'spec.taints[]', 'key', 'effect'),
  ...JOBS.flatMap(([kinds, spec]): RequiredRow[] => [
    [kinds, 'object', `${spec}.podFailurePolicy.rules[]`, 'action'],
    [kinds, 'object', `${spec}.podFailurePolicy.rules[].onExitCodes`, 'values'],
  ]),
];

/** Fields of which one is set, in these kinds. */
export const CONTROL_ALTERNATIVE_ROWS: readonly AlternativeRow[] = [
  [SCALER, 'object', 'spec.metrics[]', true, METRIC_FIELDS],
  // The type of a target decides nothing. Source: pkg/apis/autoscaling/validation, `validateMetricSpec`.
  [SCALER, 'object', 'spec.metrics[].resource.target', true, ['averageUtilization', 'averageValue']],
  [SCALER, 'object', 'spec.metrics[].containerResource.target', true, ['averageUtilization', 'averageValue']],
  [SCALER, 'object', 'spec.metrics[].external.target', true, ['value', 'averageValue']],
  [SCALER, 'object', 'spec.metrics[].object.target', 'some', ['value', 'averageValue']],
  [FLOW, 'object', 'spec.rules[]', 'some', ['resourceRules', 'nonResourceRules']],
  ...JOBS.map(([kinds, spec]): AlternativeRow => [
    kinds,
    'object',
    `${spec}.podFailurePolicy.rules[]`,
    true,
    ['onExitCodes', 'onPodConditions'],
  ]),
];

/** The type of an update, which is the default too. */
const ROLLING = ['RollingUpdate', ''];

/** Fields of these kinds that depend on others. */
export const CONTROL_CONDITION_ROWS: readonly ConditionRow[] = [
  [CRON, 'object', 'spec.jobTemplate.spec', 'selector', 'never', '', []],
  [/^apps\/Deployment$/, 'object', 'spec.strategy', 'rollingUpdate', 'only', 'type', ROLLING],
  [SET, 'object', 'spec.updateStrategy', 'rollingUpdate', 'only', 'type', ROLLING],
  ...Object.entries(METRICS).map(([type, field]): ConditionRow => [
    SCALER,
    'object',
    'spec.metrics[]',
    field,
    'needed',
    'type',
    [type],
  ]),
  ...JOBS.map(([kinds, spec]): ConditionRow => [
    kinds,
    'object',
    spec,
    'completions',
    'needed',
    'completionMode',
    ['Indexed'],
  ]),
  ...(['User', 'Group', 'ServiceAccount'] as const).map((kind): ConditionRow => [
    FLOW,
    'object',
    'spec.rules[].subjects[]',
    `${kind.charAt(0).toLowerCase()}${kind.slice(1)}`,
    'needed',
    'kind',
    [kind],
  ]),
  [LEVEL, 'object', 'spec', 'limited', 'needed', 'type', ['Limited']],
  [LEVEL, 'object', 'spec.limited.limitResponse', 'queuing', 'only', 'type', ['Queue']],
  [LEVEL, 'object', 'spec.limited.limitResponse', 'queuing', 'needed', 'type', ['Queue']],
  [QUOTA, 'object', 'spec.scopeSelector.matchExpressions[]', 'values', 'needed', 'operator', ['In', 'NotIn']],
  [QUOTA, 'object', 'spec.scopeSelector.matchExpressions[]', 'values', 'only', 'operator', ['In', 'NotIn']],
];
