import { dig, textOf } from '../dig';
import { isLower } from '../version';
import type { Rule } from '../types';

/** The version is lower than the installed one. */
export const updateVersionRollback: Rule = {
  id: 'update.version-rollback',
  layer: 'webhook',
  operations: ['update'],
  check: ({ spec, previous }) => {
    const [value, installed] = [textOf(dig(spec, 'version')), textOf(dig(previous?.status, 'version'))];
    if (!isLower(value, installed)) return [];
    const message = `is lower than the installed version ${installed}`;
    return [{ path: 'spec.version', value, message, fix: `set it to ${installed} or higher` }];
  },
};
