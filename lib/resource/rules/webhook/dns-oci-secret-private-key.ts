import { dig, textOf } from '../dig';
import { OPERATOR_NAMESPACE } from '../../../definition/verrazzano-api';
import { ociDnsSecret, ociDnsAuth, isPem } from '../oci-secrets';
import type { Rule } from '../types';

/** The private key in the Secret of OCI DNS is PEM. */
export const dnsOciSecretPrivateKey: Rule = {
  id: 'dns.oci.secret-private-key',
  layer: 'webhook',
  check: (context) => {
    const secret = ociDnsSecret(context);
    const auth = ociDnsAuth(secret);
    if (secret === undefined || dig(auth, 'authtype') !== 'user_principal' || isPem(textOf(dig(auth, 'key'))))
      return [];
    const message = `auth.key in Secret ${OPERATOR_NAMESPACE}/${secret.name} is not PEM`;
    return [{ path: secret.path, value: secret.name, message, fix: 'put a private key in PEM form there' }];
  },
};
