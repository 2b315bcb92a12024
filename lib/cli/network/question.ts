import type { Command } from 'commander';
import type { Connectivity, Peer, Protocol, WorkloadPeer } from '../../connectivity';
import { PortSet, PROTOCOLS } from '../../connectivity';
import { isPort } from '../../connectivity/port-set';
import { usageError } from '../usage-error';
import { nearNames } from './near-names';

/** What a user asks for, as it was typed. */
export interface AskedTexts {
  /** Who opens the connection, in any number. */
  readonly from: readonly string[];
  /** Who accepts it, in any number. */
  readonly to: readonly string[];
  /** `number` or `number/protocol`. */
  readonly port?: string;
}

/** What a user asks for; what is left out means everything. */
export interface Asked {
  /** Who opens the connection. */
  readonly from?: readonly Peer[];
  /** Who accepts it. */
  readonly to?: readonly Peer[];
  /** One port. */
  readonly port?: AskedPort;
}

/** One port of one protocol. */
export interface AskedPort {
  /** Its number. */
  readonly number: number;
  /** Its protocol. */
  readonly protocol: Protocol;
}

/**
 * A port as a set; every port when none is asked for.
 * @param port - the port
 */
export function portsOf(port: AskedPort | undefined): PortSet {
  return port === undefined ? PortSet.ALL : PortSet.of(port.protocol, port.number);
}

const PEERS = 'namespace/name, namespace/name[Kind], an IP address or CIDR';

/**
 * Finds what a user asks for; anything wrong ends the command with a usage error.
 * @param texts - what was typed
 * @param states - evaluated manifests; a peer need be in one of them only
 * @param command - the command
 */
export function askedOf(texts: AskedTexts, states: readonly Connectivity[], command: Command): Asked {
  const { from, to, port } = texts;
  const peersOf = (option: string, list: readonly string[]): Peer[] =>
    list.flatMap((text) => peersNamed(option, text, states, command));
  const asked: Asked = {
    ...(from.length > 0 && { from: peersOf('--from', from) }),
    ...(to.length > 0 && { to: peersOf('--to', to) }),
    ...(port !== undefined && { port: portOf(port, command) }),
  };
  const isOutside = (peers: readonly Peer[] | undefined): boolean => peers?.every(({ type }) => type === 'ip') === true;
  if (isOutside(asked.from) && isOutside(asked.to)) {
    return usageError(command, {
      what: '--from and --to are both addresses, and no policy of a cluster decides about that traffic',
      fix: 'name a workload for one of them',
    });
  }
  return asked;
}

/** One peer, or all peers of one owner whose pods selectors distinguish. */
function peersNamed(option: string, text: string, states: readonly Connectivity[], command: Command): Peer[] {
  const workloads = new Map(states.flatMap((state) => state.peersNamed(text)).map((peer) => [peer.id, peer]));
  const owners = new Set([...workloads.values()].map(({ owner }) => owner));
  if (owners.size > 1) {
    const names = [...owners].join(', ');
    return usageError(command, { what: `${option} names several workloads`, got: text, allowed: names });
  }
  if (workloads.size > 0) return [...workloads.values()];
  for (const state of states) {
    const peer = state.peer(text);
    if (peer !== undefined) return [peer];
  }
  const names = [...new Set(states.flatMap((state) => state.workloads.map(({ id }: WorkloadPeer) => id)))];
  const fix =
    names.length === 0 ? 'the manifests have no workloads' : `similar names: ${nearNames(text, names).join(', ')}`;
  return usageError(command, { what: `${option} is unknown`, got: text, allowed: PEERS, fix });
}

function portOf(text: string, command: Command): AskedPort {
  const [digits = '', name = 'TCP', ...rest] = text.split('/');
  const protocol = PROTOCOLS.find((each) => each === name.toUpperCase());
  const number = /^[1-9]\d*$/.test(digits) ? Number(digits) : undefined;
  if (rest.length === 0 && protocol !== undefined && isPort(number)) return { number, protocol };
  const allowed = `1-65535, or with a protocol such as 53/UDP (${PROTOCOLS.join(', ')})`;
  return usageError(command, { what: '--port is not a port', got: text, allowed });
}
