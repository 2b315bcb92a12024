import type { JsonObject } from '../../../values/json';
import { dig, textOf } from '../dig';
import { mysqlStorage } from '../storage';
import type { Rule } from '../types';

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
