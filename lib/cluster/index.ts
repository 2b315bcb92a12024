export * from './admin-cluster';
export * from './managed-cluster';
export * from './verrazzano-cluster';
