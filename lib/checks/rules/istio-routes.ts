import { listAt, objectAt, textAt } from '../../connectivity/manifest';
import { isJsonObject, type JsonObject } from '../../values/json';
import type { Path } from '../../values/path';
import type { CheckedObject } from '../checked-object';
import type { Found } from '../finding';
import { matches, objectMatches, stringMatches } from '../walk';
import { exportFindings, nameList } from './istio-exports';
import { ISTIO_FORMS, isUnset } from './istio-forms';
import { hostsMatch, isAddress, isFqdn, isHostWithin, isIstioLabel, isWildcardHost } from './istio-hosts';
import { missing, refused, unwanted, warned } from './refused';

/**
 * What the webhook of istiod refuses of a VirtualService because its fields contradict each other. Source: Istio 1.19.3,
 * `ValidateVirtualService`.
 * @param object - the VirtualService
 */
export function routeFindings(object: CheckedObject): Found[] {
  const hosts = nameList(object.object, 'spec', 'hosts');
  return [
    ...(hosts.length === 0 ? delegateFindings(object) : hostFindings(object, hosts)),
    ...gatewayNameFindings(object),
    ...claimFindings(object),
    ...objectMatches(object.object, 'spec.http[]').flatMap(({ value, path }) =>
      httpFindings(object, value, path, hosts.length === 0),
    ),
    ...stringMatches(object.object, 'spec.tls[].match[].sniHosts[]').flatMap(({ value, path }) =>
      sniFindings(object, value, path, hosts),
    ),
    ...['http', 'tls', 'tcp'].flatMap((field) =>
      objectMatches(object.object, `spec.${field}[]`).flatMap(({ value, path }) => weightFindings(object, value, path)),
    ),
    ...exportFindings(object),
  ];
}

/** A VirtualService without hosts is one that others delegate to. */
function delegateFindings(object: CheckedObject): Found[] {
  return ['gateways', 'tls', 'tcp']
    .filter((field) => listAt(object.object, 'spec', field).length > 0)
    .map((field) => unwanted(object, ['spec', field], 'is not allowed without hosts, which is for delegates'));
}

function gatewaysOf(object: CheckedObject): readonly string[] {
  return nameList(object.object, 'spec', 'gateways');
}

function hostFindings(object: CheckedObject, hosts: readonly string[]): Found[] {
  const gateways = gatewaysOf(object);
  const isOfMesh = gateways.length === 0 || gateways.includes('mesh');
  const whole = hosts.flatMap((host, index) =>
    isOfMesh && host === '*'
      ? [refused(object, ['spec', 'hosts', index], 'is not allowed for routes of the mesh', host)]
      : [],
  );
  if (whole.length > 0 || hosts.some((host) => !isWildcardHost(host) && !isAddress(host))) return whole;
  return hosts.flatMap((host, index) => {
    const same = hosts.slice(0, index).find((each) => hostsMatch(each, host));
    return same === undefined
      ? []
      : [refused(object, ['spec', 'hosts', index], `has requests in common with the host ${same}`, host)];
  });
}

/** Names of gateways: of the namespace and the name, or a host. Nothing after a name of the second kind is validated. */
function gatewayNameFindings(object: CheckedObject): Found[] {
  const lists = [
    ...matches(object.object, 'spec.gateways').map((match) => ({ ...match, warns: true })),
    ...matches(object.object, 'spec.http[].match[].gateways').map((match) => ({ ...match, warns: false })),
    ...matches(object.object, 'spec.tls[].match[].gateways').map((match) => ({ ...match, warns: true })),
    ...matches(object.object, 'spec.tcp[].match[].gateways').map((match) => ({ ...match, warns: false })),
  ];
  return lists.flatMap(({ value, path, warns }) => {
    const names = stringMatches(value, '[]', path);
    const last = names.findIndex((name) => !name.value.includes('/'));
    return names
      .slice(0, last < 0 ? names.length : last + 1)
      .flatMap((name) => gatewayNameFinding(object, name.value, name.path, warns));
  });
}

function gatewayNameFinding(object: CheckedObject, name: string, path: Path, warns: boolean): Found[] {
  const slash = name.indexOf('/');
  const allowed = 'a name, mesh, or <namespace>/<name>';
  const isRight = slash < 0 ? isFqdn(name) : isIstioLabel(name.slice(0, slash)) && isIstioLabel(name.slice(slash + 1));
  if (!isRight) return [refused(object, path, 'is not a name of a gateway', name, allowed)];
  if (slash >= 0 || !name.includes('.') || !warns) return [];
  return [warned(object, path, 'names a gateway by a host, in place of <namespace>/<name>', name)];
}

/** Source: Istio 1.19.3, `jwt.ToRoutingClaim`. */
const CLAIM = /^@request\.auth\.claims(?:\..|\[.+\]$)/is;

/** Claims of tokens are known at gateways. */
function claimFindings(object: CheckedObject): Found[] {
  if (gatewaysOf(object).some((name) => name !== 'mesh')) return [];
  return ['headers', 'withoutHeaders']
    .flatMap((field) => matches(object.object, `spec.http[].match[].${field}.{key}`))
    .filter(({ value }) => typeof value === 'string' && CLAIM.test(value))
    .map(({ path }) => refused(object, path, 'routes by a claim of a token, which needs a gateway'));
}

function isSet(route: JsonObject, field: string): boolean {
  const value = route[field];
  return Array.isArray(value) ? value.length > 0 : isJsonObject(value);
}

