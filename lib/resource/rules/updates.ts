import { FIXED_KEYS } from '../../components';
import { isJsonObject, type JsonValue, listOf, ownMember, textOf } from '../../values/json';
import { copyJson } from '../merge/json';
import { isOn } from './context';
import { dig, digComponent } from './dig';
import type { Rule } from './types';

/** A rule that install arguments of v1alpha1 do not change; they are compared by name. */
function installArgsRule(id: string, ...keys: readonly string[]): Rule {
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
  const named = listOf(list).map(
    (item) => [isJsonObject(item) ? textOf(ownMember(item, 'name')) : '', copyJson(item)] as const,
  );
  return JSON.stringify([...named].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}

/** The profile cannot change; none is prod. */
export const updateProfileImmutable: Rule = {
  id: 'update.profile-immutable',
  layer: 'webhook',
  operations: ['update'],
  check: ({ spec, previous }) => {
    const before = textOf(dig(previous?.spec, 'profile')) || 'prod';
    const value = textOf(dig(spec, 'profile')) || 'prod';
    if (before === value) return [];
    return [{ path: 'spec.profile', value, message: `cannot change; allowed ${before}`, fix: `set it to ${before}` }];
  },
};

/** A component cannot be switched off after it was installed. */
export const disableNotAllowed: Rule = {
  id: 'disable.not-allowed',
  layer: 'component',
  operations: ['update'],
  check: ({ effective, oldEffective }) =>
    FIXED_KEYS.filter((key) => effective !== undefined && isOn(oldEffective, key) && !isOn(effective, key)).map(
      (key) => ({
        path: `spec.components.${key}.enabled`,
        value: false,
        message: 'a component cannot be switched off after it was installed',
        fix: 'leave it on',
      }),
    ),
};

/** Install arguments of MySQL cannot change. */
export const mysqlInstallargsImmutable: Rule = installArgsRule(
  'mysql.installargs-immutable',
  'keycloak',
  'mysql',
  'mysqlInstallArgs',
);

/** Install arguments of Keycloak cannot change. */
export const keycloakInstallargsImmutable: Rule = installArgsRule(
  'keycloak.installargs-immutable',
  'keycloak',
  'keycloakInstallArgs',
);
