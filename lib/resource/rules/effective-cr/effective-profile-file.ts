import { mergeRule } from '../merge-rule';
import type { Rule } from '../types';

/** The profile file does not exist; a new resource is refused for its profile name already. */
export const effectiveProfileFile: Rule = mergeRule('effective.profile-file', 'effective-cr', {
  operations: ['update'],
});
