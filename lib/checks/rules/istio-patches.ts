import { textAt } from '../../connectivity/manifest';
import { isJsonObject, type JsonObject } from '../../values/json';
import type { Path } from '../../values/path';
import type { CheckedObject } from '../checked-object';
import type { Found } from '../finding';
import { objectMatches } from '../walk';
import { ISTIO_FORMS } from './istio-forms';
import { missing, refused, warned } from './refused';

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
    return first.length > 0 ? first : matchFindings(object, value, path);
  });
}

/** Of these istiod reports the first. */
function requiredFindings(object: CheckedObject, config: JsonObject, path: Path): Found[] {
  const { patch } = config;
  if (isInvalid(config.applyTo)) return [missing(object, [...path, 'applyTo'])];
  if (!isJsonObject(patch)) return [missing(object, [...path, 'patch'])];
  if (isInvalid(patch.operation)) return [missing(object, [...path, 'patch', 'operation'])];
  if (patch.operation !== 'REMOVE' && !isJsonObject(patch.value)) {
    const message = `is required with operation ${String(patch.operation)}`;
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
  if (other !== undefined) return [refused(object, [...at, other], `is not allowed with applyTo ${applyTo}`)];
  return wanted === 'listener' ? filterFindings(object, match, applyTo, at) : [];
}

function filterFindings(object: CheckedObject, match: JsonObject, applyTo: string, path: Path): Found[] {
  return objectMatches(match, 'listener.filterChain.filter', path).flatMap(({ value, path: at }) => {
    const name = textAt(value, 'name');
    const isUseless = ['LISTENER', 'FILTER_CHAIN'].includes(applyTo);
    const useless = isUseless ? [warned(object, at, `has no effect with applyTo ${applyTo}`)] : [];
    if (name === undefined) return [...useless, missing(object, [...at, 'name'])];
    if (!isJsonObject(value.subFilter)) return useless;
    const sub = [...at, 'subFilter'];
    if (applyTo !== 'HTTP_FILTER') {
      return [...useless, refused(object, sub, 'is allowed only with applyTo HTTP_FILTER')];
    }
    if (!MANAGERS.includes(name))
      return [refused(object, sub, `is allowed only in the filter ${MANAGERS[0] ?? ''}`, name)];
    return textAt(value.subFilter, 'name') === undefined ? [missing(object, [...sub, 'name'])] : [];
  });
}
