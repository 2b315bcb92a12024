import { isJsonList, isJsonObject, type JsonObject, type JsonValue, ownMember } from '../../values/json';

/**
 * `stronger` with the override lists of `weaker` appended to its own, for the components in `names` that both sides have.
 *
 * A merge replaces override lists, so this comes before it; the first item of a list is the strongest. A component may be
 * inside another: `keycloak.mysql`.
 *
 * @param stronger - the spec whose items come first
 * @param weaker - the spec whose items are appended
 * @param names - keys of `spec.components`, dotted where one component is inside another
 */
export function appendOverrides(stronger: JsonObject, weaker: JsonObject, names: readonly string[]): JsonObject {
  return names.reduce((spec, name) => append(spec, weaker, ['components', ...name.split('.')]), stronger);
}

function append(stronger: JsonObject, weaker: JsonObject, path: readonly string[]): JsonObject {
  const [key, ...rest] = path;
  if (key === undefined) {
    const items = [...listOf(stronger), ...listOf(weaker)];
    return items.length === 0 ? stronger : { ...stronger, overrides: items };
  }
  const strongerPart = ownMember(stronger, key);
  const weakerPart = ownMember(weaker, key);
  if (!isJsonObject(strongerPart) || !isJsonObject(weakerPart)) return stronger;
  return { ...stronger, [key]: append(strongerPart, weakerPart, rest) };
}

function listOf(component: JsonObject): readonly JsonValue[] {
  const overrides = ownMember(component, 'overrides');
  return isJsonList(overrides) ? overrides : [];
}
