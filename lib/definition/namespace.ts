import type { ComponentDefinition } from './definition';
import type { NamespaceName } from './namespaces';
import { namespaceDefinition } from './namespaces';

/**
 * Namespaces that the platform creates or labels while a set of components is enabled:
 *
 * those of components and workloads, and those that the table of namespaces lists for them.
 * @param definitions - the enabled components
 */
export function namespacesOf(definitions: readonly ComponentDefinition[]): readonly NamespaceName[] {
  const names = new Set(definitions.map(({ name }) => name));
  const inhabited = new Set(definitions.flatMap(inhabitedBy));
  const listed = new Set(definitions.flatMap(({ namespaces }) => namespaces ?? []));
  return [...listed].filter((namespace) => {
    const { always, neededBy } = namespaceDefinition(namespace);
    return always === true || inhabited.has(namespace) || neededBy?.some((name) => names.has(name)) === true;
  });
}

function inhabitedBy(definition: ComponentDefinition): NamespaceName[] {
  const ofWorkloads = Object.values(definition.workloads ?? {}).flatMap(({ namespace }) => namespace ?? []);
  return [definition.namespace, ...ofWorkloads];
}
