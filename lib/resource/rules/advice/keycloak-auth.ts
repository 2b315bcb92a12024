import { isOn } from '../context';
import { digComponent } from '../dig';
import type { Rule } from '../types';

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
