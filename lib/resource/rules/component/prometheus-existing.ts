import { existingWorkloadRule } from '../existing';
import type { Rule } from '../types';

/** There is no Prometheus of another installation. */
export const prometheusExisting: Rule = existingWorkloadRule(
  'prometheus.existing',
  'prometheus',
  'istio-system/prometheus-server',
);
