import { dig, digComponent } from '../dig';
import type { Rule } from '../types';

/** Of several kinds of DNS one wins: wildcard, then OCI, then external. */
export const dnsKinds: Rule = {
  id: 'notChecked.dns-kinds',
  layer: 'reconcile',
  check: ({ effective }) => {
    const dns = digComponent(effective, 'dns');
    const value = ['wildcard', 'oci', 'external'].filter((kind) => dig(dns, kind) !== undefined);
    if (value.length < 2) return [];
    return [
      { path: 'spec.components.dns', value, message: `has several kinds; ${value[0]} wins`, fix: 'keep one of them' },
    ];
  },
};
