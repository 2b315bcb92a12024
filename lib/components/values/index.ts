/* The typed chart values of components, in files of their own where they are long. */
export * from './argocd-values';
export * from './cert-manager-values';
export * from './cluster-api-values';
export * from './dns-values';
export * from './ingress-nginx-values';
export * from './istio-values';
export * from './jaeger-operator-values';
export * from './mysql-values';
export * from './prometheus-operator-values';
export * from './rancher-backup-values';
export * from './rancher-values';
export * from './thanos-values';
export * from './velero-values';
