import { schemaRule } from '../schema-rule';
import type { Rule } from '../types';

/** A text is not a Kubernetes quantity. */
export const schemaQuantity: Rule = schemaRule('quantity');
