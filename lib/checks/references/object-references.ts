import type { JsonObject } from '../../values/json';
import { isJsonObject } from '../../values/json';
import { groupVersion, type CheckedObject } from '../checked-object';
import { annotationsOf } from '../inventory';
import type { Match } from '../walk';
import { matches, textMatches } from '../walk';
import { ofNamespace, reference, TARGETS, type FindReferences, type Reference, type TargetName } from './reference';

type Waits = Reference['waits'];

/** A field with the name of an object in the same namespace, or of one without namespace. */
interface FieldRow {
  readonly pattern: string;
  readonly target: TargetName;
  readonly waits?: Waits;
  readonly severity?: Reference['severity'];
  readonly knownBy?: Reference['knownBy'];
}

/** Names that lead to an object of the same namespace, by `group/kind` of the object that has them. Sources: API references. */
const FIELDS: Readonly<Record<string, readonly FieldRow[]>> = {
  '/PersistentVolumeClaim': [
    { pattern: 'spec.storageClassName', target: 'StorageClass', severity: 'warning' },
    { pattern: 'spec.volumeName', target: 'PersistentVolume', severity: 'warning' },
  ],
  'apps/StatefulSet': [
    { pattern: 'spec.serviceName', target: 'Service', waits: 'none', severity: 'warning' },
    { pattern: 'spec.volumeClaimTemplates[].spec.storageClassName', target: 'StorageClass', severity: 'warning' },
  ],
  '/ServiceAccount': [{ pattern: 'imagePullSecrets[].name', target: 'Secret', waits: 'none', severity: 'warning' }],
  'networking.k8s.io/Ingress': [
    { pattern: 'spec.tls[].secretName', target: 'Secret', waits: 'none' },
    { pattern: 'spec.ingressClassName', target: 'IngressClass', waits: 'none', severity: 'warning', knownBy: 'kind' },
  ],
  'cert-manager.io/Issuer': issuerFields(),
  'snapshot.storage.k8s.io/VolumeSnapshot': [
    { pattern: 'spec.source.persistentVolumeClaimName', target: 'PersistentVolumeClaim', waits: 'none' },
    {
      pattern: 'spec.volumeSnapshotClassName',
      target: 'VolumeSnapshotClass',
      waits: 'none',
      severity: 'warning',
      knownBy: 'kind',
    },
  ],
  'argoproj.io/Rollout': [...rolloutIngresses(), ...rolloutServices()],
  'admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding': [
    { pattern: 'spec.policyName', target: 'ValidatingAdmissionPolicy', waits: 'none' },
  ],
  'monitoring.coreos.com/Prometheus': [{ pattern: 'spec.serviceAccountName', target: 'ServiceAccount' }],
};

function issuerFields(): FieldRow[] {
  return [{ pattern: 'spec.ca.secretName', target: 'Secret' }];
}

function rolloutServices(): FieldRow[] {
  const fields = [
    'canary.canaryService',
    'canary.stableService',
    'canary.pingPong.pingService',
    'canary.pingPong.pongService',
    'canary.trafficRouting.alb.rootService',
    'blueGreen.activeService',
    'blueGreen.previewService',
  ];
  return fields.map((field): FieldRow => ({ pattern: `spec.strategy.${field}`, target: 'Service', waits: 'none' }));
}

function rolloutIngresses(): FieldRow[] {
  const fields = ['nginx.stableIngress', 'nginx.stableIngresses[]', 'alb.ingress', 'alb.ingresses[]'];
  const pattern = (field: string): string => `spec.strategy.canary.trafficRouting.${field}`;
  return fields.map((field): FieldRow => ({ pattern: pattern(field), target: 'Ingress', waits: 'none' }));
}

/** Names in fields whose meaning needs nothing else. */
export const fieldReferences: FindReferences = (object) =>
  (FIELDS[`${object.group}/${object.kind}`] ?? []).flatMap(
    ({ pattern, target, waits = 'health', severity = 'error', knownBy }) =>
      textMatches(object.object, pattern).map(({ path, value }) =>
        reference(object, target, value, path, { waits, severity, ...(knownBy && { knownBy }) }),
      ),
  );

/** Where claims and templates of claims are, by `group/kind`; the templates in pods are in `podReferences`. */
const CLAIMS: Readonly<Record<string, string>> = {
  '/PersistentVolumeClaim': 'spec',
  'apps/StatefulSet': 'spec.volumeClaimTemplates[].spec',
};

/** What claims are filled from: snapshots, other claims, and what populators read. Source: Kubernetes API, PersistentVolumeClaimSpec. */
export const claimReferences: FindReferences = (object) => {
  const claims = CLAIMS[`${object.group}/${object.kind}`];
  if (claims === undefined) return [];
  const sources = ['dataSourceRef', 'dataSource'].map((field) => matches(object.object, `${claims}.${field}`));
  // Both may be there, and then say the same.
  return (sources.find((found) => found.length > 0) ?? []).flatMap(({ value, path }) => {
    if (!isJsonObject(value) || typeof value.name !== 'string' || typeof value.kind !== 'string') return [];
    const group = typeof value.apiGroup === 'string' ? value.apiGroup : '';
    const namespace = typeof value.namespace === 'string' ? value.namespace : object.namespace;
    const more = { namespace, severity: 'warning' } as const;
    return [reference(object, { group, kind: value.kind, namespaced: true }, value.name, [...path, 'name'], more)];
  });
};

