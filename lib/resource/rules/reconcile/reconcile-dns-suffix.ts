import { dig, digComponent } from '../dig';
import type { Rule } from '../types';

/** DNS is of some kind. */
export const reconcileDnsSuffix: Rule = {
  id: 'reconcile.dns-suffix',
  layer: 'reconcile',
  check: ({ effective }) => {
    const value = digComponent(effective, 'dns');
    if (value === undefined || ['wildcard', 'oci', 'external'].some((kind) => dig(value, kind) !== undefined))
      return [];
    const message = 'has none of wildcard, oci and external: the default is gone, and the installation would stop';
    return [{ path: 'spec.components.dns', value, message, fix: 'add one of them' }];
  },
};
