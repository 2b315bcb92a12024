import type { Layer, Rule } from './types';
import type { MergeProblem } from '../merge/merge-error';
import type { Found } from './types';

/** A rule that the merge or the conversion itself finds broken, in the new resource or in the stored one. */
export function mergeRule(id: string, layer: Layer, options: Pick<Rule, 'operations' | 'apis'> = {}): Rule {
  return { id, layer, ...options, check: ({ problems }) => problems.filter(({ rule }) => rule === id).map(foundOf) };
}

/** A problem of a merge as a finding. */
export function foundOf({ at = 'spec', what, got, allowed, fix = 'correct the value' }: MergeProblem): Found {
  return { path: at, value: got, message: allowed === undefined ? what : `${what}; allowed ${allowed}`, fix };
}
