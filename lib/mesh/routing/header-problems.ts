import { canChangeHeader, isHeaderValue, type HeaderPlace } from '../../values/header-values';
import type { Problem } from '../../values/problem';
import type { HeaderChanges, MeshForward, MeshHeaders, MeshRouteBase } from './mesh-route';

/**
 * Problems of changes of headers.
 * @param headers - the changes
 * @param place - where those of requests are made
 */
export function headerChangeProblems({ request, response }: MeshHeaders, place: HeaderPlace): Problem[] {
  return [...changeProblems(request ?? {}, place), ...changeProblems(response ?? {}, 'response')];
}

function changeProblems({ set = {}, add = {}, remove = [] }: HeaderChanges, place: HeaderPlace): Problem[] {
  const written = [...Object.entries(set), ...Object.entries(add)];
  const names = [
    ...written.map(([name]) => name).filter((name) => !canChangeHeader(name, place)),
    ...remove.filter((name) => !canChangeHeader(name, 'response')),
  ];
  const values = written.map(([, value]) => value).filter((value) => !isHeaderValue(value));
  const host = place === 'response' ? '' : '; the host of a request can be set';
  return [
    ...names.map((got) => ({
      what: 'a header cannot be changed',
      got,
      allowed: `names without ":" in front, not Host${host}`,
    })),
    ...values.map((got) => ({
      what: 'a value of a header cannot be read',
      got,
      allowed: '"%" before and after the name of a variable, and "%%" for the character',
    })),
  ];
}

/** Problems of a route that gives requests another host in more than one way. */
export function authorityProblems({ rewrite, headers }: Pick<MeshForward, 'rewrite'> & MeshRouteBase): Problem[] {
  const written = [...Object.entries(headers?.request?.set ?? {}), ...Object.entries(headers?.request?.add ?? {})];
  const hosts = [
    rewrite?.authority ?? '',
    ...written.filter(([name]) => /^(?::authority|host)$/i.test(name)).map(([, value]) => value),
  ].filter((host) => host !== '');
  if (hosts.length < 2) return [];
  return [{ what: 'the host of the request is changed twice', got: hosts.join(', '), fix: 'change it once' }];
}
