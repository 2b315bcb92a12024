import type { Connection } from './connection';
import type { Side } from './evaluate';
import type { Behaviour, PolicyEvaluator } from './policy-evaluator';
import { isSamePod } from './same-pod';
import { PortSet } from './port-set';

/** The ends that egress of some sources leaves open. */
type OpenEnds = readonly number[];

/**
 * Finds what is open from each source to many ends, where policies alone decide. Sources that egress rules treat alike share the list
 * of ends that those leave open, and ends that ingress rules treat alike share an answer: most pairs are never looked at.
 */
export class OpenPairs {
  private readonly all: OpenEnds;
  private readonly openEnds = new Map<Side['row'], OpenEnds>();
  /** Number of the ingress row of each end, and an end that has it. */
  private readonly rowOfEnd: readonly number[];
  private readonly endOfRow: readonly Behaviour[];
  private readonly numberOfEnd = new Map<string, number>();

  /**
   * @param evaluator - the policies
   * @param ends - who accepts connections
   * @param narrowed - what is told of open ports
   */
  constructor(
    private readonly evaluator: PolicyEvaluator,
    private readonly ends: readonly Behaviour[],
    private readonly narrowed: (allowed: PortSet) => PortSet,
  ) {
    this.all = ends.map((_, index) => index);
    const rows = new Map<Side['row'], number>();
    const endOfRow: Behaviour[] = [];
    this.rowOfEnd = ends.map((end) => {
      const known = rows.get(end.ingress.row);
      if (known !== undefined) return known;
      rows.set(end.ingress.row, endOfRow.length);
      return endOfRow.push(end) - 1;
    });
    this.endOfRow = endOfRow;
    ends.forEach(({ peer }, index) => this.numberOfEnd.set(peer.id, index));
  }

  /**
   * What is open from a source, in the order of the ends, without a single pod to itself.
   * @param source - who opens the connections
   */
  from(source: Behaviour): readonly Connection[] {
    const { ingress } = this.evaluator.directions;
    const accepted = this.endOfRow.map((end) => ingress.granted(end.ingress, source.ingress, end.peer));
    const own = this.numberOfEnd.get(source.peer.id);
    const found: Connection[] = [];
    for (const index of this.endsOf(source)) {
      const ports = accepted[this.rowOfEnd[index] ?? -1];
      const end = this.ends[index];
      if (end === undefined || ports === undefined || ports === PortSet.NONE) continue;
      if (index === own && isSamePod(source.peer, end.peer)) continue;
      const allowed = this.narrowed(this.evaluator.meet(this.sent(source, end), ports));
      if (!allowed.isEmpty()) found.push({ from: source.peer, to: end.peer, allowed });
    }
    return found;
  }

  private sent(source: Behaviour, end: Behaviour): PortSet {
    return this.evaluator.directions.egress.granted(source.egress, end.egress, end.peer);
  }

  private endsOf(source: Behaviour): OpenEnds {
    if (source.egress.applied === undefined) return this.all;
    const known = this.openEnds.get(source.egress.row);
    if (known !== undefined) return known;
    const found = this.all.filter((index) => {
      const end = this.ends[index];
      return end !== undefined && !this.sent(source, end).isEmpty();
    });
    this.openEnds.set(source.egress.row, found);
    return found;
  }
}
