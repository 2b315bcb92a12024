import { canonicalQuantity } from '../../merge';
import { sizeOf, mysqlStorage } from '../storage';
import type { Rule } from '../types';

/** The size of the database volume cannot change; 2Gi is what it has when nothing is said. */
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
