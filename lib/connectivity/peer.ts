import { compare } from '../values/compare';
import type { IpRange } from './ip-ranges';
import { compareRanges, formatIpRange } from './ip-ranges';
import type { Protocol } from './port-set';

/** A port of a container. */
export interface ContainerPort {
  /** Its name, if it has one. */
  readonly name?: string;
  /** Transport protocol. */
  readonly protocol: Protocol;
  /** Number. */
  readonly port: number;
}

/** The pods of one owner, or one pod without owner. */
export interface WorkloadPeer {
  /** Tells this kind of peer from others. */
  readonly type: 'workload';
  /**
   * `namespace/name[Kind]`. Where selectors tell pods of one owner apart, each kind of pod is a peer, and the labels in which they
   * differ follow: `shop/db[StatefulSet]{role=primary}`.
   */
  readonly id: string;
  /** `namespace/name[Kind]` of the owner, or of the pod itself. */
  readonly owner: string;
  /** Namespace of its pods. */
  readonly namespace: string;
  /** Name of the owner, or of the pod itself. */
  readonly name: string;
  /** Kind of the owner, or `Pod`. */
  readonly kind: string;
  /** Names of its pods, as far as they are known. */
  readonly pods: readonly string[];
  /** Labels that all of its pods have. */
  readonly labels: Readonly<Record<string, string>>;
  /** Ports of its containers and sidecars; other init containers end before the pod serves anything. */
  readonly ports: readonly ContainerPort[];
  /** Whether its pods use the network of their node. */
  readonly hostNetwork: boolean;
  /** Addresses of its pods, as far as they are known. */
  readonly addresses: readonly IpRange[];
}

/** Addresses outside of the cluster. */
export interface IpPeer {
  /** Tells this kind of peer from others. */
  readonly type: 'ip';
  /** First and last address: `10.0.0.0-10.255.255.255`; a single address as it is. */
  readonly id: string;
  /** The addresses. */
  readonly range: IpRange;
}

/** The ingress controller when it is not known which workload it is: any pod without labels, in a namespace of its own. */
export interface IngressControllerPeer {
  /** Tells this kind of peer from others. */
  readonly type: 'ingress-controller';
  /** Its id, which is always the same. */
  readonly id: '{ingress-controller}';
}

/** Who opens or accepts connections. */
export type Peer = WorkloadPeer | IpPeer | IngressControllerPeer;

/** The one {@link IngressControllerPeer}. */
export const INGRESS_CONTROLLER: IngressControllerPeer = { type: 'ingress-controller', id: '{ingress-controller}' };

/** The peer of a range of addresses. */
export function ipPeer(range: IpRange): IpPeer {
  return { type: 'ip', id: formatIpRange(range), range };
}

const ORDER = { ip: 0, workload: 1, 'ingress-controller': 2 } as const;

/** Order of peers: addresses, then workloads by id, then the ingress controller. */
export function comparePeers(a: Peer, b: Peer): number {
  if (a.type === 'ip' && b.type === 'ip') return compareRanges(a.range, b.range);
  return ORDER[a.type] - ORDER[b.type] || compare(a.id, b.id);
}
