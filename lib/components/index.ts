export * from './all';
export * from './verrazzano-platform-operator';
export * from './rancher-agent';
export * from './opensearch-plugins';
export * from './registry';
export * from './values';
