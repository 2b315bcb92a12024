import { isJsonObject, type JsonObject } from '../../values/json';
import { textAt } from '../../connectivity/manifest';
import type { CheckedObject } from '../checked-object';
import type { Found } from '../finding';
import { refused } from './refused';

const SNAPSHOTS = 'snapshot.storage.k8s.io';

/**
 * Where the content of a PersistentVolumeClaim comes from. The API server drops a `dataSource` that is neither a claim nor a snapshot, so that the volume
 * is empty, and refuses a `dataSourceRef` of that kind. Source: Kubernetes, `pkg/api/persistentvolumeclaim` and `ValidatePersistentVolumeClaimSpec`.
 * @param object - the claim
 */
export function claimSources(object: CheckedObject): Found[] {
  const { spec } = object.object;
  const { dataSource, dataSourceRef } = isJsonObject(spec) ? spec : {};
  return [
    ...(isJsonObject(dataSource) ? ofSource(object, dataSource, dataSourceRef) : []),
    ...(isJsonObject(dataSourceRef) ? ofReference(object, dataSourceRef) : []),
  ];
}

function groupOf(source: JsonObject): string {
  return textAt(source, 'apiGroup') ?? '';
}

function ofSource(object: CheckedObject, source: JsonObject, reference: JsonObject['x']): Found[] {
  const path = ['spec', 'dataSource'];
  const { kind, name } = source;
  const isKept =
    groupOf(source) === ''
      ? kind === 'PersistentVolumeClaim'
      : kind === 'VolumeSnapshot' && groupOf(source) === SNAPSHOTS;
  if (!isKept) {
    const base = { rule: 'dropped-field', severity: 'warning', at: object, path, got: source } as const;
    const message = 'is dropped, so that the volume is empty: it is neither a claim nor a snapshot';
    const allowed = `PersistentVolumeClaim, or VolumeSnapshot with apiGroup ${SNAPSHOTS}`;
    return [{ ...base, message, allowed, fix: 'correct it, or write dataSourceRef' }];
  }
  if (name === '') return [refused(object, [...path, 'name'], 'is empty', name)];
  const isSame =
    !isJsonObject(reference) ||
    (reference.kind === kind && reference.name === name && groupOf(reference) === groupOf(source));
  return isSame ? [] : [refused(object, path, 'differs from dataSourceRef', source, 'the same, or one of them')];
}

function ofReference(object: CheckedObject, reference: JsonObject): Found[] {
  const { kind } = reference;
  if (groupOf(reference) !== '' || typeof kind !== 'string' || kind === 'PersistentVolumeClaim') return [];
  const path = ['spec', 'dataSourceRef', 'kind'];
  return [
    refused(
      object,
      path,
      'is of an API group, which apiGroup must name',
      kind,
      'PersistentVolumeClaim, or an apiGroup',
    ),
  ];
}
