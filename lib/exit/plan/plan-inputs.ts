import type { PlanInput, PlanStep } from './plan-step';

/** Where the output of the program goes. */
export const REPOSITORY: PlanInput = {
  name: 'REPOSITORY',
  what: 'URL of the Git repository for the output of the program, as Argo CD clones it',
  where: 'your Git server; a new, empty repository',
};

/** What was given to `adopt`. */
export const DUMP: PlanInput = {
  name: 'DUMP',
  what: 'files and folders of the dump from which this plan was made, separated by spaces',
  where: 'the arguments of `adopt` or `plan`',
};

/**
 * The inputs of a plan, each once, in the order in which they are needed.
 * @param steps - the plan
 */
export function planInputs(steps: readonly PlanStep[]): readonly PlanInput[] {
  const all = steps.flatMap(({ inputs = [] }) => inputs);
  return [...new Map(all.map((one) => [one.name, one] as const)).values()];
}
