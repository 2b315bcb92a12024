import type { ComponentFacts, KeyOf } from './definition';

/**
 * Declares a component. Literal types survive, so that the types know its ports.
 * @param facts - what the file says about the component
 */
export function defineComponent<const D extends ComponentFacts>(facts: D): D & { readonly key: KeyOf<D> } {
  const key = facts.specKey ?? facts.name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return { ...facts, key: key as KeyOf<D> };
}
