/**
 * The network of the platform: its flows, what follows from them (NetworkPolicies, the list for a firewall, certificates, DNS
 * records), and the types of the options of mesh objects.
 *
 * @packageDocumentation
 */
export type { DnsRecord } from '../ingress/dns-records';
export { HostNames, UNKNOWN_ADDRESS } from '../ingress/host-names';
export { platformIssuer, type PlatformIssuer } from '../ingress/issuers';
export {
  ingressCertificates,
  webhookCertificates,
  type IngressCertificate,
  type WebhookCertificate,
} from '../ingress/listed-certificates';
export { scrapeMonitors } from '../ingress/scraping';
export { systemIngresses, systemIngressTable, type SystemIngress } from '../ingress/system-ingresses';
export type { MESH_API_VERSIONS, MeshKind } from '../mesh/api-versions';
export type { RouteClaim } from '../mesh/routing/route-containment';
export type { SniClaim } from '../mesh/routing/sni-claim';
export type { AuthorizationOptions } from '../mesh/authorization-policies';
export type { MeshSubset, SplitProps } from '../mesh/mesh-destination-rule';
export type { GatewayProtocol, MeshGatewayServer, ResolvedServer } from '../mesh/routing/gateway-server';
export type { MeshObject, MeshObjectProps } from '../mesh/routing/mesh-object';
export type * from '../mesh/routing/mesh-route';
export type { MeshEndpoint, MeshProtocol, MeshServicePort, Resolution } from '../mesh/routing/service-entry';
export type { ConnectionPool, OutlierDetection, TrafficPolicy } from '../mesh/routing/traffic-policy';
export { firewallOf, toCsv } from '../network/firewall';
export type { FirewallRow } from '../network/firewall-row';
export {
  flowsOf,
  platformFlows,
  toMermaid,
  type ClusterRole,
  type DiagramOptions,
  type ElsewhereEnd,
  type ExternalEnd,
  type Flow,
  type FlowEnd,
  type FlowFacts,
  type FlowKind,
  type FlowPort,
  type PodsEnd,
  type WorkloadEnd,
} from '../network/flows';
export {
  EGRESS_VERDICTS,
  LIFELINES,
  NetworkPolicySet,
  type AddressPeer,
  type EgressVerdict,
  type LabelExpression,
  type LabelSelector,
  type Lifeline,
  type LifelinePattern,
  type NamespaceVerdict,
  type NetworkPolicyManifest,
  type NetworkPolicySetProps,
  type PodPeer,
  type PolicyCoverage,
  type PolicyPeer,
  type PolicyPort,
  type PolicyRule,
} from '../network/policies';
export {
  blockedFlows,
  unexpectedOpenings,
  uncoveredUpstream,
  upstreamPolicies,
  type BlockedFlow,
  type OpeningRule,
  type UnexpectedOpening,
  type UpstreamFacts,
  type UpstreamOptions,
} from '../network/upstream';
export type { AllowedFrom, AllowedTo, Explained, RefusedFlow, TrafficAnswer } from '../profile/profile-network';
export type { TrafficEnd } from '../profile/traffic-ends';
export type { AuthorizationProps } from '../profile/profile-props';
