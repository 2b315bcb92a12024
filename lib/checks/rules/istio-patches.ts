import { textAt } from '../../connectivity/manifest';
import { isJsonObject, textOf, type JsonObject } from '../../values/json';
import type { Path } from '../../values/path';
import type { CheckedObject } from '../checked-object';
import type { Found } from '../finding';
import { objectMatches } from '../walk';
import { ISTIO_FORMS } from './istio-forms';
import { missing, refused, unwanted, warned } from './refused';

/** What a patch may match, by what it applies to; others may match anything. */
const MATCHES: Readonly<Record<string, string>> = {
  LISTENER: 'listener',
  FILTER_CHAIN: 'listener',
  NETWORK_FILTER: 'listener',
  HTTP_FILTER: 'listener',
  ROUTE_CONFIGURATION: 'routeConfiguration',
  VIRTUAL_HOST: 'routeConfiguration',
  HTTP_ROUTE: 'routeConfiguration',
  CLUSTER: 'cluster',
};

/** Names of the filter that has filters of HTTP. */
const MANAGERS: readonly string[] = ['envoy.filters.network.http_connection_manager', 'envoy.http_connection_manager'];

/**
 * What the webhook of istiod refuses of an EnvoyFilter. The configuration of Envoy itself is not validated here. Source: Istio 1.19.3,
 * `ValidateEnvoyFilter`.
 * @param object - the EnvoyFilter
 */
export function patchFindings(object: CheckedObject): Found[] {
  return objectMatches(object.object, 'spec.configPatches[]').flatMap(({ value, path }) => {
    const first = requiredFindings(object, value, path);
    if (first.length > 0) return first;
    return [...matchFindings(object, value, path), ...configFindings(object, value, path)];
  });
}

/** Of these istiod reports the first. */
function requiredFindings(object: CheckedObject, config: JsonObject, path: Path): Found[] {
  const { patch } = config;
  if (isInvalid(config.applyTo)) return [missing(object, [...path, 'applyTo'])];
  if (!isJsonObject(patch)) return [missing(object, [...path, 'patch'])];
  if (isInvalid(patch.operation)) return [missing(object, [...path, 'patch', 'operation'])];
  if (patch.operation !== 'REMOVE' && !isJsonObject(patch.value)) {
    const message = `is required with operation ${textAt(patch, 'operation') ?? ''}`;
    return [missing(object, [...path, 'patch', 'value'], message)];
  }
  const version = textAt(config, 'match', 'proxy', 'proxyVersion');
  const { allowed, test } = ISTIO_FORMS.anyExpression;
  if (version === undefined || test(version)) return [];
  const at = [...path, 'match', 'proxy', 'proxyVersion'];
  return [refused(object, at, 'is not an expression that istiod reads', version, allowed)];
}

function isInvalid(value: unknown): boolean {
  return value === undefined || value === null || value === 'INVALID';
}

function matchFindings(object: CheckedObject, { applyTo, match }: JsonObject, path: Path): Found[] {
  if (!isJsonObject(match) || typeof applyTo !== 'string') return [];
  const wanted = Object.hasOwn(MATCHES, applyTo) ? MATCHES[applyTo] : undefined;
  const set = ['listener', 'routeConfiguration', 'cluster'].filter((field) => isJsonObject(match[field]));
  if (wanted === undefined || set.length === 0) return [];
  const at = [...path, 'match'];
  const other = set.find((field) => field !== wanted);
  if (other !== undefined) return [unwanted(object, [...at, other], `is not allowed with applyTo ${applyTo}`)];
  return wanted === 'listener' ? filterFindings(object, match, applyTo, at) : [];
}

