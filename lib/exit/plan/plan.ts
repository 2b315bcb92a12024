import { compare } from '../../values/compare';
import type { Adoption } from '../adopt/adopt';
import { APPLICATION_STEPS } from './plan-applications';
import { BACKUP_STEPS } from './plan-backup';
import { BEFORE_STEPS } from './plan-before';
import { DELIVER_STEPS } from './plan-deliver';
import { ESTATE_STEPS } from './plan-estate';
import { planFacts, type PlanFacts } from './plan-facts';
import { FIELD_STEPS } from './plan-fields';
import { HAND_OVER_STEPS } from './plan-hand-over';
import { LADDER_STEPS } from './plan-ladder';
import { MONITORING_STEPS } from './plan-monitoring';
import { planProblems } from './plan-problems';
import { PROJECT_STEPS } from './plan-projects';
import { RELEASE_STEPS } from './plan-release';
import { AUTOMATE_STEPS, REMOVE_STEPS } from './plan-remove';
import type { PlanRule, PlanStep } from './plan-step';
import { SUCCESSOR_STEPS } from './plan-successors';
import { TAKE_OVER_STEPS } from './plan-take-over';

const RULES: ReadonlyArray<PlanRule<PlanFacts>> = [
  ...RELEASE_STEPS,
  ...BACKUP_STEPS,
  ...BEFORE_STEPS,
  ...TAKE_OVER_STEPS,
  ...HAND_OVER_STEPS,
  ...DELIVER_STEPS,
  ...MONITORING_STEPS,
  ...APPLICATION_STEPS,
  ...ESTATE_STEPS,
  ...PROJECT_STEPS,
  ...REMOVE_STEPS,
  ...FIELD_STEPS,
  ...SUCCESSOR_STEPS,
  ...LADDER_STEPS,
  ...AUTOMATE_STEPS,
];

/**
 * The steps that lead a running platform out of Verrazzano, in an order in which each can be done: only those that apply to what was
 * adopted.
 * @param adoption - what was read
 * @throws Error when the steps cannot be ordered or one would do harm, which is a bug in this package
 */
export function planOf(adoption: Adoption): readonly PlanStep[] {
  const facts = planFacts(adoption);
  const steps = ordered(withExistingNeeds(RULES.flatMap((rule) => rule(facts) ?? [])));
  const problems = planProblems(steps, facts);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return steps;
}

/** Of the needs, those that apply; a need that does not is replaced by nothing, since it has nothing to do. */
function withExistingNeeds(steps: readonly PlanStep[]): PlanStep[] {
  const ids = new Set(steps.map(({ id }) => id));
  return steps.map((step) => ({ ...step, needs: [...new Set(step.needs.filter((id) => ids.has(id)))].sort(compare) }));
}

/** In the order of the rules, but each step after its needs. */
function ordered(steps: readonly PlanStep[]): readonly PlanStep[] {
  const done = new Set<string>();
  const result: PlanStep[] = [];
  let left = [...steps];
  while (left.length > 0) {
    const next = left.find(({ needs }) => needs.every((id) => done.has(id)));
    if (next === undefined)
      throw new Error(`[plan] the steps need each other; got ${left.map(({ id }) => id).join(', ')}`);
    done.add(next.id);
    result.push(next);
    left = left.filter((step) => step !== next);
  }
  return result;
}
