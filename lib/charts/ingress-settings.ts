import type { ChartFacts } from './chart-facts';
import type { KeyValue } from './helm-set';

/**
 * Annotations that make cert-manager issue the certificate of an Ingress, and external-dns its records.
 * @param path - value with the annotations
 * @param host - host of the Ingress
 * @param facts - what values are computed from
 */
export function ingressAnnotations(path: string, host: string, facts: ChartFacts): readonly KeyValue[] {
  const dns: readonly KeyValue[] = facts.isOn('external-dns')
    ? [
        [`${path}.external-dns\\.alpha\\.kubernetes\\.io/target`, `verrazzano-ingress.${facts.domain}`, 'text'],
        [`${path}.external-dns\\.alpha\\.kubernetes\\.io/ttl`, '60', 'text'],
      ]
    : [];
  return [
    [`${path}.cert-manager\\.io/cluster-issuer`, 'verrazzano-cluster-issuer', 'text'],
    [`${path}.cert-manager\\.io/common-name`, host, 'text'],
    ...dns,
  ];
}
