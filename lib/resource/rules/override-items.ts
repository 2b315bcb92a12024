import { readKubernetesYaml } from '../../values/yaml/read-kubernetes-yaml';
import { isJsonObject, type JsonObject, type JsonValue, listOf, objectOf, textOf } from '../../values/json';
import { configMapEntries, isContentUnknown, secretEntries } from './cluster-facts';
import { dig, digComponent } from './dig';
import type { Found, RuleContext } from './types';

/** An item of an override list. */
export interface OverrideItem {
  /** Component, as a path below `components`: `istio`, `keycloak.mysql`. */
  readonly component: string;
  readonly path: string;
  readonly item: JsonObject;
}

const SOURCES = ['configMapRef', 'secretRef', 'values'] as const;

/** The override items of all components of an effective spec, or of one. */
export function overrideItems(spec: JsonObject | undefined, ...components: readonly string[]): OverrideItem[] {
  const names =
    components.length > 0 ? components : [...Object.keys(objectOf(dig(spec, 'components'))), 'keycloak.mysql'];
  return names.flatMap((component) =>
    listOf(digComponent(spec, ...component.split('.'), 'overrides')).map((item, i) => ({
      component,
      path: `spec.components.${component}.overrides[${i}]`,
      item: objectOf(item),
    })),
  );
}

/** The override items that the operator checks for their sources, before install arguments of v1alpha1 become overrides. */
export function checkedOverrides({ own, operation }: RuleContext): OverrideItem[] {
  const certManagerOff = operation === 'create' && digComponent(own, 'certManager', 'enabled') === false;
  const left = ['clusterAPI', 'opensearchOperator'];
  if (operation === 'update') left.push('console');
  if (certManagerOff) left.push('certManager');
  return overrideItems(own).filter(({ component }) => !left.includes(component));
}

/** The names of the sources that an item has. */
export function sourcesOf(item: JsonObject): string[] {
  return SOURCES.filter((source) => dig(item, source) !== undefined);
}

/** The values of an item, from wherever they come; undefined when there are none. */
export function valuesOf(context: RuleContext, { item }: OverrideItem): JsonValue | undefined {
  const values = dig(item, 'values');
  if (values !== undefined) return values;
  const text = referencedText(context, item);
  if (text === undefined) return undefined;
  try {
    return readKubernetesYaml(text);
  } catch {
    return undefined;
  }
}

/** References of items that cannot be read: no object, no key, or no YAML. Items that are optional are left out. */
export function unreadable(context: RuleContext, items: readonly OverrideItem[]): Found[] {
  return items.flatMap(({ item, path }) => {
    const kind = isJsonObject(dig(item, 'configMapRef')) ? 'configMapRef' : 'secretRef';
    const reference = objectOf(dig(item, kind));
    const [objectKind, name] = [kind === 'secretRef' ? 'Secret' : 'ConfigMap', textOf(reference['name'])] as const;
    if (dig(item, kind) === undefined || reference['optional'] === true) return [];
    if (isContentUnknown(context.cluster, objectKind, namespaceOf(context), name)) return [];
    const object = `${objectKind} ${namespaceOf(context)}/${name}`;
    const text = referencedText(context, item);
    if (text === undefined || !isYaml(text)) {
      const what = text === undefined ? `needs ${object} with key` : `needs YAML in ${object}, key`;
      const message = `${what} ${textOf(reference['key'])}`;
      const fix = 'create it first, or set optional: true';
      return [{ path: `${path}.${kind}`, value: reference, message, needs: object, fix }];
    }
    return [];
  });
}

function referencedText(context: RuleContext, item: JsonObject): string | undefined {
  const [configMap, secret] = [dig(item, 'configMapRef'), dig(item, 'secretRef')];
  const reference = configMap ?? secret;
  const read = configMap === undefined ? secretEntries : configMapEntries;
  const data = read(context.cluster, namespaceOf(context), textOf(dig(reference, 'name')));
  return data?.get(textOf(dig(reference, 'key')));
}

function namespaceOf({ resource }: RuleContext): string {
  return textOf(dig(resource.metadata, 'namespace')) || 'default';
}

function isYaml(text: string): boolean {
  try {
    readKubernetesYaml(text);
    return true;
  } catch {
    return false;
  }
}
