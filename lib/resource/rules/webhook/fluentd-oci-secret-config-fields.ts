import { OPERATOR_NAMESPACE } from '../../../definition/verrazzano-api';
import { fluentdOciSecret, ociConfig } from '../oci-secrets';
import type { Rule } from '../types';

const SETTINGS = ['user', 'tenancy', 'fingerprint', 'region'];

/** The OCI configuration of Fluentd is complete. */
export const fluentdOciSecretConfigFields: Rule = {
  id: 'fluentd.oci.secret-config-fields',
  layer: 'webhook',
  check: (context) => {
    const secret = fluentdOciSecret(context);
    const config = secret?.entries?.get('config');
    if (secret === undefined || config === undefined) return [];
    const settings = ociConfig(config);
    return SETTINGS.filter((name) => !settings.get(name)).map((name) => ({
      path: secret.path,
      value: secret.name,
      message: `the entry config of Secret ${OPERATOR_NAMESPACE}/${secret.name} has no ${name} in DEFAULT`,
      fix: `add ${name}`,
    }));
  },
};
