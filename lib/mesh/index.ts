export {
  authorizationForUsers,
  authorizationNamespaces,
  authorizationPolicies,
  meshWorkloads,
  type AuthorizationOptions,
} from './authorization-policies';
export { authorizationProblems } from './authorization-problems';
export { collectorAddress, istioOverrides, istioOverridesForCharts } from './istio-overrides';
export { meshLayer, type MeshLayerOptions } from './layer/mesh-layer';
export { checkMeshObject, isMeshObject, type MeshObjectCheck } from './validation/mesh-object-check';
export { meshNamespaces, meshObjects, meshProblems, ownMeshObjects, upstreamMeshObjects } from './mesh-objects';
export { UPSTREAM_AUTHORIZATIONS, upstreamAuthorizationPolicies } from './upstream-authorization';
