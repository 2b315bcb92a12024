import { isJsonObject, type JsonObject, type JsonValue, listOf, textOf } from '../../values/json';
import { canonicalQuantity } from '../../values/canonical-quantity';
import { isOn } from './context';
import { dig, digComponent } from './dig';
import type { Rule } from './types';

/** What a volume source comes to: nothing, no volume, a claim of some template, or a kind that cannot be used. */
export type Storage =
  | { readonly kind: 'none' | 'emptyDir' | 'other' }
  | { readonly kind: 'claim'; readonly claimName: string; readonly template?: JsonValue };

/** What a volume source comes to in an effective spec; of two kinds, emptyDir counts. */
function storageOf(spec: JsonObject | undefined, source: JsonValue | undefined): Storage {
  if (!isJsonObject(source)) return { kind: 'none' };
  if (dig(source, 'emptyDir') !== undefined) return { kind: 'emptyDir' };
  return claimOf(spec, source);
}

function claimOf(spec: JsonObject | undefined, source: JsonObject): Storage {
  const claim = dig(source, 'persistentVolumeClaim');
  if (claim === undefined) return { kind: dig(source, 'emptyDir') === undefined ? 'other' : 'emptyDir' };
  const claimName = textOf(dig(claim, 'claimName'));
  const templates = listOf(dig(spec, 'volumeClaimSpecTemplates'));
  return {
    kind: 'claim',
    claimName,
    template: templates.find((item) => textOf(dig(item, 'metadata', 'name')) === claimName),
  };
}

/** What the default volume source of an effective spec comes to. */
function defaultStorage(spec: JsonObject | undefined): Storage {
  return storageOf(spec, dig(spec, 'defaultVolumeSource'));
}

/** The storage request of a claim; `''` where there is none, or an empty one. */
function sizeOf(storage: Storage): string {
  if (storage.kind !== 'claim') return '';
  const size = textOf(dig(storage.template, 'spec', 'resources', 'requests', 'storage'));
  return /[1-9]/.test(size) ? size : '';
}

/** The volume of MySQL: its own source, else the default one; of two kinds, the claim counts. */
function mysqlStorage(spec: JsonObject | undefined): Storage {
  const source = mysqlSource(spec);
  return isJsonObject(source) ? claimOf(spec, source) : { kind: 'none' };
}

function mysqlSource(spec: JsonObject | undefined): JsonValue | undefined {
  return digComponent(spec, 'keycloak', 'mysql', 'volumeSource') ?? dig(spec, 'defaultVolumeSource');
}

/** Path of the claim that MySQL uses. */
function mysqlClaimPath(spec: JsonObject | undefined): string {
  const own = digComponent(spec, 'keycloak', 'mysql', 'volumeSource') !== undefined;
  return `${own ? 'spec.components.keycloak.mysql.volumeSource' : 'spec.defaultVolumeSource'}.persistentVolumeClaim.claimName`;
}

/** An emptyDir is refused while the MySQL operator is off. */
export const mysqlEmptyDir: Rule = {
  id: 'mysql.empty-dir',
  layer: 'component',
  check: ({ effective }) => {
    if (defaultStorage(effective).kind !== 'emptyDir' || isOn(effective, 'mySQLOperator')) return [];
    const fix = 'switch mySQLOperator on, or set a persistentVolumeClaim';
    const value = dig(effective, 'defaultVolumeSource');
    return [
      { path: 'spec.defaultVolumeSource', value, message: 'emptyDir is refused while mySQLOperator is off', fix },
    ];
  },
};

function resolved(storage: ReturnType<typeof defaultStorage>): string | undefined {
  if (storage.kind === 'other' || (storage.kind === 'claim' && storage.template === undefined)) return undefined;
  return storage.kind === 'claim' ? `claim of ${sizeOf(storage)}` : storage.kind;
}

