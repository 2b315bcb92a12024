import { VERRAZZANO_VERSION } from '../../../definition/chart';
import { dig, textOf } from '../dig';
import { readVersion, isSameVersion } from '../version';
import type { Rule } from '../types';

/** Only the version that the operator ships can be installed. */
export const createVersionEqualsBom: Rule = {
  id: 'create.version-equals-bom',
  layer: 'webhook',
  operations: ['create'],
  check: ({ spec }) => {
    const value = textOf(dig(spec, 'version'));
    if (readVersion(value) === undefined || isSameVersion(value, VERRAZZANO_VERSION)) return [];
    const message = `is not the version of the operator; allowed ${VERRAZZANO_VERSION}`;
    return [{ path: 'spec.version', value, message, fix: `leave it out or set it to ${VERRAZZANO_VERSION}` }];
  },
};
