import type { JsonObject, JsonValue } from '../values/json';
import { isJsonObject } from '../values/json';
import type { IpRange } from './ip-ranges';
import { mergeRanges, parseCidr, subtractRanges } from './ip-ranges';
import { listAt, nameOf, namespaceOf, objectAt, valueAt } from './manifest';
import { readPort, type NamedPort } from './policy-port';
import { PortSet } from './port-set';
import { readSelector, type Selector } from './selector';
import type { Action, Tier } from './tiers';

/** Direction of traffic, seen from the pod that a policy selects. */
export type Direction = 'ingress' | 'egress';

/** Both directions. */
export const DIRECTIONS: readonly Direction[] = ['egress', 'ingress'];

/** The pods that a policy or one of its rules selects. */
export interface PodSelection {
  /** Selects namespaces; without it, the namespace of the policy is meant. */
  readonly namespaces?: Selector;
  readonly pods: Selector;
}

/** One rule of a policy. */
export interface TrafficRule {
  /** Id of the policy. */
  readonly policy: string;
  /** Namespace of the policy; empty for one of the whole cluster. */
  readonly namespace: string;
  readonly tier: Tier;
  readonly action: Action;
  readonly direction: Direction;
  /** Position in the list of the policy, from 0. */
  readonly index: number;
  /** Whether the rule has no peers, which means everyone. */
  readonly everyone: boolean;
  readonly pods: readonly PodSelection[];
  /** Whether its addresses also match pods and nodes that have them, as those of the Admin and Baseline tiers do. */
  readonly addressesMatchPods: boolean;
  /** Whether it matches every node of the cluster. */
  readonly everyNode: boolean;
  /** Addresses of each ipBlock, without its exceptions. */
  readonly ipBlocks: ReadonlyArray<readonly IpRange[]>;
  /** Addresses of all ipBlocks, merged. */
  readonly addresses: readonly IpRange[];
  /** Ports given by number. */
  readonly ports: PortSet;
  /** Ports given by name. */
  readonly namedPorts: readonly NamedPort[];
}

/** A policy of any tier. */
export interface Policy {
  /** `namespace/name` of a NetworkPolicy, `Kind name` of a policy of the whole cluster. */
  readonly id: string;
  /** `Kind namespace/name`, or `Kind name`. */
  readonly object: string;
  readonly tier: Tier;
  /** From 0 to 1000, the lowest first; 0 for NetworkPolicies, whose order does not matter. */
  readonly priority: number;
  /** Namespace; empty for a policy of the whole cluster. */
  readonly namespace: string;
  /** The pods that it applies to. */
  readonly subject: PodSelection;
  /** The directions in which it isolates. */
  readonly directions: ReadonlySet<Direction>;
  /** Its rules, also those of other directions, which have no effect. */
  readonly rules: readonly TrafficRule[];
}

/**
 * Reads a NetworkPolicy as the API server does.
 * @param object - the manifest
 * @returns the policy, and what the API server would refuse
 */
export function readPolicy(object: JsonObject): { policy: Policy; problems: string[] } {
  const problems: string[] = [];
  const namespace = namespaceOf(object);
  const id = `${namespace}/${nameOf(object)}`;
  const spec = objectAt(object, 'spec');
  const rules = DIRECTIONS.flatMap((direction) =>
    readList(spec, direction, direction, problems).map((rule, index) =>
      readRule(rule, { policy: id, namespace, direction, index }, problems),
    ),
  );
  const subject = { pods: readSelector(spec.podSelector, 'podSelector', problems) };
  const directions = readDirections(spec, problems);
  return {
    policy: {
      id,
      object: `NetworkPolicy ${id}`,
      tier: 'NetworkPolicy',
      priority: 0,
      namespace,
      subject,
      directions,
      rules,
    },
    problems,
  };
}

/** The rule as its path in the spec: `ingress[0]`. */
export function rulePath({ direction, index }: Pick<TrafficRule, 'direction' | 'index'>): string {
  return `${direction}[${index}]`;
}

