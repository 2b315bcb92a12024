import { expectRisk, specs, type RiskRow } from './compared';

const CRD = 'apiextensions.k8s.io/v1 CustomResourceDefinition';
const schema = (openAPIV3Schema: object): object => ({
  versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema } }],
});
const inSpec = (spec: object): object => schema({ type: 'object', properties: { spec: { type: 'object', ...spec } } });
const field = (a: object): object => inSpec({ properties: { a } });
const open = (properties: object): object => inSpec({ properties, 'x-kubernetes-preserve-unknown-fields': true });
const mapOf = (properties: object): object => inSpec({ additionalProperties: { type: 'object', properties } });
const embedded = (properties: object): object => ({ properties, 'x-kubernetes-embedded-resource': true });
const changed = (before: object, after: object): RiskRow[1] => specs(CRD, before, after);

const RISKY: readonly RiskRow[] = [
  ['a field goes', changed(field({ type: 'string' }), inSpec({ properties: {} })), 'data-loss', 'dropped'],
  [
    'a field of the status goes',
    changed(
      schema({ properties: { status: { properties: { a: {} } } } }),
      schema({ properties: { status: { properties: {} } } }),
    ),
    'change',
  ],
  ['a field of an open object goes', changed(open({ a: {} }), open({})), 'change'],
  [
    'a field below an open object goes',
    changed(open({ a: { properties: { b: {} } } }), open({ a: {} })),
    'data-loss',
    'properties.a.properties.b: values',
  ],
  [
    'an open object gets a field with fields',
    changed(open({}), open({ a: { properties: { b: {} } } })),
    'data-loss',
    'properties.a: fields that the schema does not name',
  ],
  [
    'an open object is closed',
    changed(open({ a: {} }), field({})),
    'data-loss',
    'properties.spec: fields that the schema does not name are dropped',
  ],
  [
    'an open object becomes a map',
    changed(open({ a: {} }), inSpec({ additionalProperties: { type: 'string' } })),
    'change',
  ],
  [
    'fields become keys of a map',
    changed(field({ type: 'string' }), inSpec({ additionalProperties: { type: 'string' } })),
    'change',
  ],
  [
    'keys of a map become fields',
    changed(inSpec({ additionalProperties: { type: 'string' } }), field({ type: 'string' })),
    'data-loss',
    'properties.spec: fields that',
  ],
  [
    'values of a map lose a field',
    changed(mapOf({ a: {}, b: {} }), mapOf({ a: {} })),
    'data-loss',
    'properties.spec.additionalProperties.properties.b: values',
  ],
  [
    'an embedded object loses what it keeps',
    changed(field(embedded({ apiVersion: {}, a: {} })), field(embedded({ a: {} }))),
    'change',
  ],
  [
    'items lose a field',
    changed(field({ items: { properties: { b: {} } } }), field({ items: { properties: {} } })),
    'data-loss',
    'properties.a.items.properties.b: values',
  ],
  [
    'objects whose fields were all kept',
    changed({ ...field({}), preserveUnknownFields: true }, { ...field({}), preserveUnknownFields: false }),
    'data-loss',
    'openAPIV3Schema: fields that the schema does not name are dropped',
  ],
  ['a field is required', changed(inSpec({}), inSpec({ required: ['a'] })), 'removal', 'refuses'],
  ['a field is no longer required', changed(inSpec({ required: ['a'] }), inSpec({})), 'change'],
  ['a value goes', changed(field({ enum: ['a', 'b'] }), field({ enum: ['a'] })), 'removal', 'refuses'],
  ['a value more', changed(field({ enum: ['a'] }), field({ enum: ['a', 'b'] })), 'change'],
  ['another type', changed(field({ type: 'string' }), field({ type: 'integer' })), 'removal', 'refuses'],
  ['a pattern', changed(field({ type: 'string' }), field({ type: 'string', pattern: '^a' })), 'removal', 'refuses'],
  ['a lower bound', changed(field({ maximum: 9 }), field({ maximum: 5 })), 'removal', 'refuses'],
  ['a higher bound', changed(field({ maximum: 5 }), field({ maximum: 9 })), 'change'],
  ['a bound', changed(field({}), field({ maxLength: 5 })), 'removal', 'refuses'],
  ['a bound less', changed(field({ maxLength: 5 }), field({})), 'change'],
  [
    'a rule',
    changed(inSpec({}), inSpec({ 'x-kubernetes-validations': [{ rule: 'self.a == oldSelf.a', message: 'a' }] })),
    'removal',
    'refuses',
  ],
  ['another default', changed(field({ default: 1 }), field({ default: 2 })), 'removal', 'default'],
  ['a description', changed(field({ description: 'a' }), field({ description: 'b' })), 'change'],
  [
    'conversion by a webhook that goes',
    changed({ conversion: { strategy: 'Webhook', webhook: {} } }, { conversion: { strategy: 'None' } }),
    'data-loss',
    'converted',
  ],
  // The names of fields in a schema are no fields of the definition.
  [
    'a field called image',
    changed(
      field({ properties: { image: { type: 'string' } } }),
      field({ properties: { image: { type: 'string', description: 'a' } } }),
    ),
    'change',
  ],
  [
    'a field called resources',
    changed(
      inSpec({ properties: { resources: { properties: { limits: { properties: { cpu: { description: 'a' } } } } } } }),
      inSpec({ properties: { resources: { properties: { limits: { properties: { cpu: {} } } } } } }),
    ),
    'change',
  ],
];

test.each(RISKY.map((row) => [row[0], row] as const))('%s', (_, row) => expectRisk(row));
