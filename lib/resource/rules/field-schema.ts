import type { JsonValue } from '../../values/json';
import { API_VERSIONS } from '../merge/api-version';
import type { VerrazzanoResource } from '../merge';
import type { Field, ObjectField, ScalarField } from '../merge/field';
import { flag, intOrText, list, map, object, open, text, type Schema } from '../schema/schema';
import { schemaProblems, unknownField, type SchemaFound } from '../schema/schema-problems';

const TOP_LEVEL = ['apiVersion', 'kind', 'metadata', 'spec', 'status'];

/**
 * Everything in `spec` that the schema of the resource refuses. Known members that are null count as absent.
 *
 * Source: schema of the CustomResourceDefinition verrazzanos.install.verrazzano.io at v1.7.2.
 */
export function resourceProblems(resource: VerrazzanoResource): readonly SchemaFound[] {
  const api = API_VERSIONS.get(resource.apiVersion);
  if (api === undefined) return [];
  const unknown = Object.keys(resource)
    .filter((key) => !TOP_LEVEL.includes(key))
    .map((key) => unknownField(key, key, TOP_LEVEL));
  const { spec } = resource as { readonly spec?: JsonValue };
  return [...unknown, ...(spec === undefined || spec === null ? [] : schemaProblems(spec, schemaOf(api.spec), 'spec'))];
}

/** Made once for each field. */
const schemas = new WeakMap<Field, Schema>();

function schemaOf(field: Field): Schema {
  const known = schemas.get(field);
  if (known !== undefined) return known;
  const schema = makeSchema(field);
  schemas.set(field, schema);
  return schema;
}

function makeSchema(field: Field): Schema {
  if (field.kind === 'list') return list(schemaOf(field.items));
  if (field.kind === 'map') return map(schemaOf(field.values));
  return field.kind === 'object' ? objectSchema(field) : scalarSchema(field);
}

function objectSchema({ anyMembers, fields }: ObjectField): Schema {
  if (anyMembers) return open;
  const entries = Object.entries(fields);
  return object(
    Object.fromEntries(entries.map(([name, member]) => [name, schemaOf(member)])),
    ...entries.filter(([, member]) => isRequired(member)).map(([name]) => name),
  );
}

/** What Go writes even when empty is what the schema requires, apart from structs and the struct behind a port. */
function isRequired(field: Field): boolean {
  if (field.required) return true;
  return field.presence === 'always' && ['text', 'flag', 'integer'].includes(field.kind);
}

function scalarSchema({ kind, form, bits = 32 }: ScalarField): Schema {
  switch (kind) {
    case 'text':
      return { ...text, ...form };
    case 'integer':
      return { type: 'integer', bits };
    case 'flag':
      return flag;
    case 'intOrText':
      return intOrText;
    case 'quantity':
      return { type: 'quantity' };
    case 'json':
      return { type: 'any' };
    case 'open':
      return open;
  }
}
