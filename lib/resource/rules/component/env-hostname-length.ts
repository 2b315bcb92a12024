import type { JsonObject } from '../../../values/json';
import { dig, digComponent, textOf } from '../dig';
import type { Rule } from '../types';

function suffixOf(effective: JsonObject | undefined): string | undefined {
  const wildcard = digComponent(effective, 'dns', 'wildcard', 'domain');
  if (wildcard !== undefined) return `0.0.0.0.${textOf(wildcard)}`;
  const suffix =
    digComponent(effective, 'dns', 'oci', 'dnsZoneName') ?? digComponent(effective, 'dns', 'external', 'suffix');
  if (digComponent(effective, 'dns') === undefined) return '0.0.0.0.nip.io';
  return suffix === undefined ? undefined : textOf(suffix);
}

/** Host names fit into a certificate. */
export const envHostnameLength: Rule = {
  id: 'env.hostname-length',
  layer: 'component',
  check: ({ effective }) => {
    const suffix = suffixOf(effective);
    const value = textOf(dig(effective, 'environmentName')) || 'default';
    if (effective === undefined || suffix === undefined) return [];
    if (Buffer.byteLength(`elasticsearch.vmi.system.${value}.${suffix}`) <= 64) return [];
    const message = `host names would be too long with suffix ${suffix}; allowed ${Math.max(0, 38 - suffix.length)} characters`;
    return [{ path: 'spec.environmentName', value, message, fix: 'use a shorter name or a shorter DNS zone' }];
  },
};
