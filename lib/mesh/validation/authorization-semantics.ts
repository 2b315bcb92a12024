import { isIP } from 'node:net';
import { listAt, objectAt, textAt, valueAt } from '../../connectivity/manifest';
import { parseCidr } from '../../connectivity/ip-ranges';
import type { JsonObject, JsonValue } from '../../values/json';

/** Attributes of conditions, by what their values are. */
const ATTRIBUTES: Readonly<Record<string, 'text' | 'address' | 'port'>> = {
  'source.ip': 'address',
  'remote.ip': 'address',
  'source.namespace': 'text',
  'source.principal': 'text',
  'request.auth.principal': 'text',
  'request.auth.audiences': 'text',
  'request.auth.presenter': 'text',
  'destination.ip': 'address',
  'destination.port': 'port',
  'connection.sni': 'text',
};

/** Attributes whose name goes on in brackets: `request.headers[x-token]`. */
const KEYED_ATTRIBUTES: readonly string[] = ['request.headers', 'request.auth.claims', 'experimental'];

/** Fields of a source that an external authorizer cannot be asked about. */
const NOT_WITH_CUSTOM: readonly string[] = ['namespaces', 'principals', 'requestPrincipals'].flatMap((name) => [
  name,
  negated(name),
]);

/**
 * What the validating webhook of istiod refuses in an AuthorizationPolicy whose fields fit their schema.
 *
 * Source: `ValidateAuthorizationPolicy` in `pkg/config/validation/validation.go` and `pkg/config/security/security.go` of Istio 1.19.
 * @param spec - its `spec`
 */
export function authorizationSemantics(spec: JsonObject): string[] {
  const custom = textAt(spec, 'action') === 'CUSTOM';
  const rules = listAt(spec, 'rules');
  const provider = textAt(spec, 'provider', 'name');
  return [
    ...(custom && rules.length > 0 && provider === undefined ? ['spec.provider.name is empty; CUSTOM needs it'] : []),
    ...(!custom && 'provider' in spec ? ['spec.provider is for action CUSTOM only'] : []),
    ...rules.flatMap((rule, index) => ruleProblems(rule, `spec.rules[${index}]`, custom)),
  ];
}

function ruleProblems(rule: JsonValue, at: string, custom: boolean): string[] {
  return [
    ...partProblems(rule, 'from', 'source', at),
    ...partProblems(rule, 'to', 'operation', at),
    ...(custom ? customProblems(rule, at) : []),
    ...listAt(rule, 'when').flatMap((condition, index) => conditionProblems(condition, `${at}.when[${index}]`, custom)),
  ];
}

function partProblems(rule: JsonValue, list: 'from' | 'to', field: 'source' | 'operation', at: string): string[] {
  const items = listAt(rule, list);
  if (valueAt(rule, list) !== undefined && items.length === 0) return [`${at}.${list} is empty`];
  return items.flatMap((item, index) => {
    const place = `${at}.${list}[${index}].${field}`;
    const fields = objectAt(item, field);
    const set = Object.keys(fields).filter((name) => listAt(fields, name).length > 0);
    if (set.length === 0) return [`${place} is empty`];
    return set.flatMap((name) => valueProblems(listAt(fields, name), kindOfField(name), `${place}.${name}`));
  });
}

function kindOfField(name: string): 'text' | 'address' | 'port' {
  if (/ipBlocks$/i.test(name)) return 'address';
  return /ports$/i.test(name) ? 'port' : 'text';
}

function customProblems(rule: JsonValue, at: string): string[] {
  return listAt(rule, 'from').flatMap((item, index) =>
    Object.keys(objectAt(item, 'source'))
      .filter((name) => NOT_WITH_CUSTOM.includes(name))
      .map((name) => `${at}.from[${index}].source.${name} is not supported with action CUSTOM`),
  );
}

function conditionProblems(condition: JsonValue, at: string, custom: boolean): string[] {
  const key = textAt(condition, 'key');
  if (key === undefined) return [`${at}.key is empty`];
  const kind = kindOfAttribute(key);
  if (kind === undefined) {
    const known = [...Object.keys(ATTRIBUTES), ...KEYED_ATTRIBUTES.map((name) => `${name}[...]`)];
    return [`${at}.key is unknown; got ${JSON.stringify(key)}; allowed ${known.join(', ')}`];
  }
  const lists = ['values', 'notValues'].map((name) => ({ name, values: listAt(condition, name) }));
  if (lists.every(({ values }) => values.length === 0)) return [`${at} has neither values nor notValues`];
  const unsupported = custom && /^(source\.(namespace|principal)$|request\.auth\.)/.test(key);
  return [
    ...(unsupported ? [`${at}.key ${key} is not supported with action CUSTOM`] : []),
    ...lists.flatMap(({ name, values }) => valueProblems(values, kind, `${at}.${name}`)),
  ];
}

function kindOfAttribute(key: string): 'text' | 'address' | 'port' | undefined {
  if (Object.hasOwn(ATTRIBUTES, key)) return ATTRIBUTES[key];
  const keyed = KEYED_ATTRIBUTES.some((name) => key.startsWith(name));
  return keyed && /^[^[]+\[.+\]$/.test(key) ? 'text' : undefined;
}

function valueProblems(values: readonly JsonValue[], kind: 'text' | 'address' | 'port', at: string): string[] {
  return values.flatMap((value, index) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    if (text === '') return [`${at}[${index}] is empty`];
    if (kind === 'address' && !isAddress(text))
      return [`${at}[${index}] is not an address or CIDR; got ${JSON.stringify(text)}`];
    if (kind === 'port' && !(/^\d+$/.test(text) && Number(text) <= 65535))
      return [`${at}[${index}] is not a port; got ${JSON.stringify(text)}; allowed 0 to 65535`];
    return [];
  });
}

function isAddress(text: string): boolean {
  return text.includes('/') ? parseCidr(text) !== undefined : isIP(text) !== 0;
}

function negated(name: string): string {
  return `not${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}
