import { requiresRule } from '../requires';
import type { Rule } from '../types';

/** Prometheus needs its operator. */
export const prometheusOperatorRequired: Rule = requiresRule('prometheusOperator.required', 'prometheusOperator', [
  'prometheus',
]);
