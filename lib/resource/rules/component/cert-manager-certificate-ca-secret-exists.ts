import { dig, textOf } from '../dig';
import { secretEntries } from '../cluster-facts';
import { DEFAULT_CA } from '../../../values/certificates';
import { caOf } from '../certificate';
import type { Rule } from '../types';

/** The CA secret of the certificate exists. */
export const certManagerCertificateCaSecretExists: Rule = {
  id: 'certManager.certificate-ca-secret-exists',
  layer: 'component',
  check: ({ effective, cluster }) => {
    const ca = caOf(effective);
    const [name, namespace] = [textOf(dig(ca, 'secretName')), textOf(dig(ca, 'clusterResourceNamespace'))];
    const isDefault = name === DEFAULT_CA.secretName && namespace === DEFAULT_CA.clusterResourceNamespace;
    if (ca === undefined || isDefault || secretEntries(cluster, namespace, name) !== undefined) return [];
    const path = 'spec.components.certManager.certificate.ca.secretName';
    const needs = `Secret ${namespace}/${name}`;
    return [{ path, value: name, message: `needs ${needs}`, needs, fix: 'create it first' }];
  },
};
