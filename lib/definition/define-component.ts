import type { ComponentFacts } from './definition';
import type { KeyOf } from './port-name';

/**
 * Declares a component. Literal types are kept, so that the names of its ports are known to the compiler.
 * @param facts - the declared facts
 */
export function defineComponent<const D extends ComponentFacts>(facts: D): D & { readonly key: KeyOf<D> } {
  const key = facts.specKey ?? facts.name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return { ...facts, key: key as KeyOf<D> };
}
