import { OPERATOR_NAMESPACE } from '../../../definition/verrazzano-api';
import { fluentdOciSecret, isPem } from '../oci-secrets';
import type { Rule } from '../types';

/** The private key of OCI logging is PEM. */
export const fluentdOciSecretKeyPem: Rule = {
  id: 'fluentd.oci.secret-key-pem',
  layer: 'webhook',
  check: (context) => {
    const secret = fluentdOciSecret(context);
    const key = secret?.entries?.get('key');
    if (secret === undefined || key === undefined || isPem(key)) return [];
    const message = `the entry key of Secret ${OPERATOR_NAMESPACE}/${secret.name} is not PEM`;
    return [{ path: secret.path, value: secret.name, message, fix: 'put a private key in PEM form there' }];
  },
};
