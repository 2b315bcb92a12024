import { keycloakAuth } from './dependencies';
import { dnsKinds } from './dns';
import { nodeGroupRemoved, nodeGroupText } from './opensearch';
import { mysqlPodSpec } from './overrides';
import type { Rule } from './types';

/** What the operator does not check, or only warns about; the rules are always warnings. */
export const ADVICE: readonly Rule[] = [mysqlPodSpec, dnsKinds, keycloakAuth, nodeGroupText, nodeGroupRemoved];
