import { listAt, objectAt, textAt } from '../../connectivity/manifest';
import { isJsonObject, type JsonObject, type JsonValue } from '../../values/json';
import type { Path } from '../../values/path';
import type { CheckedObject } from '../checked-object';
import type { Found } from '../finding';
import { annotationsOf } from '../inventory';
import { objectMatches } from '../walk';
import { nameList } from './istio-exports';
import { isBlock, isPortText, isUnset } from './istio-forms';
import { missing, refused, unwanted, warned } from './refused';

/**
 * What the webhook of istiod refuses of an AuthorizationPolicy because its fields contradict each other. Source: Istio 1.19.3,
 * `ValidateAuthorizationPolicy`.
 * @param object - the AuthorizationPolicy
 */
export function accessFindings(object: CheckedObject): Found[] {
  const action = textAt(object.object, 'spec', 'action') ?? 'ALLOW';
  const rules = objectMatches(object.object, 'spec.rules[]');
  return [
    ...actionFindings(object, action),
    ...rules.flatMap(({ value, path }) => [
      ...(action === 'CUSTOM' ? customFindings(object, value, path) : []),
      ...(action === 'DENY' ? tcpFindings(object, value, path) : []),
      ...objectMatches(value, 'when[]', path).flatMap((match) => conditionFindings(object, match.value, match.path)),
    ]),
    ...dryRunFindings(object, action),
  ];
}

/** Actions that do nothing without rules, and one that needs somebody to ask. */
function actionFindings(object: CheckedObject, action: string): Found[] {
  if (action !== 'CUSTOM' && action !== 'DENY') return [];
  if (listAt(object.object, 'spec', 'rules').length === 0) {
    return [missing(object, ['spec', 'rules'], `is required with action ${action}; {} is a rule for all requests`)];
  }
  const isNamed = textAt(object.object, 'spec', 'provider', 'name') !== undefined;
  if (action === 'DENY' || isNamed) return [];
  return [missing(object, ['spec', 'provider', 'name'], 'is required with action CUSTOM')];
}

const NOT_CUSTOM = [
  'namespaces',
  'notNamespaces',
  'principals',
  'notPrincipals',
  'requestPrincipals',
  'notRequestPrincipals',
];

function customFindings(object: CheckedObject, rule: JsonObject, path: Path): Found[] {
  const message = 'is not allowed with action CUSTOM';
  return [
    ...objectMatches(rule, 'from[].source', path).flatMap((source) =>
      NOT_CUSTOM.filter((field) => !isUnset(source.value[field])).map((field) =>
        refused(object, [...source.path, field], message),
      ),
    ),
    ...objectMatches(rule, 'when[]', path)
      .filter(({ value }) => /^(?:source\.(?:namespace|principal)$|request\.auth\.)/.test(textAt(value, 'key') ?? ''))
      .map((condition) => refused(object, [...condition.path, 'key'], message, condition.value.key)),
  ];
}

/** What is known of connections that are not HTTP. */
const TCP_SOURCES = [
  'principals',
  'notPrincipals',
  'namespaces',
  'notNamespaces',
  'ipBlocks',
  'notIpBlocks',
  'remoteIpBlocks',
  'notRemoteIpBlocks',
];

/** A rule that is about HTTP alone denies all other traffic. */
function tcpFindings(object: CheckedObject, rule: JsonObject, path: Path): Found[] {
  const sources = objectMatches(rule, 'from[].source');
  const operations = objectMatches(rule, 'to[].operation');
  const has =
    (fields: readonly string[]): ((match: { readonly value: JsonObject }) => boolean) =>
    ({ value }) =>
      fields.some((field) => !isUnset(value[field]));
  const isHttpSource = sources.length > 0 && operations.length === 0 && !sources.some(has(TCP_SOURCES));
  const isHttpOperation = operations.length > 0 && !operations.some(has(['ports', 'notPorts']));
  if (!isHttpSource && !isHttpOperation) return [];
  return [
    warned(object, path, 'is about HTTP alone, and so denies all traffic to ports of TCP; it should state ports'),
  ];
}

