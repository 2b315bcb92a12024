import { VERRAZZANO_VERSION } from '../../../definition/chart';
import { dig, textOf } from '../dig';
import { readVersion, isSameVersion } from '../version';
import type { Rule } from '../types';

/** Only the version of the running operator may be requested. */
export const updateVersionNotBom: Rule = {
  id: 'update.version-not-bom',
  layer: 'webhook',
  operations: ['update'],
  check: ({ spec }) => {
    const value = textOf(dig(spec, 'version'));
    if (readVersion(value) === undefined || isSameVersion(value, VERRAZZANO_VERSION)) return [];
    const message = `is not the version of the operator; allowed ${VERRAZZANO_VERSION}`;
    return [{ path: 'spec.version', value, message, fix: `set it to ${VERRAZZANO_VERSION}` }];
  },
};