function filterFindings(object: CheckedObject, match: JsonObject, applyTo: string, path: Path): Found[] {
  return objectMatches(match, 'listener.filterChain.filter', path).flatMap(({ value, path: at }) => {
    const name = textAt(value, 'name');
    const isUseless = ['LISTENER', 'FILTER_CHAIN'].includes(applyTo);
    const useless = [
      ...(isUseless ? [warned(object, at, `has no effect with applyTo ${applyTo}`)] : []),
      ...oldNameFindings(object, value, at),
    ];
    if (name === undefined) return [...useless, missing(object, [...at, 'name'])];
    if (!isJsonObject(value.subFilter)) return useless;
    const sub = [...at, 'subFilter'];
    if (applyTo !== 'HTTP_FILTER') {
      return [...useless, unwanted(object, sub, 'is allowed only with applyTo HTTP_FILTER')];
    }
    if (!MANAGERS.includes(name))
      return [refused(object, sub, `is allowed only in the filter ${MANAGERS[0] ?? ''}`, name)];
    if (textAt(value.subFilter, 'name') === undefined) return [missing(object, [...sub, 'name'])];
    return [...useless, ...oldNameFindings(object, value.subFilter, sub)];
  });
}

/** Old names of filters, by the kind of filter. Source: Istio 1.19.3, `xds.DeprecatedFilterNames`; Envoy, well-known names. */
const OLD_NAMES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    'buffer cors csrf fault grpc_http1_bridge grpc_json_transcoder grpc_web gzip health_check ip_tagging lua router squash'
      .split(' ')
      .map((name) => [`envoy.${name}`, `envoy.filters.http.${name}`]),
  ),
  ...Object.fromEntries(
    'client_ssl_auth ext_authz http_connection_manager mongo_proxy ratelimit redis_proxy tcp_proxy'
      .split(' ')
      .map((name) => [`envoy.${name}`, `envoy.filters.network.${name}`]),
  ),
  ...Object.fromEntries(
    'http_inspector original_dst original_src proxy_protocol tls_inspector'
      .split(' ')
      .map((name) => [`envoy.listener.${name}`, `envoy.filters.listener.${name}`]),
  ),
  'envoy.rate_limit': 'envoy.filters.http.ratelimit',
  'envoy.http_dynamo_filter': 'envoy.filters.http.dynamo',
};

function oldNameFindings(object: CheckedObject, filter: JsonObject, path: Path): Found[] {
  const name = textAt(filter, 'name') ?? '';
  if (!Object.hasOwn(OLD_NAMES, name)) return [];
  return [warned(object, [...path, 'name'], `is the old name of ${OLD_NAMES[name] ?? ''}`, name)];
}

/** What a patch of a filter, or of the configuration of one, has. */
const OF_FILTERS: readonly unknown[] = ['HTTP_FILTER', 'NETWORK_FILTER', 'LISTENER_FILTER', 'EXTENSION_CONFIG'];

/** A filter has its configuration with the type of that; other things have none of this kind. */
function configFindings(object: CheckedObject, { applyTo, patch }: JsonObject, path: Path): Found[] {
  const value = isJsonObject(patch) ? patch.value : undefined;
  if (!isJsonObject(value)) return [];
  const at = [...path, 'patch', 'value'];
  const field = ['typed_config', 'typedConfig'].find((each) => isJsonObject(value[each]));
  if (!OF_FILTERS.includes(applyTo)) {
    if (field === undefined) return [];
    return [warned(object, [...at, field], `is a field that a ${textOf(applyTo)} does not have`)];
  }
  if (field === undefined) {
    const isElsewhere = isJsonObject(value.config_discovery) || isJsonObject(value.configDiscovery);
    return isElsewhere ? [] : [warned(object, at, 'has no typed_config, by which Envoy knows the filter')];
  }
  const type = textAt(value[field], '@type');
  const typePath = [...at, field, '@type'];
  if (type === undefined) return [missing(object, typePath)];
  const isName = /^(?:.*\/)?[\w.]+\.\w+$/s.test(type);
  if (isName && !/(?:^|\/)envoy\.(?:[\w.]+\.)?v2(?:alpha\d*|beta\d*)?\./.test(type)) return [];
  const what = isName ? 'is a type of version 2, which Envoy no longer has' : 'is not the name of a type';
  return [refused(object, typePath, what, type, 'type.googleapis.com/<type of version 3>')];
}
