import { dig } from '../dig';
import { defaultStorage } from '../storage';
import type { Rule } from '../types';

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