function readDirections(spec: JsonObject, problems: string[]): ReadonlySet<Direction> {
  const types = listAt(spec, 'policyTypes');
  const names: Readonly<Record<string, Direction>> = { Ingress: 'ingress', Egress: 'egress' };
  for (const type of types) {
    if (typeof type !== 'string' || !Object.hasOwn(names, type)) {
      problems.push(`policyTypes: ${JSON.stringify(type)} is unknown; allowed Ingress, Egress`);
    }
  }
  if (types.length > 0)
    return new Set(
      DIRECTIONS.filter((direction) => types.some((type) => typeof type === 'string' && names[type] === direction)),
    );
  return new Set(listAt(spec, 'egress').length > 0 ? DIRECTIONS : ['ingress']);
}

function readRule(
  value: JsonValue,
  place: Pick<TrafficRule, 'policy' | 'namespace' | 'direction' | 'index'>,
  problems: string[],
): TrafficRule {
  const at = `${place.direction}[${place.index}]`;
  if (value !== null && !isJsonObject(value)) problems.push(`${at} is not a rule`);
  const field = place.direction === 'ingress' ? 'from' : 'to';
  const peers = readList(value, field, `${at}.${field}`, problems);
  const pods: PodSelection[] = [];
  const ipBlocks: IpRange[][] = [];
  peers.forEach((peer, index) => {
    const read = readPeer(peer, `${at}.${field}[${index}]`, problems);
    if (read.pods !== undefined) pods.push(read.pods);
    if (read.ranges !== undefined) ipBlocks.push(read.ranges);
  });
  const ports = readList(value, 'ports', `${at}.ports`, problems).map((port, index) =>
    readPort(port, `${at}.ports[${index}]`, problems),
  );
  return {
    ...place,
    tier: 'NetworkPolicy',
    action: 'Accept',
    addressesMatchPods: false,
    everyNode: false,
    everyone: peers.length === 0,
    pods,
    ipBlocks,
    addresses: mergeRanges(ipBlocks.flat()),
    ports: ports.length === 0 ? PortSet.ALL : PortSet.union(ports.flatMap(({ numbers }) => numbers ?? [])),
    namedPorts: ports.flatMap(({ named }) => named ?? []),
  };
}

function readPeer(peer: JsonValue, at: string, problems: string[]): { pods?: PodSelection; ranges?: IpRange[] } {
  const block = valueAt(peer, 'ipBlock');
  const namespaces = valueAt(peer, 'namespaceSelector');
  const pods = valueAt(peer, 'podSelector');
  if (block !== undefined) {
    if (namespaces !== undefined || pods !== undefined) problems.push(`${at}: ipBlock excludes selectors`);
    return { ranges: readIpBlock(block, `${at}.ipBlock`, problems) };
  }
  if (namespaces === undefined && pods === undefined) {
    problems.push(`${at} is empty; allowed podSelector, namespaceSelector, ipBlock`);
    return {};
  }
  return {
    pods: {
      ...(namespaces !== undefined && {
        namespaces: readSelector(namespaces, `${at}.namespaceSelector`, problems),
      }),
      pods: readSelector(pods, `${at}.podSelector`, problems),
    },
  };
}

function readIpBlock(block: JsonValue, at: string, problems: string[]): IpRange[] {
  const text = valueAt(block, 'cidr');
  const cidr = typeof text === 'string' ? parseCidr(text) : undefined;
  if (cidr === undefined) {
    problems.push(`${at}.cidr: ${JSON.stringify(text)} is not a CIDR`);
    return [];
  }
  const holes = readList(block, 'except', `${at}.except`, problems).flatMap((except, index) => {
    const hole = typeof except === 'string' ? parseCidr(except) : undefined;
    const place = `${at}.except[${index}]: ${JSON.stringify(except)}`;
    if (hole === undefined) {
      problems.push(`${place} is not a CIDR`);
      return [];
    }
    const inside = hole.range.family === cidr.range.family && hole.range.first >= cidr.range.first;
    if (!inside || hole.range.last > cidr.range.last || hole.prefix <= cidr.prefix) {
      problems.push(`${place} does not lie inside of ${JSON.stringify(text)}`);
    }
    return [hole.range];
  });
  return subtractRanges(cidr.range, holes);
}

function readList(object: JsonValue, key: string, at: string, problems: string[]): readonly JsonValue[] {
  const value = valueAt(object, key);
  if (value !== undefined && !Array.isArray(value)) problems.push(`${at} is not a list`);
  return listAt(object, key);
}
