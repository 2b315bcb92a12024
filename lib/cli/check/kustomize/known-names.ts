import type { CheckedObject } from '../../../checks/checked-object';
import { podTemplateOf } from '../../../checks/pods';
import type { Reference } from '../../../checks/references/reference';
import type { Path } from '../../../values/path';

/** Where pods name others. */
const IN_PODS: Readonly<Record<string, readonly string[]>> = {
  ConfigMap: ['volumes.configMap.name', 'volumes.projected.sources.configMap.name', ...inContainers('configMap')],
  Secret: [
    'volumes.secret.secretName',
    'volumes.projected.sources.secret.name',
    'imagePullSecrets.name',
    ...inContainers('secret'),
  ],
  PersistentVolumeClaim: ['volumes.persistentVolumeClaim.claimName'],
  ServiceAccount: ['serviceAccountName'],
  PriorityClass: ['priorityClassName'],
};

function inContainers(kind: string): string[] {
  return ['containers', 'initContainers'].flatMap((list) => [
    `${list}.env.valueFrom.${kind}KeyRef.name`,
    `${list}.envFrom.${kind}Ref.name`,
  ]);
}

const AUTH = ['auth-secret', 'auth-tls-secret'].map(
  (key) => `Ingress metadata.annotations.nginx.ingress.kubernetes.io/${key}`,
);

const SCALED = ['HorizontalPodAutoscaler spec.scaleTargetRef.name'];

const BINDINGS = ['RoleBinding', 'ClusterRoleBinding'];

/** Where other kinds name others, by the kind that is named. */
const ELSEWHERE: Readonly<Record<string, readonly string[]>> = {
  Deployment: SCALED,
  ReplicationController: SCALED,
  ReplicaSet: SCALED,
  StatefulSet: SCALED,
  Secret: ['Ingress spec.tls.secretName', 'ServiceAccount imagePullSecrets.name', ...AUTH],
  Service: [
    'StatefulSet spec.serviceName',
    'Ingress spec.rules.http.paths.backend.service.name',
    'Ingress spec.defaultBackend.service.name',
    'APIService spec.service.name',
    'ValidatingWebhookConfiguration webhooks.clientConfig.service.name',
    'MutatingWebhookConfiguration webhooks.clientConfig.service.name',
  ],
  Role: ['RoleBinding roleRef.name'],
  ClusterRole: BINDINGS.map((kind) => `${kind} roleRef.name`),
  ServiceAccount: BINDINGS.map((kind) => `${kind} subjects.name`),
  PersistentVolume: ['PersistentVolumeClaim spec.volumeName'],
  StorageClass: [
    'PersistentVolumeClaim spec.storageClassName',
    'StatefulSet spec.volumeClaimTemplates.spec.storageClassName',
  ],
  IngressClass: ['Ingress spec.ingressClassName'],
  ValidatingAdmissionPolicy: ['ValidatingAdmissionPolicyBinding spec.policyName'],
};

/**
 * Whether kustomize changes a name when it changes that of the object which it means. It leaves those in custom resources, those of the
 * Gateway API and of snapshots included, unless its configuration says where they are.
 *
 * Source: kustomize, `builtinpluginconsts/namereference.go`.
 * @param object - the object that has the name
 * @param reference - the name
 */
export function isKnownName(object: CheckedObject, { kind: { kind }, path }: Reference): boolean {
  const template = podTemplateOf(object);
  const base = [...(template?.path ?? []), 'spec'];
  const isInPod = template !== undefined && base.every((step, index) => path[index] === step);
  if (isInPod && IN_PODS[kind]?.includes(fieldOf(path.slice(base.length))) === true) return true;
  return ELSEWHERE[kind]?.includes(`${object.kind} ${fieldOf(path)}`) === true;
}

/** A path without places in lists. */
function fieldOf(path: Path): string {
  return path.filter((step) => typeof step === 'string').join('.');
}
