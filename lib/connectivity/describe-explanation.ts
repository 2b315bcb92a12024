import type { Decision, DirectionExplanation, Explanation } from './explain';
import type { Peer } from './peer';

/**
 * An explanation as lines of text.
 * @param explanation - the explanation
 */
export function describeExplanation(explanation: Explanation): string[] {
  const { from, to, asked, allowed, layers, notes } = explanation;
  const state = allowed.isEmpty() ? 'closed' : asked.subtract(allowed).isEmpty() ? 'open' : 'open in part';
  return [
    `${state}: ${from.id} => ${to.id} : ${asked.toString()}`,
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
  const { decisions } = rest;
  const ofTier = (tier: Decision['tier']): string[] =>
    decisions.filter((each) => each.tier === tier).map(describeDecision);
  if (!isolated) {
    const state = decisions.length === 0 ? 'open, ' : '';
    return [
      `  ${direction} of ${subject.id}: ${state}${why ?? ''}`,
      ...ofTier('Admin'),
      ...ofTier('Baseline'),
      ...(decisions.length > 0 ? [`    open: ${rest.allowed.toString()}`] : []),
    ];
  }
  const granted = rest.grants.filter(({ policy }) => rest.policies.includes(policy));
  const refusals = rest.refusals.filter(({ policy }) => rest.policies.includes(policy));
  return [
    `  ${direction} of ${subject.id}: isolated by ${rest.policies.join(', ')}`,
    ...ofTier('Admin'),
    ...granted.map((grant) => `    ${grant.policy} ${direction}[${grant.rule}] allows ${grant.ports.toString()}`),
    ...(refusals.length === 0 ? [] : [`    no rule allows ${rest.refused.toString()}`]),
    ...refusals.map(
      ({ policy, rule, why: reason }) => `    ${policy}${rule === undefined ? '' : ` ${direction}[${rule}]`} ${reason}`,
    ),
  ];
}

function describeDecision({ policy, direction, rule, action, ports }: Decision): string {
  const what = { Accept: 'allows', Deny: 'denies', Pass: 'passes on' }[action];
  return `    ${policy} ${direction}[${rule}] ${what} ${ports.toString()}`;
}
