import { namespaceNamed } from '../cluster-facts';
import { isOn } from '../context';
import { issuerNamespace } from '../certificate';
import type { Found, Rule, RuleContext } from '../types';

function needed({ effective, cluster }: RuleContext): Found[] {
  if (effective === undefined || isOn(effective, 'certManager') || !isOn(effective, 'clusterIssuer')) return [];
  const value = issuerNamespace(effective);
  if (namespaceNamed(cluster, value) !== undefined) return [];
  const path = 'spec.components.clusterIssuer.clusterResourceNamespace';
  return [{ path, value, message: `needs Namespace ${value}`, fix: 'create it first' }];
}

/** The namespace of the issuer's resources exists. */
export const clusterIssuerNamespaceExists: Rule = {
  id: 'clusterIssuer.namespace-exists',
  layer: 'component',
  fact: 'Namespaces',
  check: needed,
  assume: needed,
};
