import type { AppliedPolicies, DirectionEvaluator } from './evaluate';
import type { Peer } from './peer';
import type { Direction, TrafficRule } from './policy';
import { rulePath } from './policy';
import { PortSet } from './port-set';
import { evaluateTiers, type Action, type Tier } from './tiers';

/** What a rule of the Admin or Baseline tier decided. */
export interface Decision {
  /** Tier of the policy. */
  readonly tier: Tier;
  /** `Kind name` of the policy. */
  readonly policy: string;
  /** Direction of the rule. */
  readonly direction: Direction;
  /** Position of the rule in the list of the policy, from 0. */
  readonly rule: number;
  /** What the rule does with the traffic. */
  readonly action: Action;
  /** Those of the ports asked for that it decided. */
  readonly ports: PortSet;
}

/** A rule that allows ports. */
export interface Grant {
  /** `namespace/name` of a NetworkPolicy, `Kind name` of a policy of the whole cluster. */
  readonly policy: string;
  /** Direction of the rule. */
  readonly direction: Direction;
  /** Position of the rule in the list of the policy, from 0. */
  readonly rule: number;
  /** Those of the ports asked for that it allows. */
  readonly ports: PortSet;
}

/** A policy, or one of its rules, that could have allowed ports and does not. */
export interface Refusal {
  /** `namespace/name` of a NetworkPolicy, `Kind name` of a policy of the whole cluster. */
  readonly policy: string;
  /** Direction of the rule. */
  readonly direction: Direction;
  /** Position of the rule, from 0; left out when the policy has no rule in this direction. */
  readonly rule?: number;
  /** What keeps the rule from allowing. */
  readonly why: string;
}

/** What the policies of one direction say. */
export interface DirectionExplanation {
  /** The direction: egress of the source, or ingress of the destination. */
  readonly direction: Direction;
  /** Whether a NetworkPolicy isolates the pods whose direction this is. */
  readonly isolated: boolean;
  /** Why nothing is refused, when nothing is isolated. */
  readonly why?: string;
  /** `namespace/name` of the NetworkPolicies that isolate. */
  readonly policies: readonly string[];
  /** What rules of the Admin and Baseline tiers decided, in their order. */
  readonly decisions: readonly Decision[];
  /** Those of the ports asked for that are allowed. */
  readonly allowed: PortSet;
  /** Those that are not. */
  readonly refused: PortSet;
  /** The rules that allow. */
  readonly grants: readonly Grant[];
  /** What would have had to allow; empty when nothing is refused. */
  readonly refusals: readonly Refusal[];
}

/** What a layer says. */
export interface LayerExplanation {
  /** Name of the layer. */
  readonly name: string;
  /** Those of the ports asked for that it lets through. */
  readonly allowed: PortSet;
  /** Why, a sentence each. */
  readonly reasons: readonly string[];
}

/** Why traffic between two peers is open or closed. */
export interface Explanation {
  /** Who opens the connection. */
  readonly from: Peer;
  /** Who accepts it. */
  readonly to: Peer;
  /** The ports asked for. */
  readonly asked: PortSet;
  /** Those of them that are open: what both directions and all layers allow. */
  readonly allowed: PortSet;
  /** What the policies for egress of the source say. */
  readonly egress: DirectionExplanation;
  /** What the policies for ingress of the destination say. */
  readonly ingress: DirectionExplanation;
  /** What the layers say, in their order. */
  readonly layers: readonly LayerExplanation[];
  /** What else a reader must know. */
  readonly notes: readonly string[];
}

/**
 * What the policies of one direction say about traffic between two peers.
 * @param evaluator - the evaluator of the direction
 * @param from - who opens the connection
 * @param to - who accepts it
 * @param asked - the ports asked for
 */
