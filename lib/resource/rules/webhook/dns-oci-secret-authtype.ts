import { dig } from '../dig';
import { ociDnsSecret, ociDnsAuth } from '../oci-secrets';
import type { Rule } from '../types';

const TYPES = ['', 'instance_principal', 'user_principal'];

/** The Secret of OCI DNS says how to sign in. */
export const dnsOciSecretAuthtype: Rule = {
  id: 'dns.oci.secret-authtype',
  layer: 'webhook',
  check: (context) => {
    const secret = ociDnsSecret(context);
    const type = dig(ociDnsAuth(secret), 'authtype') ?? '';
    if (secret === undefined || TYPES.some((known) => known === type)) return [];
    const message = 'auth.authtype in the Secret is unknown; allowed instance_principal, user_principal';
    return [{ path: secret.path, value: type, message, fix: 'correct authtype in the Secret' }];
  },
};
