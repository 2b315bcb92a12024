import { digComponent, textOf } from '../dig';
import type { Rule } from '../types';

/** The scope of an OCI zone is known. */
export const reconcileDnsScope: Rule = {
  id: 'reconcile.dns-scope',
  layer: 'reconcile',
  check: ({ effective }) => {
    const value = textOf(digComponent(effective, 'dns', 'oci', 'dnsScope'));
    if (['', 'GLOBAL', 'PRIVATE'].includes(value)) return [];
    const message = 'is unknown; the installation would stop; allowed GLOBAL, PRIVATE';
    return [{ path: 'spec.components.dns.oci.dnsScope', value, message, fix: 'use one of these' }];
  },
};
