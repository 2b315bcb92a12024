import type { MergeProblem } from '../merge/merge-error';
import type { Found, Layer, Rule } from './types';

/** A rule that the merge or the conversion itself finds broken, in the new resource or in the stored one. */
function mergeRule(id: string, layer: Layer, options: Pick<Rule, 'operations' | 'apis'> = {}): Rule {
  return { id, layer, ...options, check: ({ problems }) => problems.filter(({ rule }) => rule === id).map(foundOf) };
}

/** A problem of a merge as a finding. */
export function foundOf({ at = 'spec', what, got, allowed, fix = 'correct the value' }: MergeProblem): Found {
  return { path: at, value: got, message: allowed === undefined ? what : `${what}; allowed ${allowed}`, fix };
}

/** An issuer is either a CA or Let's Encrypt. */
export const effectiveIssuerExclusive: Rule = mergeRule('effective.issuer-exclusive', 'effective-cr');

/** The issuer is configured in the old place or in the new one. */
export const effectiveIssuerVsCertificate: Rule = mergeRule('effective.issuer-vs-certificate', 'effective-cr');

/** Lists of the profile and of the resource are merged by a key that an item lacks. */
export const effectiveListMergeKey: Rule = mergeRule('effective.list-merge-key', 'effective-cr');

/** The profile file does not exist; a new resource is refused for its profile name already. */
export const effectiveProfileFile: Rule = mergeRule('effective.profile-file', 'effective-cr', {
  operations: ['update'],
});

/** Install arguments can be translated to v1beta1. */
export const convertInstallargs: Rule = mergeRule('convert.installargs', 'component', { apis: ['v1alpha1'] });
