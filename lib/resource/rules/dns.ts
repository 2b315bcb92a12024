import { OPERATOR_NAMESPACE } from '../../definition/verrazzano-api';
import type { JsonObject } from '../../values/json';
import { dig, digComponent } from './dig';
import { isPem, ociDnsAuth, ociDnsSecret } from './oci-secrets';
import type { Rule } from './types';
import { textOf } from '../../values/json';

/** The Secret of OCI DNS has to exist first. */
export const dnsOciSecretExists: Rule = {
  id: 'dns.oci.secret-exists',
  layer: 'webhook',
  check: (context) => {
    const secret = ociDnsSecret(context);
    if (secret === undefined || secret.exists) return [];
    const needs = `Secret ${OPERATOR_NAMESPACE}/${secret.name}`;
    const fix = 'create it first, with one entry that holds auth';
    return [{ path: secret.path, value: secret.name, message: `needs ${needs}`, needs, fix }];
  },
};

/** The Secret of OCI DNS has one entry. */
export const dnsOciSecretOneKey: Rule = {
  id: 'dns.oci.secret-one-key',
  layer: 'webhook',
  check: (context) => {
    const secret = ociDnsSecret(context);
    if (secret?.entries === undefined || secret.entries.size === 1) return [];
    const message = `Secret ${OPERATOR_NAMESPACE}/${secret.name} has ${secret.entries.size} entries; allowed 1`;
    return [{ path: secret.path, value: secret.name, message, fix: 'keep the entry that holds auth' }];
  },
};

/** The entry in the Secret of OCI DNS is YAML, and auth in it an object of strings. */
export const dnsOciSecretContent: Rule = {
  id: 'dns.oci.secret-content',
  layer: 'webhook',
  check: (context) => {
    const secret = ociDnsSecret(context);
    if (secret?.entries?.size !== 1 || ociDnsAuth(secret) !== undefined) return [];
    const message = `the entry of Secret ${OPERATOR_NAMESPACE}/${secret.name} is not YAML in which auth is an object of strings`;
    return [{ path: secret.path, value: secret.name, message, fix: 'correct the entry of the Secret' }];
  },
};

const TYPES = ['', 'instance_principal', 'user_principal'];

/** The Secret of OCI DNS states how to authenticate. */
export const dnsOciSecretAuthtype: Rule = {
  id: 'dns.oci.secret-authtype',
  layer: 'webhook',
  check: (context) => {
    const secret = ociDnsSecret(context);
    const type = ociDnsAuth(secret)?.authtype ?? '';
    if (secret === undefined || TYPES.some((known) => known === type)) return [];
    const message = 'auth.authtype in the Secret is unknown; allowed instance_principal, user_principal';
    return [{ path: secret.path, value: type, message, fix: 'correct authtype in the Secret' }];
  },
};

/** The private key in the Secret of OCI DNS is PEM. */
export const dnsOciSecretPrivateKey: Rule = {
  id: 'dns.oci.secret-private-key',
  layer: 'webhook',
  check: (context) => {
    const secret = ociDnsSecret(context);
    const auth = ociDnsAuth(secret);
    if (secret === undefined || auth?.authtype !== 'user_principal' || isPem(auth.key)) return [];
    const message = `auth.key in Secret ${OPERATOR_NAMESPACE}/${secret.name} is not PEM`;
    return [{ path: secret.path, value: secret.name, message, fix: 'put a private key in PEM form there' }];
  },
};

/** OCI DNS cannot be removed. */
export const dnsOciDisable: Rule = {
  id: 'dns.oci.disable',
  layer: 'component',
  operations: ['update'],
  check: ({ effective, oldEffective }) => {
    const before = digComponent(oldEffective, 'dns', 'oci');
    if (effective === undefined || before === undefined || digComponent(effective, 'dns', 'oci') !== undefined)
      return [];
    const value = digComponent(effective, 'dns') ?? null;
    return [{ path: 'spec.components.dns', value, message: 'OCI DNS cannot be removed', fix: 'keep dns.oci' }];
  },
};

function suffixOf(effective: JsonObject | undefined): string | undefined {
  const wildcard = digComponent(effective, 'dns', 'wildcard', 'domain');
  if (wildcard !== undefined) return `0.0.0.0.${textOf(wildcard) || 'nip.io'}`;
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

/** DNS is of some kind. */
export const reconcileDnsSuffix: Rule = {
  id: 'reconcile.dns-suffix',
  layer: 'reconcile',
  check: ({ effective }) => {
    const value = digComponent(effective, 'dns');
    if (value === undefined || ['wildcard', 'oci', 'external'].some((kind) => dig(value, kind) !== undefined))
      return [];
    const message = 'has none of wildcard, oci and external: the default is removed, and the installation would stop';
    return [{ path: 'spec.components.dns', value, message, fix: 'add one of them' }];
  },
};

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
