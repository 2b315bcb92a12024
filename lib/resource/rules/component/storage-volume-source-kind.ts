import { dig } from '../dig';
import { defaultStorage } from '../storage';
import type { Rule } from '../types';

/** The default volume is an emptyDir or a claim, in the stored resource too. */
export const storageVolumeSourceKind: Rule = {
  id: 'storage.volume-source-kind',
  layer: 'component',
  operations: ['update'],
  check: ({ effective, oldEffective }) =>
    [effective, oldEffective].flatMap((spec, i) => {
      if (defaultStorage(spec).kind !== 'other') return [];
      const message = `${i === 0 ? 'is' : 'of the stored resource is'} of another kind; allowed emptyDir, persistentVolumeClaim`;
      const value = dig(spec, 'defaultVolumeSource');
      return [{ path: 'spec.defaultVolumeSource', value, message, fix: 'use one of these' }];
    }),
};
