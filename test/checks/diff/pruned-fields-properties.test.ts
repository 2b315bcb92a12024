import fc from 'fast-check';
import { prunedReasons } from '../../../lib/checks/diff/pruned-fields';
import { isJsonList, isJsonObject, objectOf, type JsonObject, type JsonValue } from '../../../lib/values/json';
import { runs } from '../../support/fc-runs';

const NAMES = ['a', 'b'];

/** Schemas of objects with objects inside. */
const { schema } = fc.letrec<{ schema: JsonObject }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3 },
    fc.constant<JsonObject>({ type: 'object' }),
    fc.constant<JsonObject>({ type: 'object', 'x-kubernetes-preserve-unknown-fields': true }),
    fc
      .record({ isOpen: fc.boolean(), properties: fc.dictionary(fc.constantFrom(...NAMES), tie('schema')) })
      .map(({ isOpen, properties }): JsonObject => ({
        type: 'object',
        properties,
        ...(isOpen && { 'x-kubernetes-preserve-unknown-fields': true }),
      })),
    tie('schema').map((additionalProperties): JsonObject => ({ type: 'object', additionalProperties })),
  ),
}));

/** An object with every name, and one that no schema has, on every level: what is dropped of any object is dropped of it. */
const FULL = Array.from({ length: 6 }).reduce<JsonObject>(
  (inner) => Object.fromEntries([...NAMES, 'd'].map((name) => [name, inner])),
  {},
);

/** What an API server keeps of a value. Source: apiextensions, `pkg/apiserver/schema/pruning/algorithm.go`. */
function kept(of: JsonValue, by: JsonObject | undefined): JsonValue {
  if (isJsonList(of) || !isJsonObject(of)) return of;
  const properties = objectOf(by?.properties);
  const isOpen = by?.['x-kubernetes-preserve-unknown-fields'] === true;
  return Object.fromEntries(
    Object.entries(of).flatMap(([key, each]) => {
      const inner = properties[key] ?? by?.additionalProperties;
      if (isJsonObject(inner)) return [[key, kept(each ?? null, inner)]];
      return isOpen ? [[key, each ?? null]] : [];
    }),
  );
}

const definition = (spec: JsonObject): JsonObject => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  spec: { versions: [{ name: 'v1', schema: { openAPIV3Schema: { type: 'object', properties: { spec } } } }] },
});

test('says of every definition that drops something that it does, and of no other one', () => {
  fc.assert(
    fc.property(schema, schema, (before, after) => {
      const old = kept(FULL, before);
      const isDropped = JSON.stringify(kept(old, after)) !== JSON.stringify(old);
      expect(prunedReasons(definition(before), definition(after)).length > 0).toBe(isDropped);
    }),
    { numRuns: runs(50, 5000) },
  );
});
