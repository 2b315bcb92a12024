import { mergeRule } from '../merge-rule';
import type { Rule } from '../types';

/** Lists of the profile and of the resource are merged by a key that an item lacks. */
export const effectiveListMergeKey: Rule = mergeRule('effective.list-merge-key', 'effective-cr');