function httpFindings(object: CheckedObject, route: JsonObject, path: Path, isDelegate: boolean): Found[] {
  const isRoot = !isDelegate && isSet(route, 'delegate');
  return [
    ...(isRoot ? rootFindings(object, route, path) : conflictFindings(object, route, path, isDelegate)),
    ...(isRoot || isDelegate ? [] : expressionFindings(object, route, path)),
    ...(isRoot || isDelegate ? withoutHeaderFindings(object, route, path) : []),
    ...authorityFindings(object, route, path),
    ...retryFindings(object, route, path),
    ...bodyFindings(object, route, path),
    ...['mirrorPercent', 'mirror_percent']
      .filter((field) => (route[field] ?? null) !== null)
      .map((field) => warned(object, [...path, field], 'is deprecated in favour of mirrorPercentage')),
  ];
}

/** A route that another VirtualService is in charge of. */
function rootFindings(object: CheckedObject, route: JsonObject, path: Path): Found[] {
  return ['redirect', 'route']
    .filter((field) => isSet(route, field))
    .map((field) => unwanted(object, [...path, field], 'is not allowed with delegate'));
}

function conflictFindings(object: CheckedObject, route: JsonObject, path: Path, isDelegate: boolean): Found[] {
  const nested =
    isDelegate && isSet(route, 'delegate')
      ? [unwanted(object, [...path, 'delegate'], 'is not allowed without hosts, which is for delegates')]
      : [];
  const answer = ['redirect', 'directResponse'].find((field) => isSet(route, field));
  if (answer === undefined) {
    const message = 'is required and missing in a route without redirect and directResponse';
    return isSet(route, 'route') ? nested : [...nested, missing(object, [...path, 'route'], message)];
  }
  const others = ['route', 'fault', 'rewrite', ...(answer === 'redirect' ? ['directResponse'] : [])];
  return [
    ...nested,
    ...others
      .filter((field) => isSet(route, field))
      .map((field) => unwanted(object, [...path, field], `is not allowed with ${answer}`)),
  ];
}

/** Regular expressions of matches; those of delegates, and of routes that delegate, are not validated. */
const EXPRESSIONS = ['uri', 'scheme', 'method', 'authority', 'headers.{}', 'queryParams.{}'];

function expressionFindings(object: CheckedObject, route: JsonObject, path: Path): Found[] {
  const { allowed, test } = ISTIO_FORMS.expression;
  return EXPRESSIONS.flatMap((each) => matches(route, `match[].${each}.regex`, path))
    .filter(({ value }) => !test(value))
    .map((match) => refused(object, match.path, 'is not an expression that the proxies read', match.value, allowed));
}

function withoutHeaderFindings(object: CheckedObject, route: JsonObject, path: Path): Found[] {
  return matches(route, 'match[].withoutHeaders.{key}', path)
    .filter(({ value }) => value === '')
    .map((match) => refused(object, match.path, 'is a header without a name'));
}

/** The host of the request is set once. Source: `validateAuthorityRewrite`. */
function authorityFindings(object: CheckedObject, route: JsonObject, path: Path): Found[] {
  const request = ['headers', 'request'];
  const settings = ['set', 'add'].flatMap((field) =>
    Object.entries(objectAt(route, ...request, field))
      .filter(([name]) => /^(?::authority|host)$/i.test(name))
      .map(([name, value]) => ({ at: [...path, ...request, field, name], value })),
  );
  let current = textAt(route, 'rewrite', 'authority') ?? '';
  for (const { at, value } of settings) {
    if (current !== '') return [refused(object, at, `sets the host of the request, which is already ${current}`)];
    current = typeof value === 'string' ? value : '';
  }
  return [];
}

function retryFindings(object: CheckedObject, route: JsonObject, path: Path): Found[] {
  const { retries } = route;
  if (!isJsonObject(retries) || !isUnset(retries.attempts)) return [];
  return ['perTryTimeout', 'retryOn', 'retryRemoteLocalities']
    .filter((field) => !isUnset(retries[field]))
    .slice(0, 1)
    .map((field) => unwanted(object, [...path, 'retries', field], 'is not allowed where attempts is 0'));
}

/** Sizes of answers, in bytes. Source: `validateHTTPDirectResponse`. */
const LARGE = 100 * 1024;
const LARGEST = 1024 * 1024;

function bodyFindings(object: CheckedObject, route: JsonObject, path: Path): Found[] {
  return ['string', 'bytes'].flatMap((field): Found[] => {
    const body = textAt(route, 'directResponse', 'body', field) ?? '';
    const size = field === 'string' ? Buffer.byteLength(body) : Buffer.from(body, 'base64').length;
    const at = [...path, 'directResponse', 'body', field];
    if (size > LARGEST) return [refused(object, at, 'is larger than 1 MiB')];
    return size > LARGE ? [warned(object, at, 'is larger than 100 KiB, which makes istiod slow')] : [];
  });
}

function sniFindings(object: CheckedObject, sni: string, path: Path, hosts: readonly string[]): Found[] {
  if (!isWildcardHost(sni)) {
    if (!isAddress(sni)) return [refused(object, path, 'is not a host', sni)];
    return [warned(object, path, 'is an address, which clients do not send as the name of a server', sni)];
  }
  if (hosts.some((host) => isHostWithin(sni, host))) return [];
  return [refused(object, path, 'is not within a host of the VirtualService', sni, hosts.join(', '))];
}

/** Of several destinations one has a weight. */
function weightFindings(object: CheckedObject, { route }: JsonObject, path: Path): Found[] {
  const weights = listAt({ route: route ?? null }, 'route').map((each) => (isJsonObject(each) ? each.weight : 0) ?? 0);
  const isNone = weights.length > 1 && weights.every((weight) => weight === 0);
  return isNone ? [refused(object, [...path, 'route'], 'has several destinations, none of which has a weight')] : [];
}
