import { isJsonObject } from '../../values/json';
import { isOn } from './context';
import { dig, digComponent } from './dig';
import { checkedOverrides, overrideItems, sourcesOf, unreadable, valuesOf } from './override-items';
import type { Found, Rule } from './types';

/** An override item has one source. */
export const overridesOneSource: Rule = {
  id: 'overrides.one-source',
  layer: 'component',
  check: (context) =>
    checkedOverrides(context)
      .map(({ item, path }) => ({ path, value: sourcesOf(item) }))
      .filter(({ value }) => value.length > 1)
      .map((found) => ({
        ...found,
        message: 'has more than one source; allowed one of configMapRef, secretRef, values',
        fix: 'split the item',
      })),
};

/** An override item is not empty. */
export const overridesNoSource: Rule = {
  id: 'overrides.no-source',
  layer: 'component',
  check: (context) =>
    checkedOverrides(context)
      .filter(({ item }) => sourcesOf(item).length === 0)
      .map(({ item, path }) => ({
        path,
        value: item,
        message: 'has no source; allowed one of configMapRef, secretRef, values',
        fix: 'remove the item or give it a source',
      })),
};

/** The override sources that the operator reads on admission can be read. */
export const overridesRefUnresolvable: Rule = {
  id: 'overrides.ref-unresolvable',
  layer: 'component',
  check: (context) => {
    const { api, effective, own } = context;
    const components: string[] = [];
    if (api === 'v1beta1' || digComponent(own, 'istio', 'ingress', 'type') === 'NodePort') components.push('istio');
    if (digComponent(effective, 'ingressNGINX', 'type') === 'NodePort') components.push('ingressNGINX');
    if (isOn(effective, 'jaegerOperator')) components.push('jaegerOperator');
    return components.flatMap((component) => unreadable(context, overrideItems(effective, component)));
  },
};

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

/** The override sources that are read at installation can be read. */
export const reconcileOverrideRef: Rule = {
  id: 'reconcile.override-ref',
  layer: 'reconcile',
  check: (context) => {
    const { api, effective, own } = context;
    const read = ['istio', 'ingressNGINX', 'jaegerOperator'].filter((key, i) =>
      [
        api === 'v1beta1' || digComponent(own, 'istio', 'ingress', 'type') === 'NodePort',
        digComponent(effective, 'ingressNGINX', 'type') === 'NodePort',
        isOn(effective, key),
      ].at(i),
    );
    const isUsed = (component: string): boolean =>
      isOn(effective, component === 'keycloak.mysql' ? 'keycloak' : component);
    const items = overrideItems(effective).filter(({ component }) => !read.includes(component) && isUsed(component));
    return unreadable(context, items);
  },
};

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

/** Chart values are a map; the schema takes anything, and Helm cannot read it. */
export const valuesNotMap: Rule = {
  id: 'notChecked.override-values',
  layer: 'reconcile',
  check: ({ spec }) =>
    overrideItems(spec).flatMap(({ item, path }): Found[] => {
      const value = dig(item, 'values');
      if (value === undefined || isJsonObject(value)) return [];
      const kind = typeof value === 'string' ? 'a string' : Array.isArray(value) ? 'a list' : `a ${typeof value}`;
      const message = `is ${kind}, and Helm cannot read it; allowed a map of chart values`;
      const fix = typeof value === 'string' ? 'write the values as YAML, without | behind values' : 'write a map';
      return [{ path: `${path}.values`, value, message, fix }];
    }),
};
