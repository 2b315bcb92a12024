import { DirectionEvaluator, type NodeOptions, type Side } from './evaluate';
import type { Peer } from './peer';
import type { PodIndex } from './pod-index';
import type { Direction, Policy } from './policy';
import { PortSet } from './port-set';

/** How the rules of each direction treat a peer. */
export interface Behaviour {
  readonly peer: Peer;
  readonly egress: Side;
  readonly ingress: Side;
}

/** What the policies of both directions allow together. */
export class PolicyEvaluator {
  /** The evaluators of each direction. */
  readonly directions: Readonly<Record<Direction, DirectionEvaluator>>;
  private readonly behaviours = new WeakMap<Peer, Behaviour>();
  private readonly meetings = new Map<PortSet, Map<PortSet, PortSet>>();

  /**
   * @param index - the pods
   * @param policies - the policies
   * @param nodes - how pods on the network of a node are seen
   */
  constructor(index: PodIndex, policies: readonly Policy[], nodes: NodeOptions) {
    const interned = new Map<string, PortSet>();
    this.directions = {
      egress: new DirectionEvaluator('egress', index, policies, nodes, interned),
      ingress: new DirectionEvaluator('ingress', index, policies, nodes, interned),
    };
  }

  /** How a peer is treated. */
  behaviour(peer: Peer): Behaviour {
    const known = this.behaviours.get(peer);
    if (known !== undefined) return known;
    const { egress, ingress } = this.directions;
    const behaviour = { peer, egress: egress.side(peer), ingress: ingress.side(peer) };
    this.behaviours.set(peer, behaviour);
    return behaviour;
  }

  /** The ports that policies allow from one peer to another. */
  allowed(from: Behaviour, to: Behaviour): PortSet {
    const { egress, ingress } = this.directions;
    return this.meet(
      egress.granted(from.egress, to.egress, to.peer),
      ingress.granted(to.ingress, from.ingress, to.peer),
    );
  }

  /** Intersection of sets that are mostly the same few. */
  meet(a: PortSet, b: PortSet): PortSet {
    if (a === b || b === PortSet.ALL) return a;
    if (a === PortSet.ALL) return b;
    if (a.isEmpty() || b.isEmpty()) return PortSet.NONE;
    let row = this.meetings.get(a);
    if (row === undefined) this.meetings.set(a, (row = new Map<PortSet, PortSet>()));
    const known = row.get(b) ?? a.intersect(b);
    row.set(b, known);
    return known;
  }
}
