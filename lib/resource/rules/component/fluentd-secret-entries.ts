import { digComponent, textOf } from '../dig';
import { secretEntries } from '../cluster-facts';
import { OPERATOR_NAMESPACE } from '../../../definition/verrazzano-api';
import type { Rule } from '../types';

/** The login of an external OpenSearch is complete. */
export const fluentdSecretEntries: Rule = {
  id: 'fluentd.secret-entries',
  layer: 'component',
  check: ({ effective, cluster }) => {
    const value = textOf(digComponent(effective, 'fluentd', 'opensearchSecret'));
    const entries = secretEntries(cluster, OPERATOR_NAMESPACE, value);
    if (['', 'verrazzano-es-internal'].includes(value) || entries === undefined) return [];
    return ['username', 'password']
      .filter((key) => !entries.has(key))
      .map((key) => ({
        path: 'spec.components.fluentd.opensearchSecret',
        value,
        message: `Secret ${OPERATOR_NAMESPACE}/${value} has no entry ${key}`,
        fix: `add ${key}`,
      }));
  },
};