/** Keys whose values are all accepted. */
const FREE = [
  'source.namespace',
  'source.principal',
  'connection.sni',
  'request.auth.principal',
  'request.auth.audiences',
  'request.auth.presenter',
];

/** Beginnings of keys that have a name in brackets. */
const NAMED = ['request.headers', 'request.auth.claims', 'experimental.envoy.filters.'];

const KEYS =
  'request.headers[<name>], source.ip, remote.ip, source.namespace, source.principal, request.auth.principal, request.auth.audiences, request.auth.presenter, request.auth.claims[<name>], destination.ip, destination.port, connection.sni';

/** Source: Istio 1.19.3, `security.ValidateAttribute`. */
function conditionFindings(object: CheckedObject, condition: JsonObject, path: Path): Found[] {
  const key = textAt(condition, 'key');
  const lists = ['values', 'notValues'].filter((field) => !isUnset(condition[field]));
  if (key === undefined) return [];
  if (lists.length === 0) return [missing(object, [...path, 'values'], 'is required without notValues')];
  if (!isKey(key)) return [refused(object, [...path, 'key'], 'is not a key of a condition', key, KEYS)];
  const test = valueTest(key);
  return lists.flatMap((field) =>
    nameList(condition, field).flatMap((value, index) =>
      value !== '' && test(value)
        ? []
        : [refused(object, [...path, field, index], `is not a value for the key ${key}`, value)],
    ),
  );
}

function isKey(key: string): boolean {
  const bracket = key.indexOf('[');
  if (NAMED.some((each) => key.startsWith(each))) return key.endsWith(']') && bracket > 0 && bracket < key.length - 2;
  return FREE.includes(key) || ['source.ip', 'remote.ip', 'destination.ip', 'destination.port'].includes(key);
}

function valueTest(key: string): (value: string) => boolean {
  if (key === 'destination.port') return isPortText;
  return ['source.ip', 'remote.ip', 'destination.ip'].includes(key) ? isBlock : () => true;
}

const DRY_RUN = 'istio.io/dry-run';

/** What Go reads as true or false. */
const BOOLEANS = '1 t T TRUE true True 0 f F FALSE false False'.split(' ');

/**
 * What is wrong with the annotation for a policy that is only tried out. Source: Istio 1.19.3, `checkDryRunAnnotation`.
 * @param object - any object of Istio
 * @param action - of an AuthorizationPolicy
 */
export function dryRunFindings(object: CheckedObject, action?: string): Found[] {
  const value: JsonValue | undefined = annotationsOf(object.object)[DRY_RUN];
  if (typeof value !== 'string') return [];
  const at = ['metadata', 'annotations', DRY_RUN];
  if (action === undefined) return [refused(object, at, 'is allowed only for AuthorizationPolicies', value)];
  if (!['ALLOW', 'DENY'].includes(action)) return [refused(object, at, `is not allowed with action ${action}`, value)];
  return BOOLEANS.includes(value) ? [] : [refused(object, at, 'is neither true nor false', value, 'true, false')];
}

/**
 * What the webhook of istiod refuses of a PeerAuthentication: settings of ports need a selector. Source: Istio 1.19.3,
 * `ValidatePeerAuthentication`.
 * @param object - the PeerAuthentication
 */
export function peerFindings(object: CheckedObject): Found[] {
  const { spec } = object.object;
  const ports = isJsonObject(spec) ? spec.portLevelMtls : undefined;
  const isSelected = Object.keys(objectAt(object.object, 'spec', 'selector', 'matchLabels')).length > 0;
  if (!isJsonObject(ports)) return [];
  const at = ['spec', 'portLevelMtls'];
  if (Object.keys(ports).length === 0) return [refused(object, at, 'has no ports')];
  return isSelected ? [] : [unwanted(object, at, 'is allowed only with labels in selector')];
}