/** Backends of Ingresses, with their ports. */
export const ingressReferences: FindReferences = (object) => {
  if (object.kind !== 'Ingress' || object.group !== 'networking.k8s.io') return [];
  const backends = ['spec.rules[].http.paths[].backend.service', 'spec.defaultBackend.service'];
  return [
    ...backends.flatMap((pattern) => matches(object.object, pattern).flatMap((match) => backend(object, match))),
    ...issuerAnnotations(object),
    ...nginxSecrets(object),
  ];
};

/** Secrets that the NGINX Ingress controller reads, as `name` or `namespace/name`. Source: its reference of annotations. */
const NGINX_SECRETS = ['auth-secret', 'auth-tls-secret', 'proxy-ssl-secret'].map(
  (key) => `nginx.ingress.kubernetes.io/${key}`,
);

function nginxSecrets(object: CheckedObject): Reference[] {
  const annotations = annotationsOf(object.object);
  return NGINX_SECRETS.flatMap((key) => {
    const [name = '', namespace = object.namespace] = (annotations[key] ?? '').split('/').reverse();
    if (name === '') return [];
    return [reference(object, 'Secret', name, ['metadata', 'annotations', key], { namespace, waits: 'none' })];
  });
}

function backend(object: CheckedObject, { value, path }: Match): Reference[] {
  if (!isJsonObject(value) || typeof value.name !== 'string') return [];
  const port = isJsonObject(value.port) ? (value.port.number ?? value.port.name) : undefined;
  const part = isJsonObject(value.port) && value.port.number !== undefined ? 'number' : 'name';
  // The AWS Load Balancer Controller takes the backend from an annotation, `alb.ingress.kubernetes.io/actions.NAME`.
  if (port === 'use-annotation') return [];
  const isPort = typeof port === 'string' || typeof port === 'number';
  const more = isPort ? { port, partPath: [...path, 'port', part] } : {};
  return [reference(object, 'Service', value.name, [...path, 'name'], { ...more, waits: 'none' })];
}

const ISSUERS: Readonly<Record<string, TargetName>> = {
  'cert-manager.io/issuer': 'Issuer',
  'cert-manager.io/cluster-issuer': 'ClusterIssuer',
};

function issuerAnnotations(object: CheckedObject): Reference[] {
  const annotations = annotationsOf(object.object);
  if (annotations['cert-manager.io/issuer-group'] !== undefined) return [];
  return Object.entries(ISSUERS).flatMap(([key, target]) => {
    const name = annotations[key];
    return name === undefined || name === ''
      ? []
      : [reference(object, target, name, ['metadata', 'annotations', key], { waits: 'none' })];
  });
}

/** Issuers of Certificates. */
export const certificateReferences: FindReferences = (object) => {
  if (object.kind !== 'Certificate' || object.group !== 'cert-manager.io') return [];
  return matches(object.object, 'spec.issuerRef').flatMap(({ value, path }) => {
    if (!isJsonObject(value) || typeof value.name !== 'string') return [];
    if (typeof value.group === 'string' && value.group !== 'cert-manager.io' && value.group !== '') return [];
    const target = value.kind === 'ClusterIssuer' ? 'ClusterIssuer' : 'Issuer';
    return [reference(object, target, value.name, [...path, 'name'])];
  });
};

/** Roles of bindings, and the ServiceAccounts that they are bound to. */
export const bindingReferences: FindReferences = (object) => {
  if (object.group !== 'rbac.authorization.k8s.io' || !object.kind.endsWith('RoleBinding')) return [];
  const roles = matches(object.object, 'roleRef').flatMap(({ value, path }) => {
    if (!isJsonObject(value) || typeof value.name !== 'string' || isBuiltInRole(value)) return [];
    const target = value.kind === 'Role' ? 'Role' : 'ClusterRole';
    return [reference(object, target, value.name, [...path, 'name'], { waits: 'none' })];
  });
  const subjects = matches(object.object, 'subjects[]').flatMap(({ value, path }) => {
    if (!isJsonObject(value) || value.kind !== 'ServiceAccount' || typeof value.name !== 'string') return [];
    const namespace = typeof value.namespace === 'string' ? value.namespace : object.namespace;
    if (namespace === undefined || value.name === 'default') return [];
    const knownBy = namespace === object.namespace ? {} : ({ knownBy: 'namespace' } as const);
    const more = { namespace, waits: 'none', severity: 'warning', ...knownBy } as const;
    return [reference(object, 'ServiceAccount', value.name, [...path, 'name'], more)];
  });
  return [...roles, ...subjects];
};

