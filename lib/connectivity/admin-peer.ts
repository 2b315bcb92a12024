import type { JsonValue } from '../values/json';
import { isJsonObject } from '../values/json';
import type { IpRange } from './ip-ranges';
import { mergeRanges, parseCidr } from './ip-ranges';
import { listAt, valueAt } from './manifest';
import { readSelection } from './pod-selection';
import type { Direction, PodSelection } from './policy';
import { readSelector } from './selector';
import type { Action } from './tiers';

/** How many networks or domain names a peer may have. */
const MAX_NETWORKS = 25;

const POD_FIELDS: readonly string[] = ['namespaces', 'pods'];

/** The peers of a rule of the Admin or Baseline tier. */
export interface AdminPeers {
  readonly pods: readonly PodSelection[];
  /** Addresses of networks and nodes, merged. */
  readonly networks: readonly IpRange[];
  /** Whether a peer selects every node. */
  readonly everyNode: boolean;
  /** Whether a peer is addresses, nodes or domain names. */
  readonly hasAddresses: boolean;
}

/** Where peers are read, and what is allowed there. */
export interface PeerReading {
  /** Path of the list. */
  readonly at: string;
  readonly direction: Direction;
  readonly action: Action;
  readonly hasDomainNames: boolean;
  readonly problems: string[];
  readonly unevaluated: string[];
  readonly nodesOf: (selector: JsonValue) => readonly IpRange[] | undefined;
}

/**
 * Reads the peers of a rule of the Admin or Baseline tier.
 * @param peers - the list
 * @param reading - where it is, and what is allowed there
 */
export function readAdminPeers(peers: readonly JsonValue[], reading: PeerReading): AdminPeers {
  const read = peers.map((peer, index) => readPeer(peer, `${reading.at}[${index}]`, reading));
  return {
    pods: read.flatMap(({ pods }) => pods ?? []),
    networks: mergeRanges(read.flatMap(({ networks }) => networks ?? [])),
    everyNode: read.some(({ everyNode }) => everyNode === true),
    hasAddresses: read.some(({ pods }) => pods === undefined),
  };
}

interface ReadPeer {
  readonly pods?: PodSelection;
  readonly networks?: readonly IpRange[];
  readonly everyNode?: boolean;
}

function readPeer(peer: JsonValue, at: string, reading: PeerReading): ReadPeer {
  const { direction, hasDomainNames, problems } = reading;
  const fields = isJsonObject(peer) ? Object.keys(peer).filter((key) => valueAt(peer, key) !== undefined) : [];
  const names = hasDomainNames ? ['nodes', 'networks', 'domainNames'] : ['nodes', 'networks'];
  const allowed = direction === 'ingress' ? POD_FIELDS : [...POD_FIELDS, ...names];
  const [field = '', ...others] = fields;
  if (others.length > 0 || !allowed.includes(field)) {
    problems.push(`${at} needs exactly one of ${allowed.join(', ')}; got ${fields.join(', ') || 'nothing'}`);
    return {};
  }
  switch (field) {
    case 'networks':
      return { networks: readNetworks(peer, at, problems) };
    case 'nodes':
      return readNodes(valueAt(peer, 'nodes') ?? {}, at, reading);
    case 'domainNames':
      return readDomainNames(peer, at, reading);
    default:
      return { pods: readSelection(peer, at, problems) };
  }
}

function readNetworks(peer: JsonValue, at: string, problems: string[]): IpRange[] {
  const list = listAt(peer, 'networks');
  if (list.length === 0 || list.length > MAX_NETWORKS) {
    problems.push(`${at}.networks needs 1 to ${MAX_NETWORKS} CIDRs; got ${list.length}`);
  }
  return list.flatMap((text, index) => {
    const cidr = typeof text === 'string' ? parseCidr(text) : undefined;
    if (cidr === undefined) problems.push(`${at}.networks[${index}]: ${JSON.stringify(text)} is not a CIDR`);
    return cidr?.range ?? [];
  });
}

function readNodes(selector: JsonValue, at: string, { problems, unevaluated, nodesOf }: PeerReading): ReadPeer {
  const { requirements } = readSelector(selector, `${at}.nodes`, problems);
  const networks = nodesOf(selector);
  if (networks === undefined) {
    unevaluated.push(`${at}.nodes: the nodes and their addresses are not part of the input`);
  }
  return { networks: networks ?? [], everyNode: requirements.length === 0 };
}

function readDomainNames(peer: JsonValue, at: string, { action, problems, unevaluated }: PeerReading): ReadPeer {
  const list = listAt(peer, 'domainNames');
  if (list.length === 0 || list.length > MAX_NETWORKS) {
    problems.push(`${at}.domainNames needs 1 to ${MAX_NETWORKS} names; got ${list.length}`);
  }
  if (action !== 'Accept') problems.push(`${at}.domainNames is only allowed in rules that accept`);
  unevaluated.push(`${at}.domainNames: the addresses of domain names are not known`);
  return {};
}
