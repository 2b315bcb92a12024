import { COMPONENTS } from '../../components';
import { sectionOf } from '../../definition/effective-definition';
import { specField } from '../../definition/enablement';
import { isJsonObject, objectsOf, type JsonObject } from '../../values/json';
import { valuesDrift } from '../drift/drift-values';

/**
 * Values that overrides of a profile state and delivered charts lack: overrides of a program cannot take them away.
 * @param values - values of charts that something delivers, by component
 * @param profile - what the profile sets
 */
export function lackedValues(values: ReadonlyMap<string, JsonObject>, profile: JsonObject): number {
  return COMPONENTS.flatMap((definition) => {
    const [runs, section] = [values.get(definition.name), sectionOf(definition)];
    if (runs === undefined || section === undefined) return [];
    const stated = objectsOf(specField(profile, ...section.split('.'), 'overrides'));
    return stated
      .flatMap((item) => (isJsonObject(item.values) ? valuesDrift(runs, item.values) : []))
      .filter((one) => one.runs === undefined);
  }).length;
}
