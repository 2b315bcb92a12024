import { allOf, type AlternativeRow, type FormRow, type RequiredRow } from './field-rules';
import { WEBHOOKS } from './webhooks';

const VOLUME = /^\/PersistentVolume$/;
const LIMITS = /^\/LimitRange$/;
const QUOTA = /^\/ResourceQuota$/;

/** Forms of fields of the kinds that a cluster has few of. Source: validation of Kubernetes. */
export const CLUSTER_FORM_ROWS: readonly FormRow[] = [
  [VOLUME, 'object', 'spec.accessModes[]', 'notEmpty'],
  [VOLUME, 'object', 'spec.storageClassName', 'subdomain'],
  [VOLUME, 'object', 'spec.nfs.server', 'notEmpty'],
  [VOLUME, 'object', 'spec.nfs.path', 'notEmpty'],
  [VOLUME, 'object', 'spec.nfs.path', 'absolutePath'],
  [VOLUME, 'object', 'spec.hostPath.path', 'notEmpty'],
  [VOLUME, 'object', 'spec.csi.driver', 'notEmpty'],
  [VOLUME, 'object', 'spec.csi.volumeHandle', 'notEmpty'],
  [LIMITS, 'object', 'spec.limits[].type', 'limitType'],
  [LIMITS, 'object', 'spec.limits[].type', 'labelKey'],
  [QUOTA, 'object', 'spec.hard.{}', 'amount'],
  [/^scheduling\.k8s\.io\/PriorityClass$/, 'object', 'preemptionPolicy', 'notEmpty'],
  [/^apps\/StatefulSet$/, 'object', 'spec.updateStrategy.rollingUpdate.partition', 'atLeast0'],
  [WEBHOOKS, 'object', 'webhooks[].name', 'qualifiedHost'],
  [WEBHOOKS, 'object', 'webhooks[].name', 'notEmpty'],
  [WEBHOOKS, 'object', 'webhooks[].sideEffects', 'notEmpty'],
  [WEBHOOKS, 'object', 'webhooks[].failurePolicy', 'notEmpty'],
  [WEBHOOKS, 'object', 'webhooks[].timeoutSeconds', 'webhookTimeout'],
  [WEBHOOKS, 'object', 'webhooks[].clientConfig.service.name', 'notEmpty'],
  [WEBHOOKS, 'object', 'webhooks[].clientConfig.service.namespace', 'notEmpty'],
  [WEBHOOKS, 'object', 'webhooks[].clientConfig.service.path', 'absolutePath'],
  [WEBHOOKS, 'object', 'webhooks[].clientConfig.service.port', 'port'],
  [WEBHOOKS, 'object', 'webhooks[].clientConfig.url', 'https'],
  [WEBHOOKS, 'object', 'webhooks[].rules[].operations[]', 'operation'],
  [WEBHOOKS, 'object', 'webhooks[].rules[].operations[]', 'notEmpty'],
  [WEBHOOKS, 'object', 'webhooks[].rules[].apiVersions[]', 'notEmpty'],
  [WEBHOOKS, 'object', 'webhooks[].rules[].resources[]', 'notEmpty'],
];

/** What must be there in these kinds. */
export const CLUSTER_REQUIRED_ROWS: readonly RequiredRow[] = [
  [VOLUME, 'object', '', 'spec.capacity.storage'],
  [VOLUME, 'object', '', 'spec.accessModes'],
  ...allOf(WEBHOOKS, 'webhooks[].rules[]', 'operations', 'apiGroups', 'apiVersions', 'resources'),
  [WEBHOOKS, 'object', 'webhooks[]', 'admissionReviewVersions'],
  ...allOf(WEBHOOKS, 'webhooks[].matchConditions[]', 'name', 'expression'),
];

/** Fields of which one is set, in these kinds. */
export const CLUSTER_ALTERNATIVE_ROWS: readonly AlternativeRow[] = [
  [WEBHOOKS, 'object', 'webhooks[].clientConfig', true, ['service', 'url']],
];
