import { requiresRule } from '../requires';
import type { Rule } from '../types';

/** Keycloak needs the MySQL operator. */
export const mysqlOperatorRequired: Rule = requiresRule('mySQLOperator.required', 'mySQLOperator', ['keycloak']);
