import { VERRAZZANO_V1ALPHA1 } from '../../definition/verrazzano-api';
import type { VerrazzanoResource } from '../../resource/merge';
import { isJsonList, isJsonObject, type JsonObject, type JsonValue } from '../../values/json';
import { readKubernetesYaml } from '../../values/yaml/read-kubernetes-yaml';
import type { Note } from './metadata';

/**
 * Install arguments of v1alpha1 that ask for text with `setString` and do not get it: upstream's conversion does not look at
 * the field, so that a value such as `false` or `010` becomes a flag or a number.
 *
 * Source: `convertInstallArgsToYaml` in platform-operator/apis/verrazzano/v1alpha1/convert_to.go at v1.7.2.
 *
 * @param resource - as it was read
 */
export function setStringNotes({ apiVersion, spec }: VerrazzanoResource): readonly Note[] {
  return apiVersion === VERRAZZANO_V1ALPHA1 ? notesIn(spec?.components ?? null, 'spec.components') : [];
}

function notesIn(value: JsonValue, path: string): Note[] {
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, member = null]) => {
    const at = `${path}.${key}`;
    if (!/[iI]nstallArgs$/.test(key)) return notesIn(member, at);
    const items = isJsonList(member) ? member : [];
    return items.flatMap((item, i) => (isJsonObject(item) ? argumentNotes(item, `${at}[${i}]`) : []));
  });
}

function argumentNotes({ setString, value, valueList }: JsonObject, path: string): Note[] {
  if (setString !== true) return [];
  const texts = isJsonList(valueList) && valueList.length > 0 ? valueList : [value ?? ''];
  const read = texts.map((text) => (typeof text === 'string' ? meant(text) : text));
  const changed = read.filter((one, i) => one !== texts[i]);
  if (changed.length === 0) return [];
  const text = `has no effect in upstream's conversion; the value becomes ${changed.map((one) => JSON.stringify(one)).join(', ')}`;
  return [
    { path: `${path}.setString`, text: `${text}, not text; put a quoted value under overrides if text is meant` },
  ];
}

/** What YAML makes of a value; the value itself where the conversion refuses it. */
function meant(text: string): JsonValue {
  if (text.includes('\n')) return text;
  try {
    return readKubernetesYaml(text);
  } catch {
    return text;
  }
}
