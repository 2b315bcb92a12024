import { digComponent, textOf } from '../dig';
import { secretEntries } from '../cluster-facts';
import { OPERATOR_NAMESPACE } from '../../../definition/verrazzano-api';
import type { Rule } from '../types';

/** The login of an external OpenSearch exists. */
export const fluentdSecretExists: Rule = {
  id: 'fluentd.secret-exists',
  layer: 'component',
  check: ({ effective, cluster }) => {
    const value = textOf(digComponent(effective, 'fluentd', 'opensearchSecret'));
    if (['', 'verrazzano-es-internal'].includes(value)) return [];
    if (secretEntries(cluster, OPERATOR_NAMESPACE, value) !== undefined) return [];
    const needs = `Secret ${OPERATOR_NAMESPACE}/${value}`;
    const fix = 'create it first, with the entries username and password';
    return [{ path: 'spec.components.fluentd.opensearchSecret', value, message: `needs ${needs}`, needs, fix }];
  },
};
