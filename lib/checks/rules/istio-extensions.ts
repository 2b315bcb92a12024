import { textAt } from '../../connectivity/manifest';
import { isJsonObject, type JsonObject, type JsonValue } from '../../values/json';
import { hasControl } from '../../values/header-values';
import type { Path } from '../../values/path';
import { expressionProblem } from '../cel/expression-problem';
import type { CheckedObject } from '../checked-object';
import type { Found } from '../finding';
import { objectMatches, stringMatches } from '../walk';
import { missing, refused, unwanted, warned } from './refused';

/**
 * What the webhook of istiod refuses of a Telemetry because its fields contradict each other. Source: Istio 1.19.3, `ValidateTelemetry`.
 * @param object - the Telemetry
 */
export function telemetryFindings(object: CheckedObject): Found[] {
  const tracing = objectMatches(object.object, 'spec.tracing[]');
  return [
    ...(tracing.length > 1 ? [warned(object, ['spec', 'tracing'], 'has several entries, of which one counts')] : []),
    ...tracing
      .filter(({ value }) => Array.isArray(value.providers) && value.providers.length > 1)
      .map(({ path }) => warned(object, [...path, 'providers'], 'has several entries, of which one counts')),
    ...objectMatches(object.object, 'spec.metrics[].overrides[].tagOverrides.{}').flatMap(({ value, path }) =>
      tagFindings(object, value, path),
    ),
    ...objectMatches(object.object, 'spec.accessLogging[].filter').flatMap(({ value, path }) =>
      filterFindings(object, textAt(value, 'expression') ?? '', [...path, 'expression']),
    ),
  ];
}

function tagFindings(object: CheckedObject, tag: JsonObject, path: Path): Found[] {
  const hasValue = textAt(tag, 'value') !== undefined;
  const isRemoved = tag.operation === 'REMOVE';
  const at = [...path, 'value'];
  if (isRemoved) return hasValue ? [unwanted(object, at, 'is not allowed with operation REMOVE')] : [];
  return hasValue ? [] : [missing(object, at, 'is required with operation UPSERT')];
}

/** Only the form of an expression is validated: which names there are is known to Envoy. */
function filterFindings(object: CheckedObject, expression: string, path: Path): Found[] {
  if (expression.trim() === '') return [missing(object, path)];
  const problem = expressionProblem(expression, []);
  if (problem === undefined || problem.startsWith('nothing has the name')) return [];
  return [refused(object, path, `is not an expression in CEL: ${problem}`, expression)];
}

/**
 * What the webhook of istiod refuses of a WasmPlugin because of its address, or since a variable is there twice. Source: Istio 1.19.3,
 * `ValidateWasmPlugin`.
 * @param object - the WasmPlugin
 */
export function pluginFindings(object: CheckedObject): Found[] {
  const seen = new Set<string>();
  const variables = stringMatches(object.object, 'spec.vmConfig.env[].name').filter(({ value }) => {
    const isDouble = seen.has(value);
    seen.add(value);
    return isDouble && value !== '';
  });
  const url = textAt(object.object, 'spec', 'url');
  return [
    ...variables.map(({ value, path }) => refused(object, path, 'is there twice', value)),
    ...(url === undefined || isGoUrl(url, ['', 'file', 'http', 'https', 'oci'])
      ? []
      : [refused(object, ['spec', 'url'], 'is not an address of a plugin', url, 'file://, http://, https://, oci://')]),
  ];
}

/**
 * What the webhook of istiod refuses of a RequestAuthentication because of keys. Source: Istio 1.19.3, `validateJwtRule`.
 * @param object - the RequestAuthentication
 */
export function tokenFindings(object: CheckedObject): Found[] {
  return objectMatches(object.object, 'spec.jwtRules[]').flatMap(({ value, path }) => {
    const [uri, keys] = [textAt(value, 'jwksUri'), textAt(value, 'jwks')];
    return [
      ...(uri === undefined || isGoUrl(uri, ['http', 'https'])
        ? []
        : [refused(object, [...path, 'jwksUri'], 'is not an address', uri, 'http://, https://')]),
      ...(keys === undefined || isKeySet(keys)
        ? []
        : [refused(object, [...path, 'jwks'], 'is not a JSON Web Key Set', keys.slice(0, 40))]),
    ];
  });
}

/** What keys of a type have. Source: RFC 7518 and RFC 8037. */
const KEY_TYPES: ReadonlyMap<unknown, readonly string[]> = new Map([
  ['RSA', ['e', 'n']],
  ['EC', ['crv', 'x', 'y']],
  ['OKP', ['crv', 'x']],
  ['oct', ['k']],
]);

/** A key, or an object with keys, of known types. */
function isKeySet(text: string): boolean {
  const value = parsed(text);
  if (!isJsonObject(value)) return false;
  const keys = Object.hasOwn(value, 'keys') ? (value.keys ?? []) : [value];
  return Array.isArray(keys) && (keys as readonly JsonValue[]).every(isKey);
}

function isKey(key: JsonValue): boolean {
  const fields = isJsonObject(key) ? KEY_TYPES.get(key.kty) : undefined;
  return fields?.every((field) => /^[-\w+/]+=*$/.test(textAt(key, field) ?? '')) ?? false;
}

function parsed(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

/** Whether Go reads an address, and it has one of some schemes. Source: Go, `net/url`, `Parse`. */
function isGoUrl(text: string, schemes: readonly string[]): boolean {
  if (hasControl(text) || text.startsWith(':')) return false;
  const [, scheme] = /^([A-Za-z][-+.A-Za-z0-9]*):/.exec(text) ?? [];
  const [, before = '', fragment = ''] = /^([^#]*)#?(.*)$/s.exec(text) ?? [];
  if (!schemes.includes((scheme ?? '').toLowerCase()) || !areEscapes(fragment)) return false;
  const rest = before.replace(/\?.*$/s, '');
  return scheme === undefined ? !/^[^/]*:/.test(rest) && isPath(rest) : isAfterScheme(rest.slice(scheme.length + 1));
}

/** What follows on a scheme without a slash is not read. */
function isAfterScheme(rest: string): boolean {
  return !rest.startsWith('/') || isPath(rest);
}

/** A path, with `//` and a host before it or not. */
function isPath(rest: string): boolean {
  const [, host = ''] = /^\/\/(?:[^/]*@)?([^/]*)/.exec(rest) ?? [];
  return areEscapes(rest) && /^(?:\[[^\]]*\]|[^\s"<>\\^`{|}:[\]]*)(?::\d*)?$/.test(withoutColons(host));
}

function areEscapes(text: string): boolean {
  return !/%(?![0-9A-Fa-f]{2})/.test(text);
}

/** Of a host without brackets, the last colon is that of the port. */
function withoutColons(host: string): string {
  const last = host.lastIndexOf(':');
  return host.startsWith('[') || last < 0 ? host : `${host.slice(0, last).replaceAll(':', '')}${host.slice(last)}`;
}
