import { Document, visit, type Pair } from 'yaml';
import { compare } from '../../values/compare';
import { isJsonObject, type JsonObject, type JsonValue, ownMember } from '../../values/json';
import { readKubernetesYaml } from '../../values/yaml/read-kubernetes-yaml';

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

/** YAML as gopkg.in/yaml.v2 writes it: sorted keys, lists not indented below their key, double quotes around what is not text. */
function goYaml(value: JsonValue): string {
  const document = new Document(value, { aliasDuplicateObjects: false, sortMapEntries: byKey });
  visit(document, {
    Scalar: (_, node) => {
      if (typeof node.value === 'string' && !isPlainText(node.value)) node.type = 'QUOTE_DOUBLE';
    },
  });
  return document.toString({ indentSeq: false, lineWidth: 0, singleQuote: true });
}

function byKey(a: Pair, b: Pair): number {
  return compare(String(a.key), String(b.key));
}

/** Whether a string without quotes would still be a string, or no YAML at all. */
function isPlainText(text: string): boolean {
  try {
    return !['boolean', 'number', 'object'].includes(typeof readKubernetesYaml(text)) || /[:{}[\]#]/.test(text);
  } catch {
    return true;
  }
}
