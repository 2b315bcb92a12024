import { VERRAZZANO_VERSION } from '../../../definition/chart';
import { dig, textOf } from '../dig';
import { isLower } from '../version';
import type { Rule } from '../types';

/** After an upgrade of the operator the version has to be set before anything else changes. */
export const updateUpgradeRequired: Rule = {
  id: 'update.upgrade-required',
  layer: 'webhook',
  operations: ['update'],
  check: ({ spec, previous }) => {
    const installed = textOf(dig(previous?.status, 'version'));
    if (textOf(dig(spec, 'version')) !== '' || !isLower(installed, VERRAZZANO_VERSION)) return [];
    const message = `is needed: version ${installed} is installed, and the operator is of version ${VERRAZZANO_VERSION}`;
    return [{ path: 'spec.version', message, fix: `set it to ${VERRAZZANO_VERSION}` }];
  },
};
