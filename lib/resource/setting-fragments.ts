import { isDeepStrictEqual } from 'util';
import { isJsonObject, type JsonObject, type JsonValue, listOf } from '../values/json';
import type { Problem } from '../values/problem';

/** What a property of a profile sets in one component. */
export interface SettingFragment {
  /** Name of the property. */
  readonly at: string;
  /** Key of the component in `spec.components`. */
  readonly key: string;
  /** Fields of its section, with items of `overrides`. */
  readonly section: JsonObject;
}

/**
 * Adds fragments to sections of `spec.components`. Settings of the user in a section are stronger: fields stay, and items of `overrides`
 * come first. Of several fragments the earlier one is stronger.
 * @param sections - the user's settings of components
 * @param fragments - what properties of the profile set
 */
export function withFragments(
  sections: Readonly<Record<string, JsonObject>>,
  fragments: readonly SettingFragment[],
): Record<string, JsonObject> {
  const result = { ...sections };
  for (const { key, section } of fragments) {
    const before = result[key] ?? {};
    const overrides = [...listOf(before.overrides), ...listOf(section.overrides)];
    result[key] = { ...section, ...before, ...(overrides.length > 0 && { overrides }) };
  }
  return result;
}

/**
 * Settings that two places set, with different values; values in ConfigMaps or Secrets are not known.
 * @param sections - the user's settings of components
 * @param fragments - what properties of the profile set
 */
export function fragmentProblems(
  sections: Readonly<Record<string, JsonObject>>,
  fragments: readonly SettingFragment[],
): readonly Problem[] {
  const stated = Object.entries(sections).map(([key, section]) => ({ at: `components.${key}`, key, section }));
  return fragments.flatMap((fragment, index) =>
    [...stated, ...fragments.slice(0, index)]
      .filter(({ key }) => key === fragment.key)
      .flatMap((other) => contradictions(other, fragment)),
  );
}

function contradictions(other: SettingFragment, fragment: SettingFragment): readonly Problem[] {
  const { overrides: _, ...fields } = other.section;
  const { overrides: __, ...own } = fragment.section;
  const inFields = differences(fields, own, []);
  const inValues = documents(other).flatMap((document) =>
    documents(fragment).flatMap((mine) => differences(document, mine, [])),
  );
  return [...inFields, ...inValues].map(({ path, theirs, mine }) => ({
    what: `${fragment.at} and ${other.at} both set ${path.join('.')}`,
    got: [mine, theirs],
    allowed: 'one of them',
    fix: `remove it from one of them; otherwise ${other.at} would win`,
  }));
}

interface Difference {
  readonly path: readonly string[];
  readonly theirs: JsonValue;
  readonly mine: JsonValue;
}

/** What both have and have differently; lists of named items are compared by name, as the gateways of Istio are merged. */
function differences(theirs: JsonValue, mine: JsonValue, path: readonly string[]): readonly Difference[] {
  if (isDeepStrictEqual(theirs, mine)) return [];
  if (isJsonObject(theirs) && isJsonObject(mine)) {
    return Object.entries(mine).flatMap(([key, value]) => {
      const other = theirs[key];
      return value === undefined || other === undefined ? [] : differences(other, value, [...path, key]);
    });
  }
  const [named, own] = [byName(theirs), byName(mine)];
  if (named !== undefined && own !== undefined) return differences(named, own, path);
  return [{ path, theirs, mine }];
}

function byName(value: JsonValue): JsonObject | undefined {
  if (!Array.isArray(value)) return undefined;
  const entries = (value as readonly JsonValue[]).map((item): [string, JsonValue] | undefined =>
    isJsonObject(item) && typeof item.name === 'string' ? [item.name, item] : undefined,
  );
  const named = entries.filter((entry) => entry !== undefined);
  return named.length === entries.length ? Object.fromEntries(named) : undefined;
}

function documents({ section }: SettingFragment): readonly JsonObject[] {
  return listOf(section.overrides).flatMap((item) => {
    const values = isJsonObject(item) ? item.values : undefined;
    return isJsonObject(values) ? [values] : [];
  });
}
