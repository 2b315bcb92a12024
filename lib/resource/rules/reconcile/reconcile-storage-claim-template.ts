import { defaultStorage } from '../storage';
import type { Rule } from '../types';

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
