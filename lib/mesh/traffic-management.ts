export { EgressRoute, type EgressRouteProps } from './egress-route';
export {
  MeshDestinationRule,
  type MeshDestinationRuleProps,
  type MeshSubset,
  type SplitProps,
} from './mesh-destination-rule';
export { MeshGateway, type MeshGatewayProps } from './mesh-gateway';
export { MeshServiceEntry, type MeshServiceEntryProps } from './mesh-service-entry';
export { MeshVirtualService, type MeshVirtualServiceProps } from './mesh-virtual-service';
export type { GatewayProtocol, MeshGatewayServer, ResolvedServer } from './routing/gateway-server';
export { MeshObject, type MeshObjectProps } from './routing/mesh-object';
export type * from './routing/mesh-route';
export type { MeshEndpoint, MeshProtocol, MeshServicePort, Resolution } from './routing/service-entry';
export type { ConnectionPool, OutlierDetection, TrafficPolicy } from './routing/traffic-policy';
export { TlsPassthrough, type TlsPassthroughProps } from './tls-passthrough';
