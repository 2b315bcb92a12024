import { DATABASE_SECRET } from '../../components/grafana-names';
import { OPERATOR_NAMESPACE } from '../../definition/verrazzano-api';
import type { JsonValue } from '../../values/json';
import { hasSecret } from './cluster-facts';
import { dig, digComponent } from './dig';
import type { Rule } from './types';
import { listOf, textOf } from '../../values/json';

const [RBAC, KINDS] = ['rbac.authorization.k8s.io', ['User', 'Group', 'ServiceAccount']];

function wrongWith(subject: JsonValue): string | undefined {
  const [name, kind, group] = ['name', 'kind', 'apiGroup'].map((key) => textOf(dig(subject, key)));
  if (name === '') return 'has no name';
  if (kind === undefined || !KINDS.includes(kind)) return `has an unknown kind; allowed ${KINDS.join(', ')}`;
  if (kind !== 'ServiceAccount')
    return ['', RBAC].includes(group ?? '') ? undefined : `has another apiGroup; allowed ${RBAC}`;
  if (group !== '') return 'is a service account, which has no apiGroup';
  return textOf(dig(subject, 'namespace')) === '' ? 'is a service account without namespace' : undefined;
}

/** Subjects of role bindings are well formed. */
export const reconcileSecuritySubject: Rule = {
  id: 'reconcile.security-subject',
  layer: 'reconcile',
  check: ({ effective }) =>
    ['adminSubjects', 'monitorSubjects'].flatMap((list) =>
      listOf(dig(effective, 'security', list)).flatMap((value, i) => {
        const message = wrongWith(value);
        return message === undefined
          ? []
          : [{ path: `spec.security.${list}[${i}]`, value, message, fix: 'correct the subject' }];
      }),
    ),
};

/** The login of Grafana's database exists. */
export const reconcileGrafanaDbSecret: Rule = {
  id: 'reconcile.grafana-db-secret',
  layer: 'reconcile',
  check: ({ effective, cluster }) => {
    const value = digComponent(effective, 'grafana', 'database');
    if (value === undefined || hasSecret(cluster, OPERATOR_NAMESPACE, DATABASE_SECRET)) return [];
    const needs = `Secret ${OPERATOR_NAMESPACE}/${DATABASE_SECRET}`;
    const message = `needs ${needs}, or the installation would stop`;
    const fix = 'create it before the installation';
    return [{ path: 'spec.components.grafana.database', value, message, needs, fix }];
  },
};
