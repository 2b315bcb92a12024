import { digComponent } from '../dig';
import { secretEntries } from '../cluster-facts';
import { OPERATOR_NAMESPACE } from '../../../definition/verrazzano-api';
import type { Rule } from '../types';

/** The login of Grafana's database exists. */
export const reconcileGrafanaDbSecret: Rule = {
  id: 'reconcile.grafana-db-secret',
  layer: 'reconcile',
  check: ({ effective, cluster }) => {
    const value = digComponent(effective, 'grafana', 'database');
    if (value === undefined || secretEntries(cluster, OPERATOR_NAMESPACE, 'grafana-db') !== undefined) return [];
    const needs = `Secret ${OPERATOR_NAMESPACE}/grafana-db`;
    const message = `needs ${needs}, or the installation would stop`;
    const fix = 'create it before the installation';
    return [{ path: 'spec.components.grafana.database', value, message, needs, fix }];
  },
};
