import { OPERATOR_NAMESPACE } from '../../../definition/verrazzano-api';
import { ociDnsSecret, ociDnsAuth } from '../oci-secrets';
import type { Rule } from '../types';

/** The entry in the Secret of OCI DNS is YAML with an object auth. */
export const dnsOciSecretContent: Rule = {
  id: 'dns.oci.secret-content',
  layer: 'webhook',
  check: (context) => {
    const secret = ociDnsSecret(context);
    if (secret?.entries?.size !== 1 || ociDnsAuth(secret) !== undefined) return [];
    const message = `the entry of Secret ${OPERATOR_NAMESPACE}/${secret.name} is not YAML with an object auth`;
    return [{ path: secret.path, value: secret.name, message, fix: 'correct the entry of the Secret' }];
  },
};
