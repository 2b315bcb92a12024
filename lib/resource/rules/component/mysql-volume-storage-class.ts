import type { JsonObject } from '../../../values/json';
import { dig, textOf } from '../dig';
import { mysqlStorage } from '../storage';
import type { Rule } from '../types';

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
