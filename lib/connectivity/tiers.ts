import { PortSet } from './port-set';

/**
 * The tiers in which policies are evaluated, in this order. Source: `Tier` of ClusterNetworkPolicy, API group
 * policy.networking.k8s.io/v1alpha2.
 */
export type Tier = 'Admin' | 'NetworkPolicy' | 'Baseline';

/**
 * What a rule does with traffic that it matches: accept it, drop it, or leave it to the next tier. Rules of NetworkPolicies
 * accept. v1alpha1 says Allow for Accept.
 */
export type Action = 'Accept' | 'Deny' | 'Pass';

/** The rules that match traffic between two peers in one direction. */
export interface TierRules<R> {
  /** Those of the Admin tier, in the order of their precedence. */
  readonly admin: readonly R[];
  /** Whether a NetworkPolicy selects the subject: then the NetworkPolicies decide, and the Baseline tier is not asked. */
  readonly isolated: boolean;
  /** Those of NetworkPolicies. */
  readonly networkPolicy: readonly R[];
  /** Those of the Baseline tier, in the order of their precedence. */
  readonly baseline: readonly R[];
}

/** What a rule decided. */
export interface TierDecision<R> {
  readonly rule: R;
  readonly action: Action;
  /** The ports that no rule before it had decided. */
  readonly ports: PortSet;
}

/** What all tiers allow, and which rules decided it. */
export interface TierVerdict<R> {
  readonly allowed: PortSet;
  /** Rules of the Admin and Baseline tiers that decided something, in order. */
  readonly steps: ReadonlyArray<TierDecision<R>>;
}

/**
 * Evaluates the tiers for traffic between two peers in one direction. In a tier the first rule that matches a port decides;
 * what no rule decides goes to the next tier, and is allowed after the last one.
 * @param rules - the rules that match the peers
 * @param actionOf - what a rule of the Admin or Baseline tier does
 * @param portsOf - the ports that a rule matches
 */
export function evaluateTiers<R>(
  { admin, isolated, networkPolicy, baseline }: TierRules<R>,
  actionOf: (rule: R) => Action,
  portsOf: (rule: R) => PortSet,
): TierVerdict<R> {
  const first = evaluateTier(admin, PortSet.ALL, actionOf, portsOf);
  if (isolated) {
    const accepted = PortSet.union(networkPolicy.map(portsOf)).intersect(first.next);
    return { allowed: first.accepted.union(accepted), steps: first.steps };
  }
  const last = evaluateTier(baseline, first.next, actionOf, portsOf);
  return {
    allowed: PortSet.union([first.accepted, last.accepted, last.next]),
    steps: [...first.steps, ...last.steps],
  };
}

function evaluateTier<R>(
  rules: readonly R[],
  asked: PortSet,
  actionOf: (rule: R) => Action,
  portsOf: (rule: R) => PortSet,
): { accepted: PortSet; next: PortSet; steps: Array<TierDecision<R>> } {
  let [undecided, accepted, passed] = [asked, PortSet.NONE, PortSet.NONE];
  const steps: Array<TierDecision<R>> = [];
  for (const rule of rules) {
    const ports = portsOf(rule).intersect(undecided);
    if (ports.isEmpty()) continue;
    const action = actionOf(rule);
    steps.push({ rule, action, ports });
    undecided = undecided.subtract(ports);
    if (action === 'Accept') accepted = accepted.union(ports);
    if (action === 'Pass') passed = passed.union(ports);
  }
  return { accepted, next: undecided.union(passed), steps };
}
