import { dig } from '../dig';
import { isOn } from '../context';
import { overrideItems, valuesOf } from '../overrides';
import type { Found, Rule } from '../types';

const OWNED = [
  'nameOverride',
  'fullnameOverride',
  'serviceAccount.name',
  'ingress.enabled',
  'jaeger.spec.storage.dependencies.enabled',
];

/** Some values of the Jaeger operator belong to the platform. */
export const jaegerOperatorDisallowedOverride: Rule = {
  id: 'jaegerOperator.disallowed-override',
  layer: 'component',
  check: (context) => {
    if (!isOn(context.effective, 'jaegerOperator')) return [];
    return overrideItems(context.effective, 'jaegerOperator').flatMap((item) =>
      OWNED.flatMap((key): Found[] => {
        const value = dig(valuesOf(context, item), ...key.split('.'));
        const message = `${key} belongs to the platform`;
        return value === undefined ? [] : [{ path: `${item.path}.values.${key}`, value, message, fix: 'remove it' }];
      }),
    );
  },
};
