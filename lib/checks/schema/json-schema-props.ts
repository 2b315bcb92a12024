import type { SchemaNode } from './schema-node';
import { ANY } from './schema-node';

const TEXT: SchemaNode = { type: 'string' };
const FLAG: SchemaNode = { type: 'boolean' };
const NUMBER: SchemaNode = { type: 'number' };
const COUNT: SchemaNode = { type: 'integer', format: 'int64' };
const TEXTS: SchemaNode = { type: 'array', items: TEXT };

/** A rule in CEL. */
const RULE: SchemaNode = {
  type: 'object',
  required: ['rule'],
  properties: {
    rule: TEXT,
    message: TEXT,
    messageExpression: TEXT,
    fieldPath: TEXT,
    optionalOldSelf: FLAG,
    reason: {
      type: 'string',
      enum: ['FieldValueInvalid', 'FieldValueForbidden', 'FieldValueRequired', 'FieldValueDuplicate'],
    },
  },
};

function propsOf(): SchemaNode {
  const properties: Record<string, SchemaNode> = {};
  const props: SchemaNode = { type: 'object', properties };
  const map: SchemaNode = { type: 'object', additional: props };
  const list: SchemaNode = { type: 'array', items: props };
  const either: SchemaNode = { anyOf: [FLAG, props] };
  for (const name of ['$ref', '$schema', 'description', 'format', 'id', 'pattern', 'title', 'type'])
    properties[name] = TEXT;
  for (const name of ['exclusiveMaximum', 'exclusiveMinimum', 'nullable', 'uniqueItems']) properties[name] = FLAG;
  for (const name of ['maximum', 'minimum', 'multipleOf']) properties[name] = NUMBER;
  for (const name of ['maxItems', 'maxLength', 'maxProperties', 'minItems', 'minLength', 'minProperties'])
    properties[name] = COUNT;
  for (const name of ['allOf', 'anyOf', 'oneOf']) properties[name] = list;
  for (const name of ['properties', 'patternProperties', 'definitions']) properties[name] = map;
  for (const name of ['additionalItems', 'additionalProperties']) properties[name] = either;
  for (const name of ['embedded-resource', 'int-or-string', 'preserve-unknown-fields']) {
    properties[`x-kubernetes-${name}`] = FLAG;
  }
  return Object.assign(props, {
    properties: Object.assign(properties, {
      not: props,
      default: ANY,
      example: ANY,
      enum: { type: 'array', items: ANY },
      required: TEXTS,
      items: { anyOf: [props, list] },
      dependencies: { type: 'object', additional: { anyOf: [props, TEXTS] } },
      externalDocs: { type: 'object', properties: { description: TEXT, url: TEXT } },
      'x-kubernetes-list-map-keys': TEXTS,
      'x-kubernetes-list-type': { type: 'string', enum: ['atomic', 'set', 'map'] },
      'x-kubernetes-map-type': { type: 'string', enum: ['granular', 'atomic'] },
      'x-kubernetes-validations': { type: 'array', items: RULE },
    }),
  });
}

/** The schema of schemas in CustomResourceDefinitions. Source: apiextensions `v1`, JSONSchemaProps. */
export const JSON_SCHEMA_PROPS: SchemaNode = propsOf();
