import { allOf, type AlternativeRow, type ConditionRow, type FormRow, type RequiredRow } from './field-rules';
import { exactly, oneOf, range } from './forms';

const VOLUME = /^\/PersistentVolume$/;
const CLAIM = /^\/PersistentVolumeClaim$/;
const CLASS = /^storage\.k8s\.io\/StorageClass$/;
const DRIVER = /^storage\.k8s\.io\/CSIDriver$/;
const NODE = /^storage\.k8s\.io\/CSINode$/;
const CAPACITY = /^storage\.k8s\.io\/CSIStorageCapacity$/;
const ATTACHMENT = /^storage\.k8s\.io\/VolumeAttachment$/;
const SET = /^apps\/StatefulSet$/;
const MODES = exactly('Filesystem', 'Block');

const CSI_SECRETS = [
  'controllerPublishSecretRef',
  'nodeStageSecretRef',
  'nodePublishSecretRef',
  'controllerExpandSecretRef',
  'nodeExpandSecretRef',
];

/** What a PersistentVolume can be: one of these. Source: Kubernetes, PersistentVolumeSource. */
const SOURCES = [
  'awsElasticBlockStore',
  'azureDisk',
  'azureFile',
  'cephfs',
  'cinder',
  'csi',
  'fc',
  'flexVolume',
  'flocker',
  'gcePersistentDisk',
  'glusterfs',
  'hostPath',
  'iscsi',
  'local',
  'nfs',
  'photonPersistentDisk',
  'portworxVolume',
  'quobyte',
  'rbd',
  'scaleIO',
  'storageos',
  'vsphereVolume',
];

/** Forms of fields of volumes, claims and drivers. Source: validation of Kubernetes, core and storage. */
export const STORAGE_FORM_ROWS: readonly FormRow[] = [
  [CLAIM, 'object', 'spec.volumeMode', MODES],
  [CLAIM, 'object', 'spec.dataSourceRef.name', 'notEmpty'],
  [CLAIM, 'object', 'spec.dataSourceRef.kind', 'notEmpty'],
  [SET, 'object', 'spec.volumeClaimTemplates[].spec.storageClassName', 'subdomain'],
  [SET, 'object', 'spec.volumeClaimTemplates[].spec.volumeMode', MODES],
  [VOLUME, 'object', 'spec.capacity.{key}', exactly('storage')],
  [VOLUME, 'object', 'spec.volumeMode', MODES],
  [VOLUME, 'object', 'spec.persistentVolumeReclaimPolicy', oneOf('Retain', 'Delete', 'Recycle')],
  [VOLUME, 'object', 'spec.local.path', 'notEmpty'],
  [VOLUME, 'object', 'spec.local.path', 'noParentPath'],
  [VOLUME, 'object', 'spec.hostPath.path', 'noParentPath'],
  [VOLUME, 'object', 'spec.csi.driver', 'driverName'],
  ...CSI_SECRETS.flatMap((field): FormRow[] => [
    [VOLUME, 'object', `spec.csi.${field}.name`, 'subdomain'],
    [VOLUME, 'object', `spec.csi.${field}.namespace`, 'label'],
  ]),
  [CLASS, 'object', 'volumeBindingMode', exactly('Immediate', 'WaitForFirstConsumer')],
  [CLASS, 'object', 'reclaimPolicy', oneOf('Delete', 'Retain')],
  [CLASS, 'object', 'allowedTopologies[].matchLabelExpressions[].key', 'labelKey'],
  [DRIVER, 'object', 'spec.fsGroupPolicy', exactly('None', 'File', 'ReadWriteOnceWithFSType')],
  [DRIVER, 'object', 'spec.volumeLifecycleModes[]', exactly('Persistent', 'Ephemeral')],
  [DRIVER, 'object', 'spec.tokenRequests[].expirationSeconds', range(600, 2 ** 32)],
  [NODE, 'object', 'spec.drivers[].name', 'notEmpty'],
  [NODE, 'object', 'spec.drivers[].name', 'driverName'],
  [NODE, 'object', 'spec.drivers[].nodeID', 'notEmpty'],
  [NODE, 'object', 'spec.drivers[].topologyKeys[]', 'labelKey'],
  [NODE, 'object', 'spec.drivers[].allocatable.count', 'atLeast0'],
  [CAPACITY, 'object', 'storageClassName', 'subdomain'],
  [CAPACITY, 'object', 'storageClassName', 'notEmpty'],
  [CAPACITY, 'object', 'capacity', 'amount'],
  [ATTACHMENT, 'object', 'spec.attacher', 'notEmpty'],
  [ATTACHMENT, 'object', 'spec.attacher', 'driverName'],
  [ATTACHMENT, 'object', 'spec.nodeName', 'notEmpty'],
  [ATTACHMENT, 'object', 'spec.nodeName', 'subdomain'],
  [ATTACHMENT, 'object', 'spec.source.persistentVolumeName', 'subdomain'],
];

/** What must be there in these kinds. */
export const STORAGE_REQUIRED_ROWS: readonly RequiredRow[] = [
  ...CSI_SECRETS.flatMap((field) => allOf(VOLUME, `spec.csi.${field}`, 'name', 'namespace')),
  [VOLUME, 'object', 'spec.nodeAffinity', 'required.nodeSelectorTerms'],
  [CLASS, 'object', 'allowedTopologies[]', 'matchLabelExpressions'],
  [CLASS, 'object', 'allowedTopologies[].matchLabelExpressions[]', 'values'],
];

/** Fields of which one is set, in these kinds. */
export const STORAGE_ALTERNATIVE_ROWS: readonly AlternativeRow[] = [
  [VOLUME, 'object', 'spec', true, SOURCES],
  [ATTACHMENT, 'object', 'spec.source', true, ['persistentVolumeName', 'inlineVolumeSpec']],
];

/** Fields of these kinds that depend on others. */
export const STORAGE_CONDITION_ROWS: readonly ConditionRow[] = [
  [VOLUME, 'object', 'spec', 'nodeAffinity.required', 'needed', 'local', 'any'],
];
