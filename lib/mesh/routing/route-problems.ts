import { isMeshExpression, MESH_EXPRESSION } from '../../values/go-expression';
import { labelProblems } from '../../values/names';
import type { Problem } from '../../values/problem';
import { isRetryCondition, RETRY_CONDITION } from '../../values/retry-conditions';
import {
  countProblems,
  durationProblems,
  emptyProblems,
  headerProblems,
  hostProblems,
  nameProblems,
  percentageProblems,
  portProblems,
  rangeProblems,
} from './checks';
import { authorityProblems, headerChangeProblems } from './header-problems';
import { covers } from './hosts';
import type {
  MeshDestination,
  MeshFault,
  MeshForward,
  MeshRetries,
  MeshRoute,
  MeshRouteMatch,
  MeshTarget,
  MeshTlsRoute,
  TextMatch,
} from './mesh-route';
import { destinationsOf } from './route-spec';

/** Problems of one route. */
export function routeProblems(route: MeshRoute): Problem[] {
  const matches = [
    ...(route.matches ?? []).flatMap(matchProblems),
    ...headerChangeProblems(route.headers ?? {}, 'request'),
    ...authorityProblems(route.redirect === undefined ? route : { headers: route.headers }),
  ];
  if (route.redirect === undefined) return [...matches, ...forwardProblems(route)];
  const { port, uri, authority, scheme } = route.redirect;
  const says = [uri, authority, scheme].some(isFilled) || port !== undefined;
  return [
    ...matches,
    ...portProblems('the port of the redirect', port),
    ...(says ? [] : [{ what: 'the redirect changes nothing', allowed: 'uri, authority, scheme, port' }]),
  ];
}

/**
 * Problems of one TLS route.
 * @param route - the route
 * @param hosts - hosts of the virtual service
 */
export function tlsRouteProblems(route: MeshTlsRoute, hosts: readonly string[]): Problem[] {
  const { sniHosts = hosts, port } = route;
  const foreign = sniHosts.filter((sni) => !hosts.some((host) => covers(host, sni)));
  return [
    ...emptyProblems('sniHosts', sniHosts),
    ...foreign.map((got) => ({
      what: 'an SNI host is not one of the hosts of the virtual service',
      got,
      allowed: hosts.join(', '),
    })),
    ...portProblems('the port of a TLS route', port),
    ...destinationsProblems(destinationsOf(route)),
  ];
}

function forwardProblems(route: MeshForward): Problem[] {
  const { timeout, retries, fault, mirror, rewrite } = route;
  const nothing = rewrite !== undefined && !isFilled(rewrite.uri) && !isFilled(rewrite.authority);
  return [
    ...destinationsProblems(destinationsOf(route)),
    ...durationProblems('timeout', timeout),
    ...(retries === undefined ? [] : retryProblems(retries)),
    ...(nothing ? [{ what: 'the rewrite changes nothing', allowed: 'uri, authority' }] : []),
    ...(fault === undefined ? [] : faultProblems(fault)),
    ...(mirror === undefined ? [] : targetProblems(mirror)),
    ...percentageProblems('the percentage of the mirror', mirror?.percentage),
  ];
}

function isFilled(text: string | undefined): boolean {
  return text !== undefined && text !== '';
}

function retryProblems({ attempts, perTryTimeout, on = [] }: MeshRetries): Problem[] {
  const isOff = attempts === 0 && (perTryTimeout !== undefined || on.length > 0);
  const unknown = on.filter((condition) => !isRetryCondition(condition));
  return [
    ...countProblems('attempts', attempts),
    ...durationProblems('perTryTimeout', perTryTimeout),
    ...(isOff ? [{ what: 'the retries have settings and no attempts', fix: 'give attempts, or nothing else' }] : []),
    ...unknown.map((got) => ({ what: 'a condition of retries is not known', got, allowed: RETRY_CONDITION })),
  ];
}

function faultProblems({ delay, abort }: MeshFault): Problem[] {
  return [
    ...(delay === undefined && abort === undefined
      ? [{ what: 'the fault does nothing', allowed: 'delay, abort' }]
      : []),
    ...durationProblems('the delay', delay?.fixed),
    ...percentageProblems('the percentage of the delay', delay?.percentage),
    ...rangeProblems('the status of the abort', abort?.httpStatus, 200, 599),
    ...percentageProblems('the percentage of the abort', abort?.percentage),
  ];
}

function destinationsProblems(destinations: readonly MeshDestination[]): Problem[] {
  const problems: Problem[] = [
    ...emptyProblems('to', destinations),
    ...destinations.flatMap(targetProblems),
    ...destinations.flatMap(({ headers }) => headerChangeProblems(headers ?? {}, 'destination')),
    ...destinations.flatMap(({ weight }) => [
      ...countProblems('a weight', weight),
      ...rangeProblems('a weight', weight, 0, 100),
    ]),
  ];
  const weights = destinations.map(({ weight }) => weight);
  if (destinations.length > 1 || weights[0] !== undefined) {
    const sum = weights.reduce<number>((total, weight) => total + (weight ?? 0), 0);
    const got = weights.map((weight) => weight ?? 'nothing').join(' + ');
    if (weights.includes(undefined) || sum !== 100)
      problems.push({ what: 'the weights do not add up', got, allowed: 'a sum of 100' });
  }
  return problems;
}

function targetProblems({ host, port, subset }: MeshTarget): Problem[] {
  return [
    ...hostProblems('the host of a destination', host),
    ...portProblems('the port of a destination', port),
    ...(subset === undefined ? [] : nameProblems('the subset of a destination', subset)),
  ];
}

function matchProblems(match: MeshRouteMatch): Problem[] {
  const { uri, ignoreUriCase, headers = {}, withoutHeaders = {}, queryParams = {}, port, sourceNamespace } = match;
  // The absence of a header is written with * alone, which is not an expression and not validated there.
  const absent = Object.values(withoutHeaders).filter(({ regex }) => regex !== '*');
  const texts = [uri, ...Object.values(headers), ...absent, ...Object.values(queryParams)];
  const names = [...Object.keys(headers), ...Object.keys(withoutHeaders)];
  const upper = names.filter((name) => name !== name.toLowerCase());
  const lost = ignoreUriCase === true && (uri === undefined || uri.regex !== undefined);
  return [
    ...texts.flatMap(textProblems),
    ...headerProblems('a key of headers', names),
    ...upper.map((got) => ({
      what: 'a header to match is not in lower case, so it never matches',
      got,
      fix: 'write it in lower case',
    })),
    ...(lost ? [{ what: 'ignoreUriCase has no effect', fix: 'give uri with exact or prefix' }] : []),
    ...portProblems('the port of a match', port),
    ...labelProblems('sourceLabels', match.sourceLabels),
    ...(sourceNamespace === undefined ? [] : nameProblems('sourceNamespace', sourceNamespace)),
  ];
}

function textProblems(text: TextMatch | undefined): Problem[] {
  if (text === undefined) return [];
  if (text.prefix !== undefined) return text.prefix === '' ? [{ what: 'a prefix to match is empty', got: '' }] : [];
  if (text.exact !== undefined) return [];
  if (isMeshExpression(text.regex)) return [];
  return [{ what: 'a regular expression cannot be read', got: text.regex, allowed: MESH_EXPRESSION }];
}
