import { defaultStorage } from '../storage';
import type { Rule } from '../types';

/** The default claim names a template, in the stored resource too. */
export const storageClaimTemplate: Rule = {
  id: 'storage.claim-template',
  layer: 'component',
  operations: ['update'],
  check: ({ effective, oldEffective }) =>
    [effective, oldEffective].flatMap((spec, i) => {
      const storage = defaultStorage(spec);
      if (storage.kind !== 'claim' || storage.template !== undefined) return [];
      const path = 'spec.defaultVolumeSource.persistentVolumeClaim.claimName';
      const message = `${i === 0 ? 'names' : 'of the stored resource names'} no entry of volumeClaimSpecTemplates`;
      return [{ path, value: storage.claimName, message, fix: 'add a template with this metadata.name' }];
    }),
};
