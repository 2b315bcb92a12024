export {
  authorizationForUsers,
  authorizationNamespaces,
  authorizationPolicies,
  isRestrictable,
  meshWorkloads,
  takesNothing,
  type AuthorizationOptions,
} from './authorization-policies';
export { authorizationProblems, type AuthorizationCheck } from './authorization-problems';
export { principalOf, ROOT_NAMESPACE, TRUST_DOMAIN } from './identity';
export { collectorAddress, istioOverrides, istioOverridesForCharts } from './istio-overrides';
export { meshLayer, type MeshLayerOptions } from './layer/mesh-layer';
export { checkMeshObject, isMeshObject, type MeshObjectCheck } from './validation/mesh-object-check';
export {
  meshNamespaces,
  meshObjects,
  meshProblems,
  ownMeshObjects,
  upstreamMeshObjects,
  type MeshFacts,
} from './mesh-objects';
export {
  UPSTREAM_AUTHORIZATIONS,
  upstreamAuthorizationPolicies,
  type UpstreamAuthorizationFacts,
} from './upstream-authorization';
