import { OPERATOR_NAMESPACE } from '../../../definition/verrazzano-api';
import { ociDnsSecret } from '../oci-secrets';
import type { Rule } from '../types';

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
