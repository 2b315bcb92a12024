import { objectAt } from '../../connectivity/manifest';
import { isJsonObject, type JsonObject, type JsonValue } from '../../values/json';
import { isCelNode, type CelNode } from './cel-node';
import { expressionNodes } from './expression-nodes';

/** Fields of whole objects, which no schema lists. */
const OF_OBJECTS: readonly string[] = ['apiVersion', 'kind', 'metadata'];

/**
 * A field of `self` that a rule uses and its schema does not have: the API server refuses the definition. Names that are escaped, and fields
 * below what may hold anything, count as known.
 * @param source - the rule
 * @param schema - the schema that has the rule
 * @returns its path from `self`; undefined where every field is known
 */
export function unknownField(source: string, schema: JsonObject): string | undefined {
  for (const node of nodesOf(source)) {
    const names = namesFromSelf(node);
    if (names === undefined) continue;
    const place = names.findIndex((name, index) => !hasField(schemaAt(schema, names.slice(0, index)), name));
    if (place >= 0) return ['self', ...names.slice(0, place + 1)].join('.');
  }
  return undefined;
}

/** What cannot be read has no parts here. */
function nodesOf(source: string): CelNode[] {
  try {
    return expressionNodes(source);
  } catch {
    return [];
  }
}

/** The names of `self.a.b`; undefined for other expressions. */
function namesFromSelf(node: CelNode): string[] | undefined {
  const names: string[] = [];
  let at: unknown = node;
  while (isCelNode(at) && (at.op === '.' || at.op === '.?') && Array.isArray(at.args)) {
    const [receiver, name] = at.args as readonly unknown[];
    if (typeof name !== 'string') return undefined;
    names.unshift(name);
    at = receiver;
  }
  return isCelNode(at) && at.op === 'id' && at.args === 'self' && names.length > 0 ? names : undefined;
}

function schemaAt(schema: JsonObject, names: readonly string[]): JsonValue | undefined {
  return names.reduce<JsonValue | undefined>((at, name) => objectAt(at, 'properties')[name], schema);
}

/** Whether something may have a field; what is not a schema of an object by fields alone may have any. */
function hasField(schema: JsonValue | undefined, name: string): boolean {
  if (!isJsonObject(schema) || schema.type !== 'object' || !isJsonObject(schema.properties)) return true;
  const isOpen =
    schema['x-kubernetes-preserve-unknown-fields'] === true ||
    schema['x-kubernetes-embedded-resource'] === true ||
    (schema.additionalProperties ?? false) !== false;
  return isOpen || name.includes('__') || OF_OBJECTS.includes(name) || Object.hasOwn(schema.properties, name);
}
