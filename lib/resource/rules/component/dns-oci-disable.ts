import { digComponent } from '../dig';
import type { Rule } from '../types';

/** OCI DNS cannot be given up. */
export const dnsOciDisable: Rule = {
  id: 'dns.oci.disable',
  layer: 'component',
  operations: ['update'],
  check: ({ effective, oldEffective }) => {
    const before = digComponent(oldEffective, 'dns', 'oci');
    if (effective === undefined || before === undefined || digComponent(effective, 'dns', 'oci') !== undefined)
      return [];
    const value = digComponent(effective, 'dns') ?? null;
    return [{ path: 'spec.components.dns', value, message: 'OCI DNS cannot be given up', fix: 'keep dns.oci' }];
  },
};
