import { digComponent } from '../dig';
import { storageOf } from '../storage';
import type { Rule } from '../types';

/** The claim of MySQL names a template, in the stored resource too. */
export const mysqlClaimTemplate: Rule = {
  id: 'mysql.claim-template',
  layer: 'component',
  operations: ['update'],
  check: ({ effective, oldEffective }) =>
    [effective, oldEffective].flatMap((spec, i) => {
      const source = digComponent(spec, 'keycloak', 'mysql', 'volumeSource');
      const storage = storageOf(spec, source);
      if (storage.kind !== 'claim' || storage.template !== undefined) return [];
      const path = 'spec.components.keycloak.mysql.volumeSource.persistentVolumeClaim.claimName';
      const message = `${i === 0 ? 'names' : 'of the stored resource names'} no entry of volumeClaimSpecTemplates`;
      return [{ path, value: storage.claimName, message, fix: 'add a template with this metadata.name' }];
    }),
};
