import { existingWorkloadRule } from '../existing';
import type { Rule } from '../types';

/** There is no Grafana of another installation. */
export const grafanaExisting: Rule = existingWorkloadRule('grafana.existing', 'grafana', 'istio-system/grafana');
