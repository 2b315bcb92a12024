import type { Rule } from '../types';
import { dnsKinds } from './dns-kinds';
import { keycloakAuth } from './keycloak-auth';
import { mysqlPodSpec } from './mysql-pod-spec';
import { nodeGroupRemoved } from './node-group-removed';
import { nodeGroupText } from './node-group-text';

/** What the operator does not check, or only warns about; the rules are always warnings. */
export const ADVICE: readonly Rule[] = [mysqlPodSpec, dnsKinds, keycloakAuth, nodeGroupText, nodeGroupRemoved];
