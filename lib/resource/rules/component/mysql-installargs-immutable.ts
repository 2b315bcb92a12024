import { installArgsRule } from '../immutable';
import type { Rule } from '../types';

/** Install arguments of MySQL cannot change. */
export const mysqlInstallargsImmutable: Rule = installArgsRule(
  'mysql.installargs-immutable',
  'keycloak',
  'mysql',
  'mysqlInstallArgs',
);
