export { GitOpsApp, type GitOpsAppProps } from './gitops-app';
export {
  GitOpsCluster,
  type Destination,
  type GitOpsClusterProps,
  type RemainingStep,
  type RequiredSecret,
} from './gitops-cluster';
export { DeliveryUnit, type DeliveryUnitProps, type Grants, type IgnoreDifference } from './delivery-unit';
export { type Kustomization, type KustomizationImage, type KustomizationPatch } from './kustomization';
export { type AllowedSecret } from './secrets';
export { type RetryProps } from './retry';
export { type GroupKind, type KindScope } from './kinds/kind-scope';
export { APPLICATION_HEALTH, argoCdSettings, type HealthCheck } from './argo/health';
export {
  type ArgoCdProps,
  type AutomatedSync,
  type DeliverySettings,
  type RepositoryProps,
  type ResolvedArgoCd,
} from './argo/settings';
export { wave } from './wave';
