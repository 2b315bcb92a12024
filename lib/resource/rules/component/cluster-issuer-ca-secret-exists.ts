import { digComponent, textOf } from '../dig';
import { secretEntries } from '../cluster-facts';
import { isOn } from '../context';
import { DEFAULT_CA } from '../../../values/certificates';
import { issuerNamespace } from '../certificate';
import type { Rule } from '../types';

/** The CA secret of the issuer exists. */
export const clusterIssuerCaSecretExists: Rule = {
  id: 'clusterIssuer.ca-secret-exists',
  layer: 'component',
  check: ({ effective, cluster }) => {
    const value = textOf(digComponent(effective, 'clusterIssuer', 'ca', 'secretName'));
    if (value === '' || value === DEFAULT_CA.secretName || !isOn(effective, 'clusterIssuer')) return [];
    const namespace = issuerNamespace(effective);
    if (secretEntries(cluster, namespace, value) !== undefined) return [];
    const path = 'spec.components.clusterIssuer.ca.secretName';
    const needs = `Secret ${namespace}/${value}`;
    return [{ path, value, message: `needs ${needs}`, needs, fix: 'create it first' }];
  },
};
