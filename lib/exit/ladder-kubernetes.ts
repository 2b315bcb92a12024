import { versionLine } from '../definition/version-line';
import { compareVersions } from '../values/version-number';
import { kubernetesPlace } from '../definition/hop/hop-kubernetes';
import type { LadderGoal } from './ladder-goals';

/** Versions of Kubernetes that the facts speak of. */
export const KUBERNETES_VERSIONS = { from: '1.24', to: '1.36' } as const;

/**
 * The highest version of Kubernetes on which every goal runs: the stated ones, and the ends of the ladders of the others.
 * @param goals - the components to move
 * @param from - version of Kubernetes that runs
 * @param to - the highest version that the facts know
 * @returns the version that runs where no higher one fits
 */
export function highestKubernetes(goals: readonly LadderGoal[], from: string, to: string): string {
  const ends = goals.flatMap(({ replacement, from: start, to: goal }) => {
    const line = versionLine(replacement);
    const end = goal ?? line.published(replacement.end?.version) ?? line.newest;
    if (end === undefined) return [];
    return [{ line, end: start !== undefined && start.index > end.index ? start : end }];
  });
  let found = from;
  for (let minor = Number(from.split('.')[1]); compareVersions(`1.${minor}`, to) <= 0; minor++) {
    if (ends.every(({ line, end }) => kubernetesPlace(line, end, `1.${minor}`) === 'inside')) found = `1.${minor}`;
  }
  return found;
}
