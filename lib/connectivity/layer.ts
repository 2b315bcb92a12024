import type { Peer, WorkloadPeer } from './peer';
import type { PortSet } from './port-set';
import type { Warning } from './warnings';

/** What a layer says about traffic between two peers. */
export interface LayerAnswer {
  /** The ports that it lets through. */
  readonly allowed: PortSet;
  /** Why, a sentence each; `explain` shows them. */
  readonly reasons: readonly string[];
}

/**
 * What decides about traffic besides NetworkPolicies, such as a mesh. What all layers and the policies allow is allowed.
 */
export interface ConnectivityLayer {
  /** Name under which `explain` shows it. */
  readonly name: string;
  /**
   * What is doubtful in what the layer has read; an error is what a cluster refuses.
   * @default - nothing
   */
  readonly warnings?: readonly Warning[];
  /**
   * Answers for one pair of peers.
   * @param from - who opens the connection
   * @param to - who accepts it
   * @param ports - the ports that the policies and the layers before allow
   */
  allows(from: Peer, to: Peer, ports: PortSet): LayerAnswer;
  /**
   * A text that workloads share for which the layer allows the same, to and from every peer. Comparisons of large clusters ask for one of them only.
   * @param workload - the workload
   * @returns nothing where that is not known
   * @default - every workload is asked about
   */
  classOf?(workload: WorkloadPeer): string | undefined;
}
