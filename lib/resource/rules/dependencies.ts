import { isOn } from './context';
import { digComponent } from './dig';
import type { Rule } from './types';

/** A rule that a component which is on needs another one. */
function requiresRule(id: string, needed: string, users: readonly string[], operations?: Rule['operations']): Rule {
  return {
    id,
    layer: 'component',
    ...(operations === undefined ? {} : { operations }),
    check: ({ effective }) =>
      users
        .filter((user) => effective !== undefined && isOn(effective, user) && !isOn(effective, needed))
        .map((user) => ({
          path: `spec.components.${needed}.enabled`,
          value: false,
          message: `${user} is on and needs ${needed}, which is off`,
          fix: `set components.${needed}.enabled to true or components.${user}.enabled to false`,
        })),
  };
}

/** Prometheus needs its operator. */
export const prometheusOperatorRequired: Rule = requiresRule('prometheusOperator.required', 'prometheusOperator', [
  'prometheus',
]);

/** OpenSearch and its Dashboards need their operator. */
export const opensearchOperatorRequired: Rule = requiresRule(
  'opensearchOperator.required',
  'opensearchOperator',
  ['opensearch', 'opensearchDashboards'],
  ['create'],
);

/** Keycloak needs the MySQL operator. */
export const mysqlOperatorRequired: Rule = requiresRule('mySQLOperator.required', 'mySQLOperator', ['keycloak']);

/** Rancher cannot sign in through a Keycloak that is off. */
export const keycloakAuth: Rule = {
  id: 'notChecked.keycloak-auth',
  layer: 'reconcile',
  check: ({ spec, effective }) => {
    const value = digComponent(spec, 'rancher', 'keycloakAuthEnabled');
    if (value !== true || effective === undefined || isOn(effective, 'keycloak')) return [];
    const path = 'spec.components.rancher.keycloakAuthEnabled';
    return [{ path, value, message: 'is ignored while keycloak is off', fix: 'switch keycloak on or remove it' }];
  },
};
