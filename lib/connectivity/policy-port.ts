import type { JsonValue } from '../values/json';
import { isJsonObject } from '../values/json';
import { valueAt } from './manifest';
import { isPort, PortSet, PROTOCOLS, type Protocol } from './port-set';

/** A port given by name, which means what the destination calls so. */
export interface NamedPort {
  readonly name: string;
  /** Left out: of any protocol. */
  readonly protocol?: Protocol;
}

const PORT_NAME = /^(?=.{1,15}$)(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*$/;

/**
 * Reads one entry of the ports of a rule as the API server does.
 * @param value - the entry
 * @param at - its path, for the problems
 * @param problems - receives what the API server would refuse
 * @returns the ports by number, or the port by name; neither when it is refused
 */
export function readPort(value: JsonValue, at: string, problems: string[]): { numbers?: PortSet; named?: NamedPort } {
  if (value !== null && !isJsonObject(value)) problems.push(`${at} is not a port`);
  const protocol = readProtocol(valueAt(value, 'protocol'), at, problems);
  const port = valueAt(value, 'port');
  const endPort = valueAt(value, 'endPort');
  if (typeof port === 'string') return { named: readName(port, endPort, protocol, at, problems) };
  if (port === undefined) {
    if (endPort !== undefined) problems.push(`${at}: endPort needs port`);
    return { numbers: PortSet.of(protocol) };
  }
  if (!isPort(port)) {
    problems.push(`${at}: port ${JSON.stringify(port)} is not a port; allowed 1-65535 or a name`);
    return {};
  }
  if (endPort === undefined) return { numbers: PortSet.of(protocol, port) };
  if (!isPort(endPort) || endPort < port) {
    problems.push(`${at}: endPort ${JSON.stringify(endPort)} is not a port from ${port} on`);
    return {};
  }
  return { numbers: PortSet.of(protocol, port, endPort) };
}

/** The protocol of that name; TCP where none is written. */
function readProtocol(value: JsonValue | undefined, at: string, problems: string[]): Protocol {
  const known = PROTOCOLS.find((protocol) => protocol === (value ?? 'TCP'));
  if (known === undefined) {
    problems.push(`${at}: protocol ${JSON.stringify(value)} is unknown; allowed ${PROTOCOLS.join(', ')}`);
  }
  return known ?? 'TCP';
}

function readName(
  name: string,
  endPort: JsonValue | undefined,
  protocol: Protocol,
  at: string,
  problems: string[],
): NamedPort {
  if (!PORT_NAME.test(name)) problems.push(`${at}: ${JSON.stringify(name)} is not a port name`);
  if (endPort !== undefined)
    problems.push(`${at}: endPort needs a port given by number, and it is ${JSON.stringify(name)}`);
  return { name, protocol };
}
