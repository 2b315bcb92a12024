import {
  alwaysInteger,
  alwaysIntOrText,
  alwaysText,
  flag,
  givenText,
  integer,
  list,
  map,
  nonZeroInteger,
  object,
  open,
  quantity,
  struct,
  text,
  trueFlag,
  type Fields,
  type ObjectField,
} from './field';
import { otherVolumeKinds } from './volume-fields';

/** `metadata` of any object. Source: k8s.io/apimachinery/pkg/apis/meta/v1, ObjectMeta. */
export const objectMeta: ObjectField = struct({
  annotations: map(text),
  creationTimestamp: text,
  deletionGracePeriodSeconds: integer,
  deletionTimestamp: text,
  finalizers: list(text),
  generateName: text,
  generation: nonZeroInteger,
  labels: map(text),
  managedFields: list(open),
  name: text,
  namespace: text,
  ownerReferences: list(open),
  resourceVersion: text,
  selfLink: text,
  uid: text,
});

const requirement = struct({ key: alwaysText, operator: alwaysText, values: list(text) });

const labelSelector = object({ matchExpressions: list(requirement), matchLabels: map(text) });

const resourceFields: Fields = {
  claims: list(struct({ name: alwaysText })),
  limits: map(quantity),
  requests: map(quantity),
};

/** Requests and limits of containers, as quantities by resource name. Source: core/v1, ResourceRequirements. */
export const resourceRequirements: ObjectField = object(resourceFields);

const volumeClaimSpec = struct({
  accessModes: list(text),
  dataSource: object({ apiGroup: givenText, kind: alwaysText, name: alwaysText }),
  dataSourceRef: object({ apiGroup: givenText, kind: alwaysText, name: alwaysText, namespace: givenText }),
  resources: struct(resourceFields),
  selector: labelSelector,
  storageClassName: givenText,
  volumeMode: givenText,
  volumeName: text,
});

/** Fields of a claim template: metadata and spec of a PersistentVolumeClaim. */
export const volumeClaimTemplateFields: Fields = {
  metadata: { ...objectMeta, anyMembers: true },
  spec: volumeClaimSpec,
};

/** Where a volume comes from. Source: core/v1, VolumeSource. */
export const volumeSource: ObjectField = object({
  ...otherVolumeKinds,
  emptyDir: object({ medium: text, sizeLimit: quantity }),
  ephemeral: object({ volumeClaimTemplate: object(volumeClaimTemplateFields) }),
  persistentVolumeClaim: object({ claimName: alwaysText, readOnly: trueFlag }),
});

/** One port of a service. Source: core/v1, ServicePort; `targetPort` is a struct and therefore always written. */
export const servicePort: ObjectField = struct({
  appProtocol: givenText,
  name: text,
  nodePort: nonZeroInteger,
  port: alwaysInteger,
  protocol: { ...text, default: 'TCP' },
  targetPort: alwaysIntOrText,
});

/** A user or group that gets a role. Source: rbac/v1, Subject. */
export const subject: ObjectField = struct({ apiGroup: text, kind: alwaysText, name: alwaysText, namespace: text });

/** A key of a ConfigMap or Secret. Source: core/v1, ConfigMapKeySelector and SecretKeySelector. */
export const keySelector: ObjectField = object({ key: alwaysText, name: text, optional: flag });

const podAffinityTerm = struct({
  labelSelector,
  namespaceSelector: labelSelector,
  namespaces: list(text),
  topologyKey: alwaysText,
});

const podAffinity = object({
  preferredDuringSchedulingIgnoredDuringExecution: list(struct({ podAffinityTerm, weight: alwaysInteger })),
  requiredDuringSchedulingIgnoredDuringExecution: list(podAffinityTerm),
});

const nodeSelectorTerm = struct({ matchExpressions: list(requirement), matchFields: list(requirement) });

/** Rules of pod placement. Source: core/v1, Affinity. */
export const affinity: ObjectField = object({
  nodeAffinity: object({
    preferredDuringSchedulingIgnoredDuringExecution: list(
      struct({ preference: nodeSelectorTerm, weight: alwaysInteger }),
    ),
    requiredDuringSchedulingIgnoredDuringExecution: object({ nodeSelectorTerms: list(nodeSelectorTerm) }),
  }),
  podAffinity,
  podAntiAffinity: podAffinity,
});
