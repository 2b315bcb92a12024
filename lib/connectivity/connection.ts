import type { IngressControllerPeer, IpPeer, Peer, WorkloadPeer } from './peer';
import type { PortSet } from './port-set';

/** Traffic between two peers. */
export interface Connection {
  /** Who opens the connections. */
  readonly from: Peer;
  /** Who accepts them. */
  readonly to: Peer;
  /** The ports that are open. */
  readonly allowed: PortSet;
}

/** What {@link Connectivity.connections} is narrowed to. */
export interface ConnectionFilter {
  /**
   * Who opens the connection. A range of addresses is listed in as few ranges as possible, each treated alike.
   * @default - every peer
   */
  readonly from?: Peer;
  /**
   * Who accepts it; addresses as for `from`.
   * @default - every peer
   */
  readonly to?: Peer;
  /**
   * Ports of which one at least is open; `allowed` says all that are.
   * @default - any port
   */
  readonly ports?: PortSet;
  /**
   * Whether `allowed` is narrowed to `ports`.
   * @default false
   */
  readonly narrow?: boolean;
}

/** Evaluated manifests, and the connections that they allow. */
export interface Answers {
  /** The workloads, by id. */
  readonly workloads: readonly WorkloadPeer[];
  /** The addresses from which connections come, in ranges on which all ingress rules are uniform. */
  readonly outsideSources: readonly IpPeer[];
  /** The addresses to which connections lead, in ranges on which all egress rules are uniform. */
  readonly outsideDestinations: readonly IpPeer[];
  /** The ingress controller: one of the workloads, or one that is not part of the manifests. */
  readonly ingressController: WorkloadPeer | IngressControllerPeer;
  /** The ports that are open from one peer to another. */
  allowed(from: Peer, to: Peer): PortSet;
}
