import type { IngressControllerPeer, IpPeer, Peer, WorkloadPeer } from './peer';
import type { PortSet } from './port-set';

/** Traffic between two peers. */
export interface Connection {
  readonly from: Peer;
  readonly to: Peer;
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

/** Evaluated manifests, as those see them who ask for answers. */
export interface Answers {
  readonly workloads: readonly WorkloadPeer[];
  /** The addresses from which connections come, in ranges on which all ingress rules are uniform. */
  readonly outsideSources: readonly IpPeer[];
  /** The addresses to which connections lead, in ranges on which all egress rules are uniform. */
  readonly outsideDestinations: readonly IpPeer[];
  readonly ingressController: WorkloadPeer | IngressControllerPeer;
  /** The ports that are open from one peer to another. */
  allowed(from: Peer, to: Peer): PortSet;
}