/** ClusterRoles that every API server makes. Source: "Using RBAC Authorization" of Kubernetes. */
const BUILT_IN_ROLES: readonly string[] = ['admin', 'cluster-admin', 'edit', 'view'];

function isBuiltInRole({ kind, name }: JsonObject): boolean {
  const text = typeof name === 'string' ? name : '';
  return kind === 'ClusterRole' && (BUILT_IN_ROLES.includes(text) || text.startsWith('system:'));
}

/** Webhooks and API servers behind Services. */
export const webhookReferences: FindReferences = (object) => {
  const patterns = [
    ...(object.group === 'admissionregistration.k8s.io' ? ['webhooks[].clientConfig.service'] : []),
    ...(object.kind === 'APIService' ? ['spec.service'] : []),
    ...(object.kind === 'CustomResourceDefinition' ? ['spec.conversion.webhook.clientConfig.service'] : []),
  ];
  return patterns.flatMap((pattern) =>
    matches(object.object, pattern).flatMap(({ value, path }) => {
      if (!isJsonObject(value) || typeof value.name !== 'string' || typeof value.namespace !== 'string') return [];
      const port = typeof value.port === 'number' ? value.port : 443;
      const more = {
        ...ofNamespace(object, value.namespace),
        port,
        partPath: [...path, 'port'],
        waits: 'none',
      } as const;
      return [reference(object, 'Service', value.name, [...path, 'name'], more)];
    }),
  );
};

/** Fields with kind and name of an object. */
interface WorkloadRow {
  readonly patterns: readonly string[];
  /** The kind where a field does not say more than a name. */
  readonly byDefault?: TargetName;
}

/**
 * Where autoscalers and rollouts name the workload that they act on, or the object whose metrics count; those of KEDA mean a Deployment where they do
 * not say more.
 */
const WORKLOAD_FIELDS: Readonly<Record<string, WorkloadRow>> = {
  'autoscaling/HorizontalPodAutoscaler': {
    patterns: ['spec.scaleTargetRef', 'spec.metrics[].object.describedObject'],
  },
  'autoscaling.k8s.io/VerticalPodAutoscaler': { patterns: ['spec.targetRef'] },
  'keda.sh/ScaledObject': { patterns: ['spec.scaleTargetRef'], byDefault: 'Deployment' },
  'argoproj.io/Rollout': { patterns: ['spec.workloadRef'] },
};

/** The API group of kinds of workloads of Kubernetes. */
export const WORKLOAD_GROUPS: Readonly<Record<string, string>> = {
  CronJob: 'batch',
  DaemonSet: 'apps',
  Deployment: 'apps',
  Job: 'batch',
  ReplicaSet: 'apps',
  ReplicationController: '',
  StatefulSet: 'apps',
};

/** The group that a name of a workload states; one that no version of Kubernetes has is a finding of its own. */
function workloadGroup(stated: JsonObject, kind: string, fallback: string): string {
  const [group] = stated.apiVersion === undefined ? [fallback] : groupVersion(stated);
  const known = Object.hasOwn(WORKLOAD_GROUPS, kind) ? WORKLOAD_GROUPS[kind] : undefined;
  return ['', 'extensions'].includes(group) ? (known ?? group) : group;
}

/** The workloads that autoscalers and rollouts act on. */
export const scaleReferences: FindReferences = (object) => {
  const row = WORKLOAD_FIELDS[`${object.group}/${object.kind}`];
  if (row === undefined) return [];
  const fallback = row.byDefault === undefined ? undefined : TARGETS[row.byDefault];
  return row.patterns
    .flatMap((pattern) => matches(object.object, pattern))
    .flatMap(({ value, path }) => {
      if (!isJsonObject(value) || typeof value.name !== 'string' || value.kind === 'Namespace') return [];
      const kind = typeof value.kind === 'string' ? value.kind : fallback?.kind;
      if (kind === undefined) return [];
      const group = workloadGroup(value, kind, fallback?.group ?? '');
      return [reference(object, { group, kind, namespaced: true }, value.name, [...path, 'name'], { waits: 'none' })];
    });
};

/** Templates of the analyses of a Rollout. Source: API reference of Argo Rollouts. */
export const analysisReferences: FindReferences = (object) => {
  if (object.group !== 'argoproj.io' || object.kind !== 'Rollout') return [];
  const strategy = ['canary.analysis', 'canary.steps[].analysis', 'canary.steps[].experiment.analyses[]'];
  const all = [...strategy, 'blueGreen.prePromotionAnalysis', 'blueGreen.postPromotionAnalysis'];
  const patterns = all.flatMap((each) => [`spec.strategy.${each}`, `spec.strategy.${each}.templates[]`]);
  return patterns
    .flatMap((pattern) => matches(object.object, pattern))
    .flatMap(({ value, path }) => {
      if (!isJsonObject(value) || typeof value.templateName !== 'string') return [];
      const target = value.clusterScope === true ? 'ClusterAnalysisTemplate' : 'AnalysisTemplate';
      return [reference(object, target, value.templateName, [...path, 'templateName'], { waits: 'none' })];
    });
};
