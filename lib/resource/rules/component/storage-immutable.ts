import { dig } from '../dig';
import { defaultStorage, sizeOf } from '../storage';
import type { Rule } from '../types';

function resolved(storage: ReturnType<typeof defaultStorage>): string | undefined {
  if (storage.kind === 'other' || (storage.kind === 'claim' && storage.template === undefined)) return undefined;
  return storage.kind === 'claim' ? `claim of ${sizeOf(storage)}` : storage.kind;
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
