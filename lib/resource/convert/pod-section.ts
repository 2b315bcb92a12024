import { stringify } from 'yaml';
import { compare } from '../../values/compare';
import { isJsonObject, type JsonObject, type JsonValue } from '../../values/json';
import { ownMember } from '../merge/json';

/**
 * The override item for the `kubernetes` section of the auth proxy: its replicas, 0 where none are given, and the affinity
 * as YAML text.
 *
 * Source: `convertCommonKubernetesToYaml` in v1alpha1/convert_to.go at v1.7.2.
 *
 * @param section - in typed form
 */
export function podOverride(section: JsonObject): JsonObject {
  const affinity = ownMember(section, 'affinity');
  return {
    values: {
      replicas: ownMember(section, 'replicas') ?? 0,
      ...(isJsonObject(affinity) ? { affinity: goYaml(affinity) } : {}),
    },
  };
}

/** YAML as gopkg.in/yaml.v2 writes it: sorted keys, lists not indented below their key. */
function goYaml(value: JsonValue): string {
  return stringify(value, {
    compat: 'yaml-1.1',
    indentSeq: false,
    lineWidth: 0,
    aliasDuplicateObjects: false,
    sortMapEntries: (a, b) => compare(String(a.key), String(b.key)),
  });
}
