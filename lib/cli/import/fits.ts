import type { Field, ScalarField } from '../../resource/merge/field';
import { isJsonList, isJsonObject, type JsonObject, type JsonValue, ownMember } from '../../values/json';

/** Whether a value is of the type that the schema declares, at every level. Unknown members have been removed before. */
export function fitsSchema(value: JsonValue, field: Field): boolean {
  switch (field.kind) {
    case 'list':
      return isJsonList(value) && value.every((item) => fitsSchema(item, field.items));
    case 'map':
      return isJsonObject(value) && Object.values(value).every((item) => fitsSchema(item ?? null, field.values));
    case 'object':
      return (
        isJsonObject(value) &&
        Object.entries(field.fields).every(([key, inner]) => {
          const member = ownMember(value, key);
          return member === undefined ? !isRequired(inner) : fitsSchema(member, inner);
        })
      );
    default:
      return SCALARS[field.kind](value);
  }
}

function isRequired({ presence, kind }: Field): boolean {
  return presence === 'always' && ['text', 'flag', 'integer'].includes(kind);
}

const isText = (value: JsonValue): boolean => typeof value === 'string';

const SCALARS: Record<ScalarField['kind'], (value: JsonValue) => boolean> = {
  text: isText,
  flag: (value) => typeof value === 'boolean',
  integer: (value) => Number.isInteger(value),
  intOrText: (value) => Number.isInteger(value) || isText(value),
  quantity: (value) => Number.isInteger(value) || isText(value),
  json: () => true,
  open: isJsonObject,
};

type Check = (value: JsonValue | undefined) => boolean;

const oneOf =
  (...allowed: readonly JsonValue[]): Check =>
  (value) =>
    value === undefined || allowed.includes(value);

const given: Check = (value) => value !== undefined;

const absent: Check = (value) => value === undefined;

const has =
  (checks: Readonly<Record<string, Check>>): Check =>
  (value) =>
    value === undefined ||
    (isJsonObject(value) && Object.entries(checks).every(([key, check]) => check(ownMember(value, key))));

const each =
  (check: Check): Check =>
  (value) =>
    value === undefined || (isJsonList(value) && value.every(check));

const environment = oneOf('staging', 'production');

/** Where the types of the options are narrower than the schema, by component and field. */
const NARROWER: Readonly<Record<string, Check>> = {
  'certManager.certificate': (value) =>
    hasOnlyOneOf(value, 'acme', 'ca') &&
    has({ acme: has({ provider: oneOf('letsEncrypt'), environment, emailAddress: () => true }) })(value),
  'clusterIssuer.letsEncrypt': has({ environment }),
  'dns.oci': has({ dnsScope: oneOf('GLOBAL', 'PRIVATE') }),
  'ingressNGINX.ports': each(has({ protocol: oneOf('TCP', 'UDP', 'SCTP') })),
  'ingressNGINX.type': oneOf('LoadBalancer', 'NodePort'),
  'opensearch.nodes': each(
    has({ name: given, roles: each(oneOf('master', 'data', 'ingest')), resources: has({ claims: absent }) }),
  ),
  'security.adminSubjects': each(has({ kind: oneOf('User', 'Group', 'ServiceAccount') })),
  'security.monitorSubjects': each(has({ kind: oneOf('User', 'Group', 'ServiceAccount') })),
};

/** Fields of which a component has only one; the first that is given has a typed place. */
const EXCLUSIVE: Readonly<Record<string, ReadonlyArray<readonly string[]>>> = {
  clusterIssuer: [['ca'], ['letsEncrypt']],
  dns: [['wildcard'], ['oci'], ['external']],
  fluentd: [['opensearchURL', 'opensearchSecret'], ['oci']],
};

/**
 * Whether a field of a component can be written as its typed option.
 * @param component - key of the component, or `security`
 * @param key - key of the field
 * @param section - the whole section of the component
 * @param field - the field in the schema
 */
export function fitsOption(component: string, key: string, section: JsonObject, field: Field): boolean {
  const value = ownMember(section, key);
  if (value === undefined || !fitsSchema(value, field)) return false;
  const narrower = NARROWER[`${component}.${key}`];
  return (narrower === undefined || narrower(value)) && !excluded(component, key, section);
}

function excluded(component: string, key: string, section: JsonObject): boolean {
  const groups = EXCLUSIVE[component] ?? [];
  const first = groups.find((group) => group.some((name) => ownMember(section, name) !== undefined));
  return first !== undefined && !first.includes(key) && groups.some((group) => group.includes(key));
}

function hasOnlyOneOf(value: JsonValue | undefined, ...keys: readonly string[]): boolean {
  return isJsonObject(value) && Object.keys(value).length === 1 && keys.some((key) => isJsonObject(value[key]));
}
