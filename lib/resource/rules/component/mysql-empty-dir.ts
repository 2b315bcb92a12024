import { dig } from '../dig';
import { isOn } from '../context';
import { defaultStorage } from '../storage';
import type { Rule } from '../types';

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
