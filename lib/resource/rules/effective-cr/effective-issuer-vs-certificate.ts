import { mergeRule } from '../merge-rule';
import type { Rule } from '../types';

/** The issuer is configured in the old place or in the new one. */
export const effectiveIssuerVsCertificate: Rule = mergeRule('effective.issuer-vs-certificate', 'effective-cr');
