import { dig, textOf } from '../dig';
import type { Rule } from '../types';

/** The profile cannot change; none is prod. */
export const updateProfileImmutable: Rule = {
  id: 'update.profile-immutable',
  layer: 'webhook',
  operations: ['update'],
  check: ({ spec, previous }) => {
    const before = textOf(dig(previous?.spec, 'profile')) || 'prod';
    const value = textOf(dig(spec, 'profile')) || 'prod';
    if (before === value) return [];
    return [{ path: 'spec.profile', value, message: `cannot change; allowed ${before}`, fix: `set it to ${before}` }];
  },
};
