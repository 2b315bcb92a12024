import {
  alwaysInteger,
  alwaysText,
  flag,
  givenText,
  integer,
  list,
  longInteger,
  map,
  nonZeroInteger,
  object,
  quantity,
  required,
  struct,
  text,
  trueFlag,
  type Fields,
} from './field';

const secretRef = object({ name: text });
const readOnly = trueFlag;
const fsType = text;
const items = list(struct({ key: alwaysText, mode: integer, path: alwaysText }));
const keysOfObject: Fields = { items, name: text, optional: flag };
const downwardItems = list(
  struct({
    fieldRef: object({ apiVersion: text, fieldPath: alwaysText }),
    mode: integer,
    path: alwaysText,
    resourceFieldRef: object({
      containerName: text,
      divisor: { ...quantity, presence: 'always' },
      resource: alwaysText,
    }),
  }),
);

/**
 * Kinds of volume that the platform's own rules refuse; the schema of the resource checks them first.
 *
 * Source: core/v1, VolumeSource.
 */
export const otherVolumeKinds: Fields = {
  awsElasticBlockStore: object({ fsType, partition: nonZeroInteger, readOnly, volumeID: alwaysText }),
  azureDisk: object({
    cachingMode: givenText,
    diskName: alwaysText,
    diskURI: alwaysText,
    fsType: givenText,
    kind: givenText,
    readOnly: flag,
  }),
  azureFile: object({ readOnly, secretName: alwaysText, shareName: alwaysText }),
  cephfs: object({ monitors: required(list(text)), path: text, readOnly, secretFile: text, secretRef, user: text }),
  cinder: object({ fsType, readOnly, secretRef, volumeID: alwaysText }),
  configMap: object({ ...keysOfObject, defaultMode: integer }),
  csi: object({
    driver: alwaysText,
    fsType: givenText,
    nodePublishSecretRef: secretRef,
    readOnly: flag,
    volumeAttributes: map(text),
  }),
  downwardAPI: object({ defaultMode: integer, items: downwardItems }),
  fc: object({ fsType, lun: integer, readOnly, targetWWNs: list(text), wwids: list(text) }),
  flexVolume: object({ driver: alwaysText, fsType, options: map(text), readOnly, secretRef }),
  flocker: object({ datasetName: text, datasetUUID: text }),
  gcePersistentDisk: object({ fsType, partition: nonZeroInteger, pdName: alwaysText, readOnly }),
  gitRepo: object({ directory: text, repository: alwaysText, revision: text }),
  glusterfs: object({ endpoints: alwaysText, path: alwaysText, readOnly }),
  hostPath: object({ path: alwaysText, type: givenText }),
  iscsi: object({
    chapAuthDiscovery: trueFlag,
    chapAuthSession: trueFlag,
    fsType,
    initiatorName: givenText,
    iqn: alwaysText,
    iscsiInterface: text,
    lun: alwaysInteger,
    portals: list(text),
    readOnly,
    secretRef,
    targetPortal: alwaysText,
  }),
  nfs: object({ path: alwaysText, readOnly, server: alwaysText }),
  photonPersistentDisk: object({ fsType, pdID: alwaysText }),
  portworxVolume: object({ fsType, readOnly, volumeID: alwaysText }),
  projected: object({
    defaultMode: integer,
    sources: list(
      struct({
        configMap: object(keysOfObject),
        downwardAPI: object({ items: downwardItems }),
        secret: object(keysOfObject),
        serviceAccountToken: object({ audience: text, expirationSeconds: longInteger, path: alwaysText }),
      }),
    ),
  }),
  quobyte: object({ group: text, readOnly, registry: alwaysText, tenant: text, user: text, volume: alwaysText }),
  rbd: object({
    fsType,
    image: alwaysText,
    keyring: text,
    monitors: required(list(text)),
    pool: text,
    readOnly,
    secretRef,
    user: text,
  }),
  scaleIO: object({
    fsType,
    gateway: alwaysText,
    protectionDomain: text,
    readOnly,
    secretRef: required(secretRef),
    sslEnabled: trueFlag,
    storageMode: text,
    storagePool: text,
    system: alwaysText,
    volumeName: text,
  }),
  secret: object({ defaultMode: integer, items, optional: flag, secretName: text }),
  storageos: object({ fsType, readOnly, secretRef, volumeName: text, volumeNamespace: text }),
  vsphereVolume: object({ fsType, storagePolicyID: text, storagePolicyName: text, volumePath: alwaysText }),
};
