import type { OperatorImages } from '../environment';
import { textAt, type Fields, type KubeObject } from '../object';

/** Name of the container, and beginning of the names of its ConfigMaps. */
export const LOGGING = 'logging-stdout';

const FILE = 'custom.conf';

/** Mode of the file as release 1.7.2 writes it: decimal, so 0620; and 0644, as its other sidecar has it. */
const MODE = { upstream: 400, corrected: 420 } as const;

/**
 * The mount of the configuration of a LoggingTrait.
 * @param configMap - name of its ConfigMap
 */
export function loggingMount(configMap: string): Fields {
  return { name: configMap, mountPath: `/fluentd/etc/${FILE}`, subPath: FILE, readOnly: true };
}

/**
 * The volume of the configuration of a LoggingTrait.
 * @param configMap - name of its ConfigMap
 * @param corrected - whether mistakes of release 1.7.2 are corrected
 */
export function loggingVolume(configMap: string, corrected: boolean): Fields {
  const defaultMode = corrected ? MODE.corrected : MODE.upstream;
  return { name: configMap, configMap: { name: configMap, defaultMode } };
}

/**
 * The container of a LoggingTrait.
 * @param trait - the trait
 * @param mounts - its mounts
 * @param images - images of the application operator, where the trait may leave its own out
 */
export function loggingContainer(trait: KubeObject, mounts: readonly Fields[], images?: OperatorImages): Fields {
  const given = textAt(trait, 'spec', 'loggingImage') ?? '';
  const image = given === '' ? (images?.fluentd ?? '') : given;
  const policy = textAt(trait, 'spec', 'imagePullPolicy') ?? '';
  return {
    name: LOGGING,
    ...(image !== '' && { image }),
    ...(policy !== '' && { imagePullPolicy: policy }),
    env: [{ name: 'FLUENTD_CONF', value: FILE }],
    ...(mounts.length > 0 && { volumeMounts: [...mounts] }),
  };
}

/**
 * The ConfigMap of a LoggingTrait.
 * @param trait - the trait
 * @param name - its name
 * @param namespace - its namespace
 * @param labels - labels of the object that gets the container
 */
export function loggingConfigMap(
  trait: KubeObject,
  name: string,
  namespace: string,
  labels: Record<string, string>,
): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace, ...(Object.keys(labels).length > 0 && { labels }) },
    data: { [FILE]: textAt(trait, 'spec', 'loggingConfig') ?? '' },
  };
}
