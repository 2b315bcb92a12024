import { OPERATOR_NAMESPACE } from '../../../definition/verrazzano-api';
import { fluentdOciSecret } from '../oci-secrets';
import type { Rule } from '../types';

/** The Secret of OCI logging has to exist first. */
export const fluentdOciSecretExists: Rule = {
  id: 'fluentd.oci.secret-exists',
  layer: 'webhook',
  check: (context) => {
    const secret = fluentdOciSecret(context);
    if (secret === undefined || secret.entries !== undefined) return [];
    const needs = `Secret ${OPERATOR_NAMESPACE}/${secret.name}`;
    const fix = 'create it first, with the entries config and key';
    return [{ path: secret.path, value: secret.name, message: `needs ${needs}`, needs, fix }];
  },
};
