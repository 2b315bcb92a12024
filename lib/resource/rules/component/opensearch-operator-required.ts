import { requiresRule } from '../requires';
import type { Rule } from '../types';

/** OpenSearch and its Dashboards need their operator. */
export const opensearchOperatorRequired: Rule = requiresRule(
  'opensearchOperator.required',
  'opensearchOperator',
  ['opensearch', 'opensearchDashboards'],
  ['create'],
);