/** The specs whose default storage an update looks at: with emptyDir stored, anything may follow. */
function lookedAt(after: JsonObject | undefined, before: JsonObject | undefined): (JsonObject | undefined)[] {
  return defaultStorage(before).kind === 'emptyDir' ? [] : [after, before];
}

/** The default storage cannot change, unless it was an emptyDir. */
export const storageImmutable: Rule = {
  id: 'storage.immutable',
  layer: 'component',
  operations: ['update'],
  check: ({ effective, oldEffective }) => {
    if (effective === undefined || oldEffective === undefined) return [];
    const [before, after] = [resolved(defaultStorage(oldEffective)), resolved(defaultStorage(effective))];
    if (before === undefined || after === undefined || before === after || before === 'emptyDir') return [];
    const value = dig(effective, 'defaultVolumeSource') ?? null;
    const message = `the default storage cannot change from ${before} to ${after}`;
    return [{ path: 'spec.defaultVolumeSource', value, message, fix: 'restore the storage of the stored resource' }];
  },
};

/** The default claim names a template, in the stored resource too. */
export const storageClaimTemplate: Rule = {
  id: 'storage.claim-template',
  layer: 'component',
  operations: ['update'],
  check: ({ effective, oldEffective }) =>
    lookedAt(effective, oldEffective).flatMap((spec, i) => {
      const storage = defaultStorage(spec);
      if (storage.kind !== 'claim' || storage.template !== undefined) return [];
      const path = 'spec.defaultVolumeSource.persistentVolumeClaim.claimName';
      const message = `${i === 0 ? 'names' : 'of the stored resource names'} no entry of volumeClaimSpecTemplates`;
      return [{ path, value: storage.claimName, message, fix: 'add a template with this metadata.name' }];
    }),
};

/** The default volume is an emptyDir or a claim, in the stored resource too. */
export const storageVolumeSourceKind: Rule = {
  id: 'storage.volume-source-kind',
  layer: 'component',
  operations: ['update'],
  check: ({ effective, oldEffective }) =>
    lookedAt(effective, oldEffective).flatMap((spec, i) => {
      if (defaultStorage(spec).kind !== 'other') return [];
      const message = `${i === 0 ? 'is' : 'of the stored resource is'} of another kind; allowed emptyDir, persistentVolumeClaim`;
      const value = dig(spec, 'defaultVolumeSource');
      return [{ path: 'spec.defaultVolumeSource', value, message, fix: 'use one of these' }];
    }),
};

/** The size of the database volume cannot change; the default is 2Gi. */
export const mysqlVolumeSize: Rule = {
  id: 'mysql.volume-size',
  layer: 'component',
  operations: ['update'],
  check: ({ effective, oldEffective }) => {
    if (effective === undefined || oldEffective === undefined) return [];
    const [before, value] = [sizeOf(mysqlStorage(oldEffective)), sizeOf(mysqlStorage(effective))];
    if (before === value || (before === '' && canonicalQuantity(value) === '2Gi')) return [];
    const message = `the size of the database volume cannot change; allowed ${before || '2Gi'}`;
    return [{ path: 'spec.components.keycloak.mysql.volumeSource', value, message, fix: 'restore the size' }];
  },
};

function modeOf(spec: JsonObject): string {
  const storage = mysqlStorage(spec);
  return storage.kind === 'claim' ? textOf(dig(storage.template, 'spec', 'accessModes', 0)) : '';
}

/** The access mode of the database volume cannot change. */
export const mysqlVolumeAccessModes: Rule = {
  id: 'mysql.volume-access-modes',
  layer: 'component',
  operations: ['update'],
  check: ({ effective, oldEffective }) => {
    if (effective === undefined || oldEffective === undefined) return [];
    const [before, value] = [modeOf(oldEffective), modeOf(effective)];
    if (before === value) return [];
    const message = `the access mode of the database volume cannot change; allowed ${before || 'none'}`;
    return [{ path: 'spec.components.keycloak.mysql.volumeSource', value, message, fix: 'restore the access mode' }];
  },
};

