import { isOn } from '../context';
import type { Rule } from '../types';

const CRDS = [
  'certificaterequests.cert-manager.io',
  'orders.acme.cert-manager.io',
  'certificates.cert-manager.io',
  'clusterissuers.cert-manager.io',
  'issuers.cert-manager.io',
];

/** An issuer needs a cert-manager. */
export const clusterIssuerCrdsRequired: Rule = {
  id: 'clusterIssuer.crds-required',
  layer: 'component',
  check: ({ effective, cluster }) => {
    if (effective === undefined || isOn(effective, 'certManager') || !isOn(effective, 'clusterIssuer')) return [];
    const value = CRDS.filter((name) => !(cluster.CRDs ?? []).includes(name));
    if (value.length === 0) return [];
    const needs = `the CustomResourceDefinitions ${value.join(', ')}`;
    const fix = 'install cert-manager first, or set certManager.enabled';
    return [{ path: 'spec.components.clusterIssuer', value, message: `needs ${needs}`, needs, fix }];
  },
};
