import { FIXED_KEYS } from '../../../components';
import { isOn } from '../context';
import type { Rule } from '../types';

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
