import { OPERATOR_NAMESPACE } from '../../../definition/verrazzano-api';
import { fluentdOciSecret } from '../oci-secrets';
import type { Rule } from '../types';

const KEY_FILE = 'key_file=/root/.oci/key';

/** The OCI configuration of Fluentd names the key file that Fluentd mounts. */
export const fluentdOciSecretKeyFile: Rule = {
  id: 'fluentd.oci.secret-key-file',
  layer: 'webhook',
  check: (context) => {
    const secret = fluentdOciSecret(context);
    const config = secret?.entries?.get('config');
    if (secret === undefined || config === undefined || config.includes(KEY_FILE)) return [];
    const message = `the entry config of Secret ${OPERATOR_NAMESPACE}/${secret.name} does not say ${KEY_FILE}`;
    return [{ path: secret.path, value: secret.name, message, fix: `write ${KEY_FILE}, without blanks` }];
  },
};
