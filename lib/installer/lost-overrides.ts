import { v1alpha1Section, type ChartFacts } from '../charts';
import { sectionOf } from '../definition/effective-definition';
import type { ComponentDefinition } from '../definition/definition';
import { fixedValues } from '../definition/replacement-values';
import { isJsonObject, type JsonObject, type JsonValue } from '../values/json';
import { valueAtPath } from '../values/path';
import type { Problem } from '../values/problem';
import type { ChartSource } from './chart-source';
import { lostImageKeys } from './published/published-images';

/**
 * Overrides of the user that a published chart would lose: values that it does not have, or that keep the names of what runs.
 * @param components - the components that charts make
 * @param enabled - all components, of which several may share a chart
 * @param facts - what the resource states
 * @param source - where the charts come from
 */
export function lostOverrides(
  components: readonly ComponentDefinition[],
  enabled: readonly ComponentDefinition[],
  facts: ChartFacts,
  source: ChartSource,
): readonly Problem[] {
  return components.flatMap((definition) => {
    const [published, section] = [source.published(definition.name), sectionOf(definition)];
    if (published === undefined || section === undefined) return [];
    const { line, version } = published;
    const stated = statedValues(facts, section);
    const images = lostImageKeys(enabled.filter((one) => sectionOf(one) === section));
    const fixed = [...fixedValues(line, version), ...images.map((path) => ({ path, to: undefined }))];
    return fixed.flatMap(({ path, to }): Problem[] => {
      const value = stated.map((values) => valueAtPath(values, path.split('.'))).find((found) => found !== undefined);
      if (value === undefined || isWithin(to, value)) return [];
      const chart = `chart ${version.chart?.name ?? ''} ${version.version}`;
      return [
        {
          at: `components.${section}.overrides`,
          what: `${path} is lost: ${chart} ${to === undefined ? 'does not take that of the release' : 'keeps what runs by another value'}`,
          got: value,
          ...(to !== undefined && { allowed: JSON.stringify(to) }),
          fix: 'take it out, or stay with chart: ChartSource.release()',
        },
      ];
    });
  });
}

/** Overrides that cannot be read are reported with the values of the chart. */
function statedValues(facts: ChartFacts, section: string): readonly JsonObject[] {
  try {
    return facts.overrides(v1alpha1Section(section));
  } catch (error) {
    if (error instanceof Error && error.name === 'ChartValuesError') return [];
    throw error;
  }
}

/** Whether what the user states is what the rule sets anyway. */
function isWithin(to: JsonValue | undefined, value: JsonValue): boolean {
  if (to === undefined) return false;
  if (!isJsonObject(to) || !isJsonObject(value)) return JSON.stringify(to) === JSON.stringify(value);
  return Object.entries(value).every(([key, inner]) => inner === undefined || isWithin(to[key], inner));
}
