import { schemaRule } from '../schema-rule';
import type { Rule } from '../types';

/** A field that its parent requires is absent. */
export const schemaRequired: Rule = schemaRule('required');
