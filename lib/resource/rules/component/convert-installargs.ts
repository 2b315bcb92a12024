import { mergeRule } from '../merge-rule';
import type { Rule } from '../types';

/** Install arguments can be translated to v1beta1. */
export const convertInstallargs: Rule = mergeRule('convert.installargs', 'component', { apis: ['v1alpha1'] });
