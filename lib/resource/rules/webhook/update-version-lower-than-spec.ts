import { dig, textOf } from '../dig';
import { isLower } from '../version';
import type { Rule } from '../types';

/** The version is lower than the one asked for before. */
export const updateVersionLowerThanSpec: Rule = {
  id: 'update.version-lower-than-spec',
  layer: 'webhook',
  operations: ['update'],
  check: ({ spec, previous }) => {
    const [value, before] = [textOf(dig(spec, 'version')), textOf(dig(previous?.spec, 'version'))];
    if (!isLower(value, before)) return [];
    const message = `is lower than version ${before} of the stored resource`;
    return [{ path: 'spec.version', value, message, fix: `set it to ${before} or higher` }];
  },
};
