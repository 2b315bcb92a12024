import type { OperatorImages } from '../environment';
import { copyOf, itemsAt, replaced, type Fields, type KubeObject, type Value } from '../object';

/** What differs between the logging sidecars of kinds of workload. */
export interface SidecarSettings {
  /** Images of the application operator. */
  readonly images: OperatorImages;
  /** Namespace of the workload. */
  readonly namespace: string;
  /** Suffix of the ConfigMap `fluentd-config-<type>`. */
  readonly type: 'coherence' | 'weblogic';
  /** Name of the volume that holds the logs. */
  readonly volume: string;
  /** Where that volume is mounted. */
  readonly mountPath: string;
  /** Files that are read, separated by commas. */
  readonly logPath: string;
  /** Further variables of the sidecar. */
  readonly variables: readonly Fields[];
}

/** Containers, volumes and mounts of pods. */
export interface PodParts {
  /** Containers. */
  readonly containers: Fields[];
  /** Volumes. */
  readonly volumes: Fields[];
  /** Mounts of the main container. */
  readonly volumeMounts: Fields[];
}

/** Name of the sidecar. */
export const SIDECAR = 'fluentd-stdout-sidecar';

/** Name of the volume that holds the configuration of the sidecar. */
export const CONFIG_VOLUME = 'fluentd-config-volume';

/**
 * Pods with a sidecar that prints their log files. Source: application-operator, controllers/logging/fluentd.go.
 * @param parts - containers, volumes and mounts as the user gives them
 * @param settings - what differs between kinds
 */
export function withSidecar(parts: PodParts, settings: SidecarSettings): PodParts {
  const { volume, mountPath, type } = settings;
  const has = (items: readonly Fields[], name: string): boolean => items.some((each) => each.name === name);
  const volumes = copyOf([...parts.volumes]);
  if (!has(volumes, CONFIG_VOLUME) || volume === CONFIG_VOLUME) {
    volumes.push({ name: CONFIG_VOLUME, configMap: { name: `fluentd-config-${type}`, defaultMode: 420 } });
  }
  if (!has(parts.volumes, volume)) volumes.push({ name: volume, emptyDir: {} });
  const volumeMounts = copyOf([...parts.volumeMounts]);
  if (!has(volumeMounts, volume)) volumeMounts.push({ name: volume, mountPath });
  return { containers: put(parts.containers, sidecarOf(settings)), volumes, volumeMounts };
}

/** The list with a named item put in its place, or at the end. */
export function put(items: readonly Fields[], item: Fields): Fields[] {
  const index = items.findIndex(({ name }) => name === item.name);
  return index < 0 ? [...copyOf([...items]), item] : replaced(copyOf([...items]), index, item);
}

/**
 * Containers, volumes and mounts of a map, by the names that it has for them.
 * @param fields - the map
 * @param containers - the name that it has for containers
 */
export function podParts(fields: Value, containers: 'containers' | 'sideCars'): PodParts {
  return {
    containers: itemsAt(fields, containers),
    volumes: itemsAt(fields, 'volumes'),
    volumeMounts: itemsAt(fields, 'volumeMounts'),
  };
}

function sidecarOf({ images, namespace, volume, mountPath, logPath, variables }: SidecarSettings): Fields {
  return {
    name: SIDECAR,
    ...(images.fluentd !== '' && { image: images.fluentd }),
    imagePullPolicy: 'IfNotPresent',
    args: ['-c', '/etc/fluent.conf'],
    env: [
      { name: 'LOG_PATH', value: logPath },
      { name: 'FLUENTD_CONF', value: 'fluentd.conf' },
      { name: 'NAMESPACE', value: namespace },
      labelVariable('APP_CONF_NAME', 'app.oam.dev/name'),
      labelVariable('COMPONENT_NAME', 'app.oam.dev/component'),
      ...copyOf([...variables]),
    ],
    volumeMounts: [
      { name: CONFIG_VOLUME, mountPath: '/fluentd/etc/fluentd.conf', subPath: 'fluentd.conf', readOnly: true },
      { name: volume, mountPath, readOnly: true },
    ],
  };
}

/** A variable that holds a label of the pod. */
export function labelVariable(name: string, label: string): Fields {
  return { name, valueFrom: { fieldRef: { fieldPath: `metadata.labels['${label}']` } } };
}

/**
 * The ConfigMap that all workloads of a kind in a namespace share.
 * @param namespace - the namespace
 * @param type - the kind
 * @param rules - the configuration of Fluentd
 */
export function sidecarConfig(namespace: string, type: 'coherence' | 'weblogic', rules: string): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: `fluentd-config-${type}`, namespace },
    data: { 'fluentd.conf': rules },
  };
}
