import { DNS_LABEL, HOST_NAME, isDnsLabel, isHostName } from '../../values/names';
import type { Problem } from '../../values/problem';
import { DURATION_FORM, isMeshDuration } from '../../values/quantities';

const HEADER = /^[-_A-Za-z0-9]+$/;

/** Problems of a name of an object. */
export function nameProblems(what: string, name: string): Problem[] {
  return isDnsLabel(name) ? [] : [{ what: `${what} is not valid`, got: name, allowed: DNS_LABEL }];
}

/**
 * Problems of a host.
 * @param what - the field
 * @param host - the host
 * @param wildcard - whether `*` and `*.example.com` are allowed
 */
export function hostProblems(what: string, host: string, wildcard = false): Problem[] {
  const plain = wildcard ? host.replace(/^\*\./, '') : host;
  if (isHostName(plain) || (wildcard && host === '*')) return [];
  const allowed = wildcard ? `${HOST_NAME}; "*." in front, or "*" alone` : HOST_NAME;
  return [{ what: `${what} is not a host name`, got: host, allowed }];
}

/** Problems of a list that must have entries. */
export function emptyProblems(what: string, list: readonly unknown[]): Problem[] {
  return list.length > 0 ? [] : [{ what: `${what} is empty`, allowed: 'one or more' }];
}

/** Problems of a port number. */
export function portProblems(what: string, port: number | undefined): Problem[] {
  if (port === undefined || (Number.isInteger(port) && port >= 1 && port <= 65535)) return [];
  return [{ what: `${what} is not a port`, got: port, allowed: '1 to 65535' }];
}

/** Problems of a duration. */
export function durationProblems(what: string, duration: string | undefined): Problem[] {
  if (duration === undefined || isMeshDuration(duration)) return [];
  return [{ what: `${what} is not a duration`, got: duration, allowed: DURATION_FORM }];
}

/** Problems of a number in a range. */
export function rangeProblems(what: string, value: number | undefined, min: number, max: number): Problem[] {
  if (value === undefined || (value >= min && value <= max)) return [];
  return [{ what: `${what} is out of range`, got: value, allowed: `${min} to ${max}` }];
}

/** Problems of a count: a whole number from `min`. */
export function countProblems(what: string, value: number | undefined, min = 0): Problem[] {
  if (value === undefined || (Number.isInteger(value) && value >= min)) return [];
  return [{ what: `${what} is not a count`, got: value, allowed: `whole numbers from ${min}` }];
}

/** Problems of a share of the traffic. Istio refuses what is above zero and below 0.0001. */
export function percentageProblems(what: string, value: number | undefined): Problem[] {
  return value === 0 ? [] : rangeProblems(what, value, 0.0001, 100);
}

/** Problems of the name of a header in a match. */
export function headerProblems(what: string, names: readonly string[]): Problem[] {
  return names
    .filter((name) => !HEADER.test(name))
    .map((got) => ({ what: `${what} is not the name of a header`, got, allowed: 'letters, digits, "-" and "_"' }));
}

/**
 * Problems of the namespaces that may use an object: `.` is its own, `*` is every one and must be the only entry.
 * @param exportTo - the namespaces
 * @param namespace - that of the object, where it is known
 */
export function exportProblems(exportTo: readonly string[] | undefined, namespace?: string): Problem[] {
  if (exportTo === undefined) return [];
  const allowed = '".", "*" alone, or names of namespaces';
  const bad = exportTo.filter((entry) => entry !== '.' && entry !== '*' && !isDnsLabel(entry));
  const mixed = exportTo.includes('*') && exportTo.length > 1;
  const names = exportTo.map((entry) => (entry === '.' ? (namespace ?? entry) : entry));
  const odd = mixed || new Set(names).size < names.length;
  return [
    ...emptyProblems('exportTo', exportTo),
    ...bad.map((got) => ({ what: 'exportTo has an entry that is not a namespace', got, allowed })),
    ...(odd ? [{ what: 'exportTo contradicts itself', got: exportTo.join(', '), allowed }] : []),
  ];
}
