import type { AppliedPolicies, DirectionEvaluator, Side } from './evaluate';
import type { Peer } from './peer';
import { DIRECTIONS } from './policy';
import type { PolicyEvaluator } from './policy-evaluator';
import { PortSet } from './port-set';

/**
 * NetworkPolicies that could be left out, each alone, without any change: others isolate the same pods, and allow what it allows.
 * Policies of other tiers are not counted in, so that a policy which only they make redundant is not named.
 * @param evaluator - the evaluators of both directions
 * @param peers - every peer there is
 */
export function redundantPolicies(evaluator: PolicyEvaluator, peers: readonly Peer[]): string[] {
  const needed = new Set<string>();
  const selecting = new Map<string, string>();
  for (const direction of DIRECTIONS) {
    const own = evaluator.directions[direction];
    const sides = distinct(peers.map((peer) => ({ peer, side: own.side(peer) })));
    for (const { peer, side } of sides.subjects) {
      const { applied } = side;
      for (const { id, object } of applied?.networkPolicies ?? []) {
        selecting.set(id, object);
        if (applied !== undefined && !needed.has(id) && isNeeded(id, applied, own, peer, sides.others)) needed.add(id);
      }
    }
  }
  return [...selecting].filter(([id]) => !needed.has(id)).map(([, object]) => object);
}

interface PeerSide {
  readonly peer: Peer;
  readonly side: Side;
}

/** One peer for each way in which rules treat peers, as subjects and as the other side. */
function distinct(sides: readonly PeerSide[]): { subjects: PeerSide[]; others: PeerSide[] } {
  return {
    subjects: [...new Map(sides.map((each) => [each.side.row, each])).values()],
    others: [...new Map(sides.map((each) => [each.side.number, each])).values()],
  };
}

function isNeeded(
  id: string,
  applied: AppliedPolicies,
  evaluator: DirectionEvaluator,
  subject: Peer,
  others: readonly PeerSide[],
): boolean {
  if (applied.networkPolicies.length === 1) return true;
  const own = applied.rules.NetworkPolicy.filter((number) => evaluator.rules[number]?.policy === id);
  const rest = applied.rules.NetworkPolicy.filter((number) => evaluator.rules[number]?.policy !== id);
  return others.some(({ peer, side }) => {
    const to = evaluator.direction === 'egress' ? peer : subject;
    const granted = (numbers: readonly number[]): PortSet =>
      PortSet.union(
        numbers
          .filter((number) => side.profiles.every(({ rules }) => rules.has(number)))
          .flatMap((number) => evaluator.rules[number] ?? [])
          .map((rule) => evaluator.portsOf(rule, to)),
      );
    return !granted(rest).containsAll(granted(own));
  });
}
