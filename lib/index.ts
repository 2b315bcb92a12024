/**
 * Typed cdk8s constructs for the Verrazzano Enterprise Container Platform, release 1.7.2.
 *
 * @packageDocumentation
 */
export * from './cluster';
export * from './definition';
export * from './components';
export * from './gitops';
export {
  certificateObjects,
  dnsRecords,
  HostNames,
  hostNames,
  ingressCertificates,
  platformIssuer,
  scrapeMonitors,
  systemIngresses,
  systemIngressTable,
  UNKNOWN_ADDRESS,
  webhookCertificates,
} from './ingress';
export type {
  DnsRecord,
  IngressCertificate,
  LoadBalancers,
  PlatformIssuer,
  SystemIngress,
  WebhookCertificate,
} from './ingress';
export * from './installer';
export type { AuthorizationOptions } from './mesh';
export * from './mesh/traffic-management';
export * from './network';
export * from './connectivity';
export {
  EGRESS_VERDICTS,
  LIFELINES,
  NetworkPolicySet,
  PolicyStyle,
  type EgressVerdict,
  type Lifeline,
  type LifelinePattern,
  type NamespaceVerdict,
  type NetworkPolicyManifest,
  type NetworkPolicySetProps,
  type PolicyCoverage,
  type PolicyRule,
} from './network/policies';
export {
  blockedFlows,
  residueOf,
  uncoveredUpstream,
  upstreamPolicies,
  type BlockedFlow,
  type OpeningRule,
  type ResidueEntry,
  type UpstreamFacts,
  type UpstreamOptions,
} from './network/upstream';
export * from './profile';
export * from './resource/rules';
export * from './values/certificates';
export * from './values/cni';
export * from './values/dns';
export * from './values/egress';
export * from './values/egress-tls';
export { External } from './values/external';
export * from './values/gateway-tls';
export * from './values/istio-mesh';
export * from './values/json';
export * from './values/kubernetes-facts';
export * from './values/load-balancer';
export * from './values/mesh-load-balancer';
export * from './values/mesh-tls';
export * from './values/mutual-tls-exception';
export * from './values/override';
export * from './values/pods';
export type { Problem } from './values/problem';
export * from './values/registry';
export * from './values/secret-reference';
export * from './values/volume';
