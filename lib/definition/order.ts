import type { ComponentDefinition } from './definition';

/**
 * Components in the order in which they become ready: each after those in its `after`, otherwise in the given order.
 *
 * A component that is off is left out and counts as ready, as in the platform operator.
 * @param definitions - all components, in registry order
 * @param isOn - whether a component is enabled
 * @throws Error when components wait for each other in a circle, which it names
 */
export function dependencyOrder<D extends Pick<ComponentDefinition, 'name' | 'after'>>(
  definitions: readonly D[],
  isOn: (name: string) => boolean,
): readonly D[] {
  const enabled = new Map(
    definitions.filter(({ name }) => isOn(name)).map((definition) => [definition.name, definition]),
  );
  const ordered = new Set<D>();
  const path: string[] = [];
  const onPath = new Set<string>();
  const visit = (definition: D): void => {
    if (ordered.has(definition)) return;
    if (onPath.has(definition.name)) throw new Error(cycleMessage([...path, definition.name]));
    path.push(definition.name);
    onPath.add(definition.name);
    for (const name of definition.after ?? []) {
      const dependency = enabled.get(name);
      if (dependency !== undefined) visit(dependency);
    }
    onPath.delete(definition.name);
    path.pop();
    ordered.add(definition);
  };
  for (const definition of enabled.values()) visit(definition);
  return [...ordered];
}

function cycleMessage(path: readonly string[]): string {
  const circle = path.slice(path.indexOf(path.at(-1) ?? ''));
  return `components wait for each other; got ${circle.join(' -> ')}; allowed an order without circles`;
}
