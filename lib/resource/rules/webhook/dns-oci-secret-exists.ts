import { OPERATOR_NAMESPACE } from '../../../definition/verrazzano-api';
import { ociDnsSecret } from '../oci-secrets';
import type { Rule } from '../types';

/** The Secret of OCI DNS has to exist first. */
export const dnsOciSecretExists: Rule = {
  id: 'dns.oci.secret-exists',
  layer: 'webhook',
  check: (context) => {
    const secret = ociDnsSecret(context);
    if (secret === undefined || secret.entries !== undefined) return [];
    const needs = `Secret ${OPERATOR_NAMESPACE}/${secret.name}`;
    const fix = 'create it first, with one entry that holds auth';
    return [{ path: secret.path, value: secret.name, message: `needs ${needs}`, needs, fix }];
  },
};
