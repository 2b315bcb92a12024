import type { JsonValue } from '../values/json';
import { isJsonObject } from '../values/json';
import { textAt, valueAt } from './manifest';
import type { NamedPort } from './policy-port';
import { isPort, PortSet, PROTOCOLS, type Protocol } from './port-set';

/** The ports of a rule of the Admin or Baseline tier. */
export interface AdminPorts {
  readonly ports: PortSet;
  readonly namedPorts: readonly NamedPort[];
}

type OnePort = { readonly numbers?: PortSet; readonly name?: string };

/**
 * Reads `ports` of v1alpha1: each a `portNumber`, a `portRange` or a `namedPort`.
 * @param list - the list; empty means every port
 * @param at - its path, for the problems
 * @param problems - receives what the API server would refuse
 */
export function readAdminPorts(list: readonly JsonValue[], at: string, problems: string[]): AdminPorts {
  return together(
    list.map((value, index) => {
      const place = `${at}[${index}]`;
      switch (onlyField(value, ['portNumber', 'portRange', 'namedPort'], place, problems)) {
        case 'portNumber': {
          const protocol = readProtocol(valueAt(value, 'portNumber'), `${place}.portNumber`, problems);
          return numbers(protocol, valueAt(value, 'portNumber', 'port'), `${place}.portNumber.port`, problems);
        }
        case 'portRange': {
          const protocol = readProtocol(valueAt(value, 'portRange'), `${place}.portRange`, problems);
          return range(protocol, valueAt(value, 'portRange'), 0, `${place}.portRange`, problems);
        }
        case 'namedPort':
          return named(value, 'namedPort', place, problems);
        default:
          return {};
      }
    }),
  );
}

/**
 * Reads `protocols` of v1alpha2: each `tcp`, `udp` or `sctp` with a destination port, or a `destinationNamedPort`.
 * @param list - the list; empty means every port
 * @param at - its path, for the problems
 * @param problems - receives what the API server would refuse
 */
export function readProtocols(list: readonly JsonValue[], at: string, problems: string[]): AdminPorts {
  const fields = [...PROTOCOLS.map((protocol) => protocol.toLowerCase()), 'destinationNamedPort'];
  return together(
    list.map((value, index) => {
      const place = `${at}[${index}]`;
      const field = onlyField(value, fields, place, problems);
      if (field === undefined) return {};
      if (field === 'destinationNamedPort') return named(value, field, place, problems);
      const protocol = PROTOCOLS.find((each) => each.toLowerCase() === field) ?? 'TCP';
      const port = valueAt(value, field, 'destinationPort');
      if (port === undefined) {
        // `tcp: {}` is refused: the object needs at least one property.
        problems.push(`${place}.${field} needs destinationPort`);
        return {};
      }
      const portAt = `${place}.${field}.destinationPort`;
      switch (onlyField(port, ['number', 'range'], portAt, problems)) {
        case 'number':
          return numbers(protocol, valueAt(port, 'number'), `${portAt}.number`, problems);
        case 'range':
          return range(protocol, valueAt(port, 'range'), 1, `${portAt}.range`, problems);
        default:
          return {};
      }
    }),
  );
}

function together(ports: readonly OnePort[]): AdminPorts {
  return {
    ports: ports.length === 0 ? PortSet.ALL : PortSet.union(ports.flatMap(({ numbers: set }) => set ?? [])),
    namedPorts: ports.flatMap(({ name }) => (name === undefined ? [] : [{ name }])),
  };
}

function onlyField(
  value: JsonValue | undefined,
  allowed: readonly string[],
  at: string,
  problems: string[],
): string | undefined {
  const fields = isJsonObject(value) ? Object.keys(value).filter((key) => valueAt(value, key) !== undefined) : [];
  const [field = '', ...others] = fields;
  if (others.length === 0 && allowed.includes(field)) return field;
  problems.push(`${at} needs exactly one of ${allowed.join(', ')}; got ${fields.join(', ') || 'nothing'}`);
  return undefined;
}

function readProtocol(value: JsonValue | undefined, at: string, problems: string[]): Protocol {
  const written = valueAt(value, 'protocol') ?? 'TCP';
  const known = PROTOCOLS.find((protocol) => protocol === written);
  if (known === undefined) {
    problems.push(`${at}.protocol: ${JSON.stringify(written)} is unknown; allowed ${PROTOCOLS.join(', ')}`);
  }
  return known ?? 'TCP';
}

function numbers(protocol: Protocol, port: JsonValue | undefined, at: string, problems: string[]): OnePort {
  if (isPort(port)) return { numbers: PortSet.of(protocol, port) };
  problems.push(`${at}: ${JSON.stringify(port)} is not a port; allowed 1-65535`);
  return {};
}

/** Versions differ in how many ports a range has at least beyond its first one. */
function range(protocol: Protocol, value: JsonValue | undefined, more: 0 | 1, at: string, problems: string[]): OnePort {
  const start = valueAt(value, 'start');
  const end = valueAt(value, 'end');
  if (isPort(start) && isPort(end) && start + more <= end) return { numbers: PortSet.of(protocol, start, end) };
  const got = `${JSON.stringify(start)} to ${JSON.stringify(end)}`;
  problems.push(`${at}: ${got} is not a range of ports; allowed start below end, both 1-65535`);
  return {};
}

function named(value: JsonValue, field: string, at: string, problems: string[]): OnePort {
  const name = textAt(value, field);
  if (name === undefined) problems.push(`${at}.${field} is not a port name`);
  return name === undefined ? {} : { name };
}
