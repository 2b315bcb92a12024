export { Charts } from './charts';
export * from './installer';
export * from './operator-manifest';
export * from './platform-operator';
export { OPERATOR_NAMESPACE } from '../definition/verrazzano-api';
export { VERRAZZANO_HEALTH } from './verrazzano-health';
