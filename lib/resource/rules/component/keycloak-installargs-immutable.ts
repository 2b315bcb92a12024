import { installArgsRule } from '../immutable';
import type { Rule } from '../types';

/** Install arguments of Keycloak cannot change. */
export const keycloakInstallargsImmutable: Rule = installArgsRule(
  'keycloak.installargs-immutable',
  'keycloak',
  'keycloakInstallArgs',
);
