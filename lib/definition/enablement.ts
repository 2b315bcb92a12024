import type { JsonObject, JsonValue } from '../values/json';
import { isJsonObject } from '../values/json';
import type { ComponentDefinition } from './definition';

/**
 * Names of the components that an effective resource enables.
 *
 * A definition's own rule decides first, then the field `enabled`, then the components that enable it, then the default of the
 * platform operator. Source: `pkg/vzcr/enabled.go` at v1.7.2.
 * @param definitions - all components
 * @param spec - `spec` of the effective resource
 * @throws Error when components enable each other in a circle
 */
export function enabledNames(definitions: readonly ComponentDefinition[], spec: JsonObject): ReadonlySet<string> {
  const byName = new Map(definitions.map((definition) => [definition.name, definition]));
  const known = new Map<string, boolean | undefined>();
  const isOn = (name: string): boolean => {
    const definition = byName.get(name);
    if (definition === undefined)
      throw new Error(`unknown component; got ${name}; allowed ${[...byName.keys()].join(', ')}`);
    const before = known.get(name);
    if (before !== undefined) return before;
    if (known.has(name)) throw new Error(`the enablement of ${name} depends on itself`);
    known.set(name, undefined);
    const on = decide(definition, spec, isOn);
    known.set(name, on);
    return on;
  };
  return new Set(definitions.map(({ name }) => name).filter(isOn));
}

function decide(definition: ComponentDefinition, spec: JsonObject, isOn: (name: string) => boolean): boolean {
  if (definition.isEnabled !== undefined) return definition.isEnabled(spec, isOn);
  const enabled = definition.specKey === undefined ? undefined : specField(spec, definition.specKey, 'enabled');
  if (typeof enabled === 'boolean') return enabled;
  if (definition.enabledBy !== undefined) return definition.enabledBy.some(isOn);
  return definition.enabledWhenUnset ?? true;
}

/**
 * A field below `spec.components` of a resource; undefined when any part of the path is absent.
 * @param spec - `spec` of the resource
 * @param path - keys below `components`
 */
export function specField(spec: JsonObject, ...path: readonly string[]): JsonValue | undefined {
  return ['components', ...path].reduce<JsonValue | undefined>(
    (value, key) => (value !== undefined && isJsonObject(value) ? value[key] : undefined),
    spec,
  );
}
