import { dig } from '../dig';
import { existingNamespaceRule } from '../existing';
import type { Rule } from '../types';

const RANCHER = /^(cattle|fleet)-|^rancher-operator-system$/;

/** Nothing else has installed Rancher. */
export const rancherExistingNamespace: Rule = existingNamespaceRule(
  'rancher.existing-namespace',
  'rancher',
  'cattle-system',
  (name, item) =>
    RANCHER.test(name) || dig(item, 'metadata', 'annotations', 'management.cattle.io/system-namespace') === 'true',
);