export function explainDirection(
  evaluator: DirectionEvaluator,
  from: Peer,
  to: Peer,
  asked: PortSet,
): DirectionExplanation {
  const { direction } = evaluator;
  const [subject, other] = direction === 'egress' ? [from, to] : [to, from];
  const applied = evaluator.appliedTo(subject);
  const allowed = evaluator.allowed(from, to).intersect(asked);
  const refused = asked.subtract(allowed);
  if (applied === undefined) {
    const why = whyOpen(evaluator, subject);
    const none = { policies: [], decisions: [], grants: [], refusals: [] };
    return { direction, isolated: false, why, allowed, refused, ...none };
  }
  const decisions = decisionsOf(evaluator, applied, other, to, asked);
  const decided = (action: Action): PortSet =>
    PortSet.union(decisions.filter((each) => each.action === action).map(({ ports }) => ports));
  const rules = rulesOf(evaluator, applied.rules.NetworkPolicy);
  const byNetworkPolicies = allowed.subtract(decided('Accept'));
  const missing = refused.subtract(decided('Deny'));
  const isolated = applied.networkPolicies.length > 0;
  return {
    direction,
    isolated,
    ...(!isolated && { why: `no NetworkPolicy selects its pods for ${direction}` }),
    policies: applied.networkPolicies.map(({ id }) => id),
    decisions,
    allowed,
    refused,
    grants: [
      ...decisions.filter(({ action }) => action === 'Accept').map(withoutTier),
      ...(isolated ? rules.flatMap((rule) => grantOf(evaluator, rule, other, to, byNetworkPolicies)) : []),
    ],
    refusals: [
      ...decisions
        .filter(({ action, ports }) => action === 'Deny' && !ports.intersect(refused).isEmpty())
        .map(({ policy, rule, ports }) => ({ policy, direction, rule, why: `denies ${ports.toString()}` })),
      ...(missing.isEmpty()
        ? []
        : applied.networkPolicies.flatMap(({ id }) => refusalsOf(evaluator, id, rules, other, to, missing))),
    ],
  };
}

function withoutTier({ policy, direction, rule, ports }: Decision): Grant {
  return { policy, direction, rule, ports };
}

function rulesOf(evaluator: DirectionEvaluator, numbers: readonly number[]): TrafficRule[] {
  return numbers.flatMap((number) => evaluator.rules[number] ?? []);
}

/** For a range of addresses of which a rule names some only, what a denial of these refuses. */
function decisionsOf(
  evaluator: DirectionEvaluator,
  { networkPolicies, rules }: AppliedPolicies,
  other: Peer,
  to: Peer,
  asked: PortSet,
): Decision[] {
  const matching = (tier: Tier): TrafficRule[] =>
    rulesOf(evaluator, rules[tier]).filter((rule) => {
      const matches = evaluator.matches(rule, other);
      return matches === 'all' || (matches === 'some' && rule.action === 'Deny');
    });
  const { steps } = evaluateTiers(
    {
      admin: matching('Admin'),
      isolated: networkPolicies.length > 0,
      networkPolicy: matching('NetworkPolicy'),
      baseline: matching('Baseline'),
    },
    ({ action }) => action,
    (rule) => evaluator.portsOf(rule, to).intersect(asked),
  );
  return steps.map(({ rule, action, ports }) => ({
    tier: rule.tier,
    policy: rule.policy,
    direction: rule.direction,
    rule: rule.index,
    action,
    ports,
  }));
}

function whyOpen(evaluator: DirectionEvaluator, subject: Peer): string {
  if (subject.type === 'ip') return 'it is outside of the cluster';
  if (subject.type === 'ingress-controller') return 'it is not part of the input';
  return evaluator.onNode(subject)
    ? 'its pods use the network of their node, where policies do not apply'
    : `no policy selects its pods for ${evaluator.direction}`;
}

function grantOf(evaluator: DirectionEvaluator, rule: TrafficRule, other: Peer, to: Peer, allowed: PortSet): Grant[] {
  if (evaluator.matches(rule, other) === 'none') return [];
  const ports = evaluator.portsOf(rule, to).intersect(allowed);
  return ports.isEmpty() ? [] : [{ policy: rule.policy, direction: rule.direction, rule: rule.index, ports }];
}

function refusalsOf(
  evaluator: DirectionEvaluator,
  policy: string,
  rules: readonly TrafficRule[],
  other: Peer,
  to: Peer,
  refused: PortSet,
): Refusal[] {
  const { direction } = evaluator;
  const own = rules.filter((rule) => rule.policy === policy);
  if (own.length === 0) return [{ policy, direction, why: `has no ${direction} rules, so it allows nothing` }];
  return own.map((rule) => ({ policy, direction, rule: rule.index, why: whyNot(evaluator, rule, other, to, refused) }));
}

function whyNot(evaluator: DirectionEvaluator, rule: TrafficRule, other: Peer, to: Peer, refused: PortSet): string {
  const ports = evaluator.portsOf(rule, to);
  const matches = evaluator.matches(rule, other);
  const enough = !ports.intersect(refused).isEmpty();
  const open = ports.isEmpty() ? namesOf(rule) : `only ${ports.toString()}`;
  if (matches === 'all') return `names ${other.id}, and allows ${open}`;
  const who = matches === 'some' ? `names only some addresses of ${other.id}` : `does not name ${other.id}`;
  return enough ? `allows these ports, and ${who}` : `${who}, and allows ${open}`;
}

function namesOf(rule: TrafficRule): string {
  const names = rule.namedPorts.map(({ name, protocol }) => `${protocol ?? 'any'} ${name}`).join(', ');
  return `no port of the destination (${rulePath(rule)} has the names ${names})`;
}
