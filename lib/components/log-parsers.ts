/** Charts with objects of Fluent Bit once `fluentbit.fluent.io/v1alpha2` is there. Source: the charts at v1.7.2. */
export const WITH_LOG_PARSERS: ReadonlySet<string> = new Set([
  'oam-kubernetes-runtime',
  'weblogic-operator',
  'ingress-controller',
  'cert-manager',
  'external-dns',
  'rancher',
  'verrazzano',
  'verrazzano-authproxy',
  'coherence-operator',
  'mysql-operator',
  'keycloak',
  'kiali-server',
  'prometheus-operator',
  'jaeger-operator',
  'thanos',
  'fluentbit-opensearch-output',
]);
