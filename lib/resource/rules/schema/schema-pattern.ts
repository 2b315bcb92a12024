import { schemaRule } from '../schema-rule';
import type { Rule } from '../types';

/** An age or size is written in a form that OpenSearch does not accept. */
export const schemaPattern: Rule = schemaRule('pattern');
