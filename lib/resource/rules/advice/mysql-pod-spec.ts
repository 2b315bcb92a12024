import { dig } from '../dig';
import { overrideItems } from '../overrides';
import type { Rule } from '../types';

/** Changes of the pods of MySQL do not restart them. */
export const mysqlPodSpec: Rule = {
  id: 'warn.mysql-podspec',
  layer: 'reconcile',
  operations: ['update'],
  check: ({ spec }) =>
    overrideItems(spec, 'keycloak.mysql').flatMap(({ item, path }) => {
      const value = dig(item, 'values', 'podSpec');
      const message = 'a change of podSpec does not restart the pods of MySQL';
      return value === undefined
        ? []
        : [{ path: `${path}.values.podSpec`, value, message, fix: 'restart them yourself' }];
    }),
};
