import { schemaRule } from '../schema-rule';
import type { Rule } from '../types';

/** A number does not fit in its field. */
export const schemaInt32: Rule = schemaRule('int32');
