import { mergeRule } from '../merge-rule';
import type { Rule } from '../types';

/** An issuer is either a CA or Let's Encrypt. */
export const effectiveIssuerExclusive: Rule = mergeRule('effective.issuer-exclusive', 'effective-cr');
