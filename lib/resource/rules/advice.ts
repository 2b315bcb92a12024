import { letsEncryptDns } from './certificates';
import { keycloakAuth } from './dependencies';
import { dnsKinds } from './dns';
import { environmentName, metadataNames } from './names';
import { nodeGroupRemoved, nodeGroupText, nodeGroupTwice } from './opensearch';
import { mysqlPodSpec, valuesNotMap } from './overrides';
import { reconcileMysqlClaimTemplate } from './storage';
import type { Rule } from './types';

/** What the operator does not check, or only warns about. Names of metadata are errors of the API server, all else warnings. */
export const ADVICE: readonly Rule[] = [
  metadataNames,
  environmentName,
  mysqlPodSpec,
  dnsKinds,
  letsEncryptDns,
  keycloakAuth,
  nodeGroupText,
  nodeGroupTwice,
  nodeGroupRemoved,
  valuesNotMap,
  reconcileMysqlClaimTemplate,
];
