import type { DirectionEvaluator } from './evaluate';
import type { Peer } from './peer';
import type { Direction, Rule } from './policy';
import { rulePath } from './policy';
import type { PortSet } from './port-set';

/** A rule that allows ports. */
export interface Grant {
  /** `namespace/name` of the policy. */
  readonly policy: string;
  readonly direction: Direction;
  /** Position of the rule in the list of the policy, from 0. */
  readonly rule: number;
  /** Those of the ports asked for that it allows. */
  readonly ports: PortSet;
}

/** A policy, or one of its rules, that could have allowed ports and does not. */
export interface Refusal {
  /** `namespace/name` of the policy. */
  readonly policy: string;
  readonly direction: Direction;
  /** Position of the rule, from 0; left out when the policy has no rule in this direction. */
  readonly rule?: number;
  /** What keeps the rule from allowing. */
  readonly why: string;
}

/** What the policies of one direction say. */
export interface DirectionExplanation {
  readonly direction: Direction;
  /** Whether a policy isolates the pods whose direction this is. */
  readonly isolated: boolean;
  /** Why nothing is refused, when nothing is isolated. */
  readonly why?: string;
  /** `namespace/name` of the policies that isolate. */
  readonly policies: readonly string[];
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
  readonly name: string;
  readonly allowed: PortSet;
  readonly reasons: readonly string[];
}

/** Why traffic between two peers is open or closed. */
export interface Explanation {
  readonly from: Peer;
  readonly to: Peer;
  /** The ports asked for. */
  readonly asked: PortSet;
  /** Those of them that are open: what both directions and all layers allow. */
  readonly allowed: PortSet;
  readonly egress: DirectionExplanation;
  readonly ingress: DirectionExplanation;
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
  const isolation = evaluator.isolation(subject);
  const allowed = evaluator.allowed(from, to).intersect(asked);
  const refused = asked.subtract(allowed);
  if (isolation === undefined) {
    const why = whyOpen(evaluator, subject);
    return { direction, isolated: false, why, policies: [], allowed, refused, grants: [], refusals: [] };
  }
  const rules = isolation.rules.flatMap((number) => evaluator.rules[number] ?? []);
  return {
    direction,
    isolated: true,
    policies: isolation.policies.map(({ id }) => id),
    allowed,
    refused,
    grants: rules.flatMap((rule) => grantOf(evaluator, rule, other, to, allowed)),
    refusals: refused.isEmpty()
      ? []
      : isolation.policies.flatMap(({ id }) => refusalsOf(evaluator, id, rules, other, to, refused)),
  };
}

/**
 * An explanation as lines of text.
 * @param explanation - the explanation
 */
export function describeExplanation(explanation: Explanation): string[] {
  const { from, to, asked, allowed, layers, notes } = explanation;
  const state = allowed.isEmpty() ? 'closed' : asked.subtract(allowed).isEmpty() ? 'open' : 'open in part';
  return [
    `${from.id} => ${to.id}: ${asked.toString()}: ${state}`,
    ...(state === 'open in part' ? [`  open: ${allowed.toString()}`] : []),
    ...describeDirection(explanation.egress, from),
    ...describeDirection(explanation.ingress, to),
    ...layers.flatMap((layer) => [
      `  ${layer.name}: allows ${layer.allowed.toString()}`,
      ...layer.reasons.map((reason) => `    ${reason}`),
    ]),
    ...notes.map((note) => `  note: ${note}`),
  ];
}

function describeDirection({ direction, isolated, why, ...rest }: DirectionExplanation, subject: Peer): string[] {
  if (!isolated) return [`  ${direction} of ${subject.id}: open, ${why ?? ''}`];
  return [
    `  ${direction} of ${subject.id}: isolated by ${rest.policies.join(', ')}`,
    ...rest.grants.map((grant) => `    ${grant.policy} ${direction}[${grant.rule}] allows ${grant.ports.toString()}`),
    ...(rest.refused.isEmpty() ? [] : [`    no rule allows ${rest.refused.toString()}`]),
    ...rest.refusals.map(
      ({ policy, rule, why: reason }) => `    ${policy}${rule === undefined ? '' : ` ${direction}[${rule}]`} ${reason}`,
    ),
  ];
}

function whyOpen(evaluator: DirectionEvaluator, subject: Peer): string {
  if (subject.type === 'ip') return 'it is outside of the cluster';
  if (subject.type === 'ingress-controller') return 'it is not part of the input';
  return evaluator.onNode(subject)
    ? 'its pods use the network of their node, where policies do not apply'
    : `no policy selects its pods for ${evaluator.direction}`;
}

function grantOf(evaluator: DirectionEvaluator, rule: Rule, other: Peer, to: Peer, allowed: PortSet): Grant[] {
  if (evaluator.matches(rule, other) === 'none') return [];
  const ports = evaluator.portsOf(rule, to).intersect(allowed);
  return ports.isEmpty() ? [] : [{ policy: rule.policy, direction: rule.direction, rule: rule.index, ports }];
}

function refusalsOf(
  evaluator: DirectionEvaluator,
  policy: string,
  rules: readonly Rule[],
  other: Peer,
  to: Peer,
  refused: PortSet,
): Refusal[] {
  const { direction } = evaluator;
  const own = rules.filter((rule) => rule.policy === policy);
  if (own.length === 0) return [{ policy, direction, why: `has no ${direction} rules, so it allows nothing` }];
  return own.map((rule) => ({ policy, direction, rule: rule.index, why: whyNot(evaluator, rule, other, to, refused) }));
}

function whyNot(evaluator: DirectionEvaluator, rule: Rule, other: Peer, to: Peer, refused: PortSet): string {
  const ports = evaluator.portsOf(rule, to);
  const matches = evaluator.matches(rule, other);
  const enough = !ports.intersect(refused).isEmpty();
  const open = ports.isEmpty() ? namesOf(rule) : `only ${ports.toString()}`;
  if (matches === 'all') return `names ${other.id}, and allows ${open}`;
  const who = matches === 'some' ? `names only some addresses of ${other.id}` : `does not name ${other.id}`;
  return enough ? `allows these ports, and ${who}` : `${who}, and allows ${open}`;
}

function namesOf(rule: Rule): string {
  const names = rule.namedPorts.map(({ name, protocol }) => `${protocol} ${name}`).join(', ');
  return `no port of the destination (${rulePath(rule)} has the names ${names})`;
}
