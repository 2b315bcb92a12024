import { isJsonObject, type JsonValue } from '../../values/json';
import { copyJson, ownMember } from '../merge/json';
import { digComponent, itemsOf, textOf } from './dig';
import type { Rule } from './types';

/** A rule that install arguments of v1alpha1 do not change; they are compared by name. */
export function installArgsRule(id: string, ...keys: readonly string[]): Rule {
  return {
    id,
    layer: 'component',
    operations: ['update'],
    apis: ['v1alpha1'],
    check: ({ own, oldOwn }) => {
      const [before, after] = [digComponent(oldOwn, ...keys), digComponent(own, ...keys)];
      if (own === undefined || oldOwn === undefined || byName(before) === byName(after)) return [];
      const path = ['spec.components', ...keys].join('.');
      return [
        {
          path,
          value: after ?? null,
          message: 'install arguments cannot change',
          fix: 'restore those of the stored resource',
        },
      ];
    },
  };
}

function byName(list: JsonValue | undefined): string {
  const named = itemsOf(list).map(
    (item) => [isJsonObject(item) ? textOf(ownMember(item, 'name')) : '', copyJson(item)] as const,
  );
  return JSON.stringify([...named].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}
