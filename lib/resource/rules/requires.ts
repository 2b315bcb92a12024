import { isOn } from './context';
import type { Rule } from './types';

/** A rule that a component which is on needs another one. */
export function requiresRule(
  id: string,
  needed: string,
  users: readonly string[],
  operations?: Rule['operations'],
): Rule {
  return {
    id,
    layer: 'component',
    ...(operations === undefined ? {} : { operations }),
    check: ({ effective }) =>
      users
        .filter((user) => effective !== undefined && isOn(effective, user) && !isOn(effective, needed))
        .map((user) => ({
          path: `spec.components.${needed}.enabled`,
          value: false,
          message: `${user} is on and needs ${needed}, which is off`,
          fix: `set components.${needed}.enabled to true or components.${user}.enabled to false`,
        })),
  };
}
