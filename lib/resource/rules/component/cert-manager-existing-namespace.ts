import { existingNamespaceRule } from '../existing';
import type { Rule } from '../types';

/** Nothing else has installed cert-manager. */
export const certManagerExistingNamespace: Rule = existingNamespaceRule(
  'certManager.existing-namespace',
  'certManager',
  'cert-manager',
  (name) => name === 'cert-manager',
);
