import { listAt } from '../../connectivity/manifest';
import { isJsonObject, type JsonObject, type JsonValue } from '../../values/json';
import type { Path } from '../../values/path';

/** What is wrong in a schema, and where. */
export type SchemaFault = readonly [at: Path, message: string, allowed?: string];

/** Fields of every whole object, and their types. */
const WHOLE: Readonly<Record<string, string>> = { metadata: 'object', apiVersion: 'string', kind: 'string' };

/**
 * What is wrong with the schema of a whole object: the definition itself, or an embedded resource. Its apiVersion, kind and metadata are implied.
 * Source: apiextensions, `pkg/apiserver/schema`, `validateStructuralMetadataInvariants`.
 * @param schema - the schema
 * @param isRoot - whether it is that of the definition
 */
export function wholeFaults(schema: JsonObject, isRoot: boolean): SchemaFault[] {
  const isEmbedded = schema['x-kubernetes-embedded-resource'] === true;
  if (!isRoot && !isEmbedded) return [];
  const { type, properties } = schema;
  const fields = isJsonObject(properties) ? properties : {};
  const found = Object.entries(WHOLE).flatMap(([name, own]) => fieldFaults(name, own, fields[name], isRoot));
  if (!isEmbedded) return found;
  if (type !== 'object') found.push([['type'], 'must be object for an embedded resource', 'object']);
  if (Object.keys(fields).length === 0 && schema['x-kubernetes-preserve-unknown-fields'] !== true) {
    found.push([['properties'], 'is required for an embedded resource that does not preserve unknown fields']);
  }
  return found;
}

function fieldFaults(name: string, type: string, schema: JsonValue | undefined, isRoot: boolean): SchemaFault[] {
  if (!isJsonObject(schema)) return [];
  const at = ['properties', name];
  if (schema.type !== type) return [[[...at, 'type'], `must be ${type}`, type]];
  if (isRoot && schema.default !== undefined) return [[[...at, 'default'], 'must not be there for the whole']];
  if (!isRoot || name !== 'metadata') return [];
  const others = [
    ...Object.keys(schema).filter((key) => key !== 'type' && key !== 'properties'),
    ...Object.keys(isJsonObject(schema.properties) ? schema.properties : {}).filter(
      (key) => key !== 'name' && key !== 'generateName',
    ),
  ];
  if (others.length === 0) return [];
  return [[at, `has ${others.join(', ')}: metadata are implied`, 'properties name and generateName']];
}

/** Whether alternatives are those of whole numbers and strings, which every schema may have. */
export function isIntOrString(alternatives: JsonValue | undefined): boolean {
  return JSON.stringify(alternatives) === '[{"type":"integer"},{"type":"string"}]';
}

/**
 * What is wrong with the keywords of lists and maps.
 * Source: apiextensions, `pkg/apiserver/schema`, `validateListSetsAndMaps` and `ValidateStructural`.
 * @param schema - the schema
 */
export function collectionFaults(schema: JsonObject): SchemaFault[] {
  const { type, items } = schema;
  const listType = schema['x-kubernetes-list-type'];
  const item = isJsonObject(items) ? items : {};
  const found: SchemaFault[] = [];
  if ((schema['x-kubernetes-map-type'] ?? null) !== null && type !== 'object') {
    found.push([['type'], 'must be object where x-kubernetes-map-type is stated', 'object']);
  }
  if ((listType ?? null) !== null && type !== 'array') found.push([['x-kubernetes-list-type'], 'is only for lists']);
  if ((listType === 'set' || listType === 'map') && item.nullable === true) {
    found.push([['items', 'nullable'], `must not be there in a list of the type ${listType}`]);
  }
  if (listType === 'set' && item.type === 'object' && item['x-kubernetes-map-type'] !== 'atomic') {
    const at = ['items', 'x-kubernetes-map-type'];
    found.push([at, 'must be atomic for objects in a list of the type set', 'atomic']);
  }
  return [...found, ...keyFaults(schema, item)];
}

function keyFaults(schema: JsonObject, item: JsonObject): SchemaFault[] {
  const keys = listAt(schema, 'x-kubernetes-list-map-keys').filter((key): key is string => typeof key === 'string');
  const at = ['x-kubernetes-list-map-keys'];
  if (schema['x-kubernetes-list-type'] !== 'map') {
    return keys.length > 0 ? [[at, 'is only for lists of the type map']] : [];
  }
  if (keys.length === 0) return [[at, 'is required for a list of the type map and missing']];
  const found: SchemaFault[] = new Set(keys).size < keys.length ? [[at, 'has a key twice']] : [];
  return [...found, ...keys.flatMap((key) => keyFault(key, item))];
}

function keyFault(key: string, item: JsonObject): SchemaFault[] {
  const at = ['x-kubernetes-list-map-keys'];
  const field = isJsonObject(item.properties) ? item.properties[key] : undefined;
  if (!isJsonObject(field)) return [[at, `has ${key}, which the items do not have`]];
  const place = ['items', 'properties', key];
  if (field.type === 'object' || field.type === 'array') {
    return [[[...place, 'type'], 'must be a scalar, as the field is a key of the list']];
  }
  if (field.nullable === true)
    return [[[...place, 'nullable'], 'must not be there, as the field is a key of the list']];
  if (listAt(item, 'required').includes(key) || field.default !== undefined) return [];
  return [[at, `has ${key}, which the items neither require nor have a default for`]];
}
