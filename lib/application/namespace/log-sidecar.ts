import { ApiObject, JsonPatch } from 'cdk8s';
import type { KubernetesManifest } from '../../definition/kubernetes-manifest';
import { throwProblems } from '../../values/problem';
import { POD_TEMPLATE_PATHS } from '../../values/pod-template-path';
import { Pods } from '../../values/pods';
import { itemsAt, kubeObject, nameOf, type KubeObject } from '../oam/object';
import { loggingContainer, loggingMount, loggingVolume, LOGGING } from '../oam/workloads/logging-container';
import type { ApplicationTarget } from './target';

/** A sidecar that prints log files. */
export interface LogOptions {
  /** Configuration of Fluentd. */
  readonly loggingConfig: string;
  /** Image of Fluentd. */
  readonly loggingImage: string;
  /** When the image is pulled. @default - as Kubernetes */
  readonly imagePullPolicy?: 'Always' | 'IfNotPresent' | 'Never';
}

const KINDS = ['Deployment', 'StatefulSet', 'DaemonSet'];

/** Path of the specification of their pods. */
const POD_SPEC = [...POD_TEMPLATE_PATHS.Deployment, 'spec'];

/**
 * Adds the sidecar of a LoggingTrait to a workload.
 * @param target - the workload
 * @param options - configuration and image
 * @param namespace - its namespace
 * @param at - construct path for messages
 * @returns the ConfigMap with the configuration
 */
export function logOf(
  target: ApplicationTarget,
  options: LogOptions,
  namespace: string,
  at: string,
): KubernetesManifest {
  const found = target instanceof Pods ? [] : target.node.findAll().filter((each) => ApiObject.isApiObject(each));
  const [workload, second] = found.filter(({ kind }) => KINDS.includes(kind));
  if (workload === undefined || second !== undefined) {
    const got = found.map(({ kind }) => kind).join(', ');
    throwProblems([{ what: 'log needs one workload', got, allowed: KINDS.join(', ') }], at);
  }
  const object = kubeObject(workload?.toJson() as never);
  const name = `${LOGGING}-${nameOf(object)}-${object.kind.toLowerCase()}`;
  const trait: KubeObject = { apiVersion: '', kind: 'LoggingTrait', metadata: {}, spec: { ...options } };
  const mounts = itemsAt(object, ...POD_SPEC, 'containers').flatMap((container) => itemsAt(container, 'volumeMounts'));
  const distinct = mounts.filter(
    ({ mountPath }, index) => mounts.findIndex((each) => each.mountPath === mountPath) === index,
  );
  const volume = loggingVolume(name, true);
  const pointer = `/${POD_SPEC.join('/')}`;
  workload?.addJsonPatch(
    JsonPatch.add(`${pointer}/containers/-`, loggingContainer(trait, [...distinct, loggingMount(name)])),
    itemsAt(object, ...POD_SPEC, 'volumes').length > 0
      ? JsonPatch.add(`${pointer}/volumes/-`, volume)
      : JsonPatch.add(`${pointer}/volumes`, [volume]),
  );
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace },
    data: { 'custom.conf': options.loggingConfig },
  };
}
