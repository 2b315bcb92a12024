import { existingNamespaceRule } from '../existing';
import type { Rule } from '../types';

/** Nothing else has installed Istio. */
export const istioExistingNamespace: Rule = existingNamespaceRule(
  'istio.existing-namespace',
  'istio',
  'istio-system',
  (name) => name === 'istio-system',
);
