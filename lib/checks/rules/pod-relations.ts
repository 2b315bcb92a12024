import { listAt } from '../../connectivity/manifest';
import { CONTAINER_LISTS } from '../../values/container-lists';
import { isJsonObject, type JsonObject } from '../../values/json';
import type { Path } from '../../values/path';
import type { CheckedObject } from '../checked-object';
import type { CheckContext } from '../context';
import type { Found } from '../finding';
import { nativePodTemplateOf } from '../pods';
import { matches, textMatches } from '../walk';
import { FORMS } from './forms';
import { refused } from './refused';
import { windowsFindings } from './windows-pods';

/** What the API server refuses in pods because fields contradict each other. Source: validation of Kubernetes, `pkg/apis/core/validation`. */
export function podRelationFindings({ inventory }: CheckContext): Found[] {
  return inventory.objects.flatMap((object) => {
    const template = nativePodTemplateOf(object);
    if (template === undefined) return [];
    const base = [...template.path, 'spec'];
    const containers = CONTAINER_LISTS.flatMap((list) => matches(template.spec, `${list}[]`, base));
    return [
      ...sharedProcesses(object, template.spec, base),
      ...oldAccount(object, template.spec, base),
      ...projectedPaths(object, template.spec, base),
      ...divisors(object, template.spec, base),
      ...windowsFindings(object, template.spec, base),
      ...containers.flatMap(({ value, path }): Found[] =>
        isJsonObject(value)
          ? [
              ...escalation(object, value, path),
              ...propagation(object, value, path),
              ...devices(object, template.spec, value, path),
            ]
          : [],
      ),
    ];
  });
}

function contextOf({ securityContext }: JsonObject): JsonObject {
  return isJsonObject(securityContext) ? securityContext : {};
}

/** Source: `ValidateSecurityContext`. */
function escalation(object: CheckedObject, container: JsonObject, path: Path): Found[] {
  const context = contextOf(container);
  if (context.allowPrivilegeEscalation !== false) return [];
  const isAdmin = listAt(context, 'capabilities', 'add').includes('CAP_SYS_ADMIN');
  if (context.privileged !== true && !isAdmin) return [];
  const other = context.privileged === true ? 'privileged is true' : 'CAP_SYS_ADMIN is added';
  const at = [...path, 'securityContext', 'allowPrivilegeEscalation'];
  return [refused(object, at, `must not be false where ${other}`, false, 'true, or leave it out')];
}

/** Source: `validateMountPropagation`. */
function propagation(object: CheckedObject, container: JsonObject, path: Path): Found[] {
  if (contextOf(container).privileged === true) return [];
  return textMatches(container, 'volumeMounts[].mountPropagation', path)
    .filter(({ value }) => value === 'Bidirectional')
    .map(({ path: at, value }) => {
      return refused(object, at, 'is allowed only in a privileged container', value, 'None, HostToContainer');
    });
}

/** Volumes as devices are claims. Source: `ValidateVolumeDevices`. */
function devices(object: CheckedObject, pod: JsonObject, container: JsonObject, path: Path): Found[] {
  const files = listAt(pod, 'volumes').flatMap((volume) =>
    isJsonObject(volume) && (volume.persistentVolumeClaim ?? volume.ephemeral ?? null) === null ? [volume.name] : [],
  );
  return textMatches(container, 'volumeDevices[].name', path)
    .filter(({ value }) => files.includes(value))
    .map(({ path: at, value }) => {
      const allowed = 'a volume that is a persistentVolumeClaim, or ephemeral';
      return refused(object, at, 'is a volume of files, which no container has as a device', value, allowed);
    });
}

/** Lists of files in the sources of a projected volume. */
const PROJECTED = ['configMap', 'secret', 'downwardAPI'].map((source) => `${source}.items[].path`);

/** Two files of one path. Source: `validateProjectedVolumeSource`. */
function projectedPaths(object: CheckedObject, pod: JsonObject, path: Path): Found[] {
  return matches(pod, 'volumes[].projected', path).flatMap(({ value, path: at }) => {
    const seen = new Set<string>();
    const files = matches(value, 'sources[]', at).flatMap((source) =>
      PROJECTED.flatMap((pattern) => textMatches(source.value, pattern, source.path)),
    );
    return files.flatMap((file): Found[] => {
      const isDouble = seen.has(file.value);
      seen.add(file.value);
      return isDouble ? [refused(object, file.path, 'is the path of another file too', file.value)] : [];
    });
  });
}

const SIZES = ['', 'k', 'M', 'G', 'T', 'P', 'E', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'].map((unit) => `1${unit}`);

/** What amounts are divided by. Source: `validateContainerResourceDivisor`. */
function divisors(object: CheckedObject, pod: JsonObject, path: Path): Found[] {
  const fields = [
    ...CONTAINER_LISTS.map((list) => `${list}[].env[].valueFrom`),
    'volumes[].downwardAPI.items[]',
    'volumes[].projected.sources[].downwardAPI.items[]',
  ];
  return fields
    .flatMap((field) => matches(pod, `${field}.resourceFieldRef`, path))
    .flatMap(({ value, path: at }): Found[] => {
      if (!isJsonObject(value) || typeof value.resource !== 'string') return [];
      const allowed = value.resource.endsWith('.cpu') ? ['1m', '1'] : SIZES;
      const { divisor = '' } = value;
      if (typeof divisor === 'object' || ['', '0', ...allowed].includes(String(divisor).trim())) return [];
      const message = `is no divisor of ${value.resource}`;
      return [refused(object, [...at, 'divisor'], message, divisor, allowed.join(', '))];
    });
}

/** The old field of the account counts where the new one is not set. Source: conversion of Kubernetes, `Convert_v1_PodSpec_To_core_PodSpec`. */
function oldAccount(object: CheckedObject, { serviceAccountName, serviceAccount }: JsonObject, path: Path): Found[] {
  if ((serviceAccountName ?? '') !== '' || FORMS.subdomain.test(serviceAccount ?? '')) return [];
  const at = [...path, 'serviceAccount'];
  return [refused(object, at, 'does not have the form that is required', serviceAccount, FORMS.subdomain.allowed)];
}

/** Source: `ValidatePodSecurityContext`. */
function sharedProcesses(object: CheckedObject, { shareProcessNamespace, hostPID }: JsonObject, path: Path): Found[] {
  if (shareProcessNamespace !== true || hostPID !== true) return [];
  return [refused(object, [...path, 'shareProcessNamespace'], 'excludes hostPID, which is true too', true)];
}
