import { OPERATOR_NAMESPACE } from '../../../definition/verrazzano-api';
import { fluentdOciSecret } from '../oci-secrets';
import type { Rule } from '../types';

/** The Secret of OCI logging has an entry config. */
export const fluentdOciSecretConfigEntry: Rule = {
  id: 'fluentd.oci.secret-config-entry',
  layer: 'webhook',
  check: (context) => {
    const secret = fluentdOciSecret(context);
    if (secret?.entries === undefined || secret.entries.has('config')) return [];
    const message = `Secret ${OPERATOR_NAMESPACE}/${secret.name} has no entry config`;
    return [{ path: secret.path, value: secret.name, message, fix: 'add the OCI configuration' }];
  },
};
