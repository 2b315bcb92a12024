export { Charts } from './charts';
export * from './installer';
export * from './operator-manifest';
export * from './platform-operator';
export { OPERATOR_NAMESPACE } from './operator-unit';
export { VERRAZZANO_HEALTH } from './verrazzano-health';