function classOf(spec: JsonObject): string {
  const storage = mysqlStorage(spec);
  return storage.kind === 'claim' ? textOf(dig(storage.template, 'spec', 'storageClassName')) : '';
}

/** The storage class of the database volume cannot change. */
export const mysqlVolumeStorageClass: Rule = {
  id: 'mysql.volume-storage-class',
  layer: 'component',
  operations: ['update'],
  check: ({ effective, oldEffective }) => {
    if (effective === undefined || oldEffective === undefined) return [];
    const [before, value] = [classOf(oldEffective), classOf(effective)];
    if (before === value) return [];
    const message = `the storage class of the database volume cannot change; allowed ${before || 'none'}`;
    return [{ path: 'spec.components.keycloak.mysql.volumeSource', value, message, fix: 'restore the storage class' }];
  },
};

/** The claim of MySQL names a template, in the stored resource too. */
export const mysqlClaimTemplate: Rule = {
  id: 'mysql.claim-template',
  layer: 'component',
  operations: ['update'],
  check: ({ effective, oldEffective }) =>
    [effective, oldEffective].flatMap((spec, i) => {
      const storage = mysqlStorage(spec);
      // What the default storage names is found by its own rule, unless that sees an emptyDir.
      const isDefault = mysqlSource(spec) === dig(spec, 'defaultVolumeSource') && defaultStorage(spec).kind === 'claim';
      if (storage.kind !== 'claim' || storage.template !== undefined || isDefault) return [];
      const path = mysqlClaimPath(spec);
      const message = `${i === 0 ? 'names' : 'of the stored resource names'} no entry of volumeClaimSpecTemplates`;
      return [{ path, value: storage.claimName, message, fix: 'add a template with this metadata.name' }];
    }),
};

/** The default claim names a template. */
export const reconcileStorageClaimTemplate: Rule = {
  id: 'reconcile.storage-claim-template',
  layer: 'reconcile',
  operations: ['create'],
  check: ({ effective }) => {
    const storage = defaultStorage(effective);
    if (storage.kind !== 'claim' || storage.template !== undefined) return [];
    const path = 'spec.defaultVolumeSource.persistentVolumeClaim.claimName';
    const message =
      'names no entry of volumeClaimSpecTemplates; the installation would stop, and no update could repair it';
    return [{ path, value: storage.claimName, message, fix: 'add a template with this metadata.name' }];
  },
};

/** The default volume is an emptyDir or a claim. */
export const reconcileStorageVolumeSourceKind: Rule = {
  id: 'reconcile.storage-volume-source-kind',
  layer: 'reconcile',
  operations: ['create'],
  check: ({ effective }) => {
    if (defaultStorage(effective).kind !== 'other') return [];
    const message = 'is of another kind; the installation would stop; allowed emptyDir, persistentVolumeClaim';
    const value = dig(effective, 'defaultVolumeSource');
    return [{ path: 'spec.defaultVolumeSource', value, message, fix: 'use one of these' }];
  },
};

/** The claim of MySQL names a template; the check of the default claim finds that of a default. */
export const reconcileMysqlClaimTemplate: Rule = {
  id: 'notChecked.mysql-claim-template',
  layer: 'reconcile',
  operations: ['create'],
  check: ({ effective }) => {
    const storage = mysqlStorage(effective);
    const isUsed = isOn(effective, 'keycloak') && mysqlSource(effective) !== dig(effective, 'defaultVolumeSource');
    if (!isUsed || storage.kind !== 'claim' || storage.template !== undefined) return [];
    const message = 'names no entry of volumeClaimSpecTemplates; the installation would stop';
    const fix = 'add a template with this metadata.name';
    return [{ path: mysqlClaimPath(effective), value: storage.claimName, message, fix }];
  },
};
