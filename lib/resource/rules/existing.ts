import type { JsonObject } from '../../values/json';
import { isVerrazzanoNamespace } from './cluster-facts';
import { isOn } from './context';
import { dig, itemsOf, textOf } from './dig';
import type { Found, Rule, RuleContext } from './types';

/** A rule against a namespace that something else has made: the first one that `isIt` accepts must be Verrazzano's. */
export function existingNamespaceRule(
  id: string,
  specKey: string,
  named: string,
  isIt: (name: string, namespace: JsonObject) => boolean,
): Rule {
  return {
    id,
    layer: 'component',
    fact: 'Namespaces',
    operations: ['create'],
    check: (context) => {
      if (!isOn(context.effective, specKey)) return [];
      const first = (context.cluster.Namespaces ?? []).find((item) =>
        isIt(textOf(dig(item, 'metadata', 'name')), item),
      );
      if (first === undefined || isVerrazzanoNamespace(first)) return [];
      const value = textOf(dig(first, 'metadata', 'name'));
      return [found(specKey, `namespace ${value} exists without the label verrazzano.io/namespace`, value)];
    },
    assume: ({ effective }) =>
      isOn(effective, specKey)
        ? [found(specKey, `needs a cluster where nothing else has made namespace ${named}`)]
        : [],
  };
}

/** A rule against a Deployment or Service that is there already. */
export function existingWorkloadRule(id: string, specKey: string, name: string): Rule {
  return {
    id,
    layer: 'component',
    fact: 'Deployments',
    operations: ['create'],
    check: ({ effective, cluster }: RuleContext) =>
      isOn(effective, specKey) && [...itemsOf(cluster.Deployments), ...itemsOf(cluster.Services)].includes(name)
        ? [found(specKey, 'a Deployment or Service of this name exists already', name)]
        : [],
    assume: ({ effective }) =>
      isOn(effective, specKey) ? [found(specKey, `needs a cluster without Deployment and Service ${name}`)] : [],
  };
}

function found(specKey: string, message: string, value?: string): Found {
  const path = `spec.components.${specKey}`;
  const fix = `remove what is installed there, or set ${path}.enabled to false`;
  return { path, ...(value === undefined ? {} : { value }), message, fix };
}
