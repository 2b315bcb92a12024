/**
 * Who can reach whom in any Kubernetes manifests: connections, explanations and differences. Knows nothing of Verrazzano.
 *
 * @packageDocumentation
 */
export { ALWAYS_OPEN, ASSUMPTIONS, type AlwaysOpen } from '../connectivity/assumptions';
export { Connectivity, type ConnectivityOptions } from '../connectivity/connectivity';
export { describeDifference, diffConnectivity, type TrafficChange, type TrafficChangeKind } from '../connectivity/diff';
export {
  type DirectionExplanation,
  type Explanation,
  type Grant,
  type LayerExplanation,
  type Refusal,
} from '../connectivity/explain';
export type { EntryPoint, Exposure, OutsideTraffic } from '../connectivity/exposure';
export type { IpRange } from '../connectivity/ip-ranges';
export type { ConnectivityLayer, LayerAnswer } from '../connectivity/layer';
export type { ContainerPort, IngressControllerPeer, IpPeer, Peer, WorkloadPeer } from '../connectivity/peer';
export type { Direction } from '../connectivity/policy';
export { PortSet, PROTOCOLS, type PortSetEntry, type Protocol } from '../connectivity/port-set';
export { describeWarning, WARNINGS, type Warning, type WarningKind } from '../connectivity/warnings';
export type { Answers, Connection, ConnectionFilter } from '../connectivity/connection';
export type { AddressesWithPorts } from '../connectivity/merge-addresses';
export { describeExplanation } from '../connectivity/describe-explanation';
export type { Decision } from '../connectivity/explain';
export { expandObjects, type Expansion } from '../connectivity/expand';
export type { Action, Tier } from '../connectivity/tiers';
