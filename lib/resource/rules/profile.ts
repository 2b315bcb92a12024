import { dig } from './dig';
import type { Rule } from './types';
import { textOf } from '../../values/json';

const NAMES = ['dev', 'prod', 'managed-cluster', 'none'];

/** The profile is unknown. */
export const createProfileName: Rule = {
  id: 'create.profile-name',
  layer: 'webhook',
  operations: ['create'],
  check: ({ spec }) => {
    const value = textOf(dig(spec, 'profile'));
    if (value === '' || NAMES.includes(value)) return [];
    const message = `is an unknown profile; allowed ${NAMES.join(', ')}`;
    return [{ path: 'spec.profile', value, message, fix: 'use one of these names' }];
  },
};
