import { OPERATOR_NAMESPACE } from '../../../definition/verrazzano-api';
import { fluentdOciSecret } from '../oci-secrets';
import type { Rule } from '../types';

/** The Secret of OCI logging has an entry key. */
export const fluentdOciSecretKeyEntry: Rule = {
  id: 'fluentd.oci.secret-key-entry',
  layer: 'webhook',
  check: (context) => {
    const secret = fluentdOciSecret(context);
    if (secret?.entries === undefined || secret.entries.has('key')) return [];
    const message = `Secret ${OPERATOR_NAMESPACE}/${secret.name} has no entry key`;
    return [{ path: secret.path, value: secret.name, message, fix: 'add the private key' }];
  },
};
