export { GitOpsApp, type GitOpsAppProps } from './gitops-app';
export { GitOpsCluster } from './gitops-cluster';
export { DeliveryUnit, type DeliveryUnitProps } from './delivery-unit';
export { APPLICATION_HEALTH, argoCdSettings } from './argo/health';
export { wave } from './wave';
