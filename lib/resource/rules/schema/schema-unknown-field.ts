import { schemaRule } from '../schema-rule';
import type { Rule } from '../types';

/** A field is not in the schema; strict validation refuses it, otherwise it is dropped. */
export const schemaUnknownField: Rule = schemaRule('unknown-field');
