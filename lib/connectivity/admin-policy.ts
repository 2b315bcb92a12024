import type { JsonObject, JsonValue } from '../values/json';
import { readAdminPeers, type AdminPeers } from './admin-peer';
import { readAdminPorts, readProtocols } from './admin-port';
import type { IpRange } from './ip-ranges';
import { groupOf, listAt, nameOf, objectAt, textAt, valueAt } from './manifest';
import { missingSelectors, readSelection } from './pod-selection';
import type { Direction, Policy, TrafficRule } from './policy';
import { DIRECTIONS } from './policy';
import type { Action, Tier } from './tiers';

/** API group of the policies of the whole cluster. Source: github.com/kubernetes-sigs/network-policy-api. */
export const ADMIN_GROUP = 'policy.networking.k8s.io';

/** Name that a BaselineAdminNetworkPolicy must have: there is one per cluster. */
const BASELINE_NAME = 'default';

const MAX_PRIORITY = 1000;

/** What differs between the kinds. */
interface AdminKind {
  readonly version: string;
  /** Tier; left out where the object says it. */
  readonly tier?: Tier;
  /** The actions as they are written. */
  readonly actions: Readonly<Record<string, Action>>;
  /** How many rules, peers and ports a list may have. */
  readonly max: number;
  readonly hasPriority: boolean;
  readonly hasDomainNames: boolean;
}

const KINDS: Readonly<Record<string, AdminKind>> = {
  AdminNetworkPolicy: {
    version: 'v1alpha1',
    tier: 'Admin',
    actions: { Allow: 'Accept', Deny: 'Deny', Pass: 'Pass' },
    max: 100,
    hasPriority: true,
    hasDomainNames: true,
  },
  BaselineAdminNetworkPolicy: {
    version: 'v1alpha1',
    tier: 'Baseline',
    actions: { Allow: 'Accept', Deny: 'Deny' },
    max: 100,
    hasPriority: false,
    hasDomainNames: false,
  },
  ClusterNetworkPolicy: {
    version: 'v1alpha2',
    actions: { Accept: 'Accept', Deny: 'Deny', Pass: 'Pass' },
    max: 25,
    hasPriority: true,
    hasDomainNames: true,
  },
};

/** A policy as it was read. */
export interface ReadAdminPolicy {
  readonly policy: Policy;
  /** What the API server would refuse. */
  readonly problems: readonly string[];
  /** What cannot be evaluated, such as domain names, with its place. */
  readonly unevaluated: readonly string[];
  /** What some API servers would refuse, and is evaluated as far as it goes. */
  readonly doubts: readonly string[];
}

/** Whether an object is a policy of the whole cluster of a version that is evaluated. */
export function isAdminPolicy(object: JsonObject): boolean {
  const kind = kindOf(object);
  return kind !== undefined && object.apiVersion === `${ADMIN_GROUP}/${kind.version}`;
}

/** Whether an object is of a kind of this API group, of any version. */
export function isOfAdminGroup(object: JsonObject): boolean {
  return groupOf(object) === ADMIN_GROUP && kindOf(object) !== undefined;
}

/**
 * Reads a policy of the whole cluster as the API server does.
 * @param object - an AdminNetworkPolicy, BaselineAdminNetworkPolicy or ClusterNetworkPolicy
 * @param nodesOf - the addresses of the nodes that a selector of nodes selects; nothing when the nodes are not known
 */
export function readAdminPolicy(
  object: JsonObject,
  nodesOf: (selector: JsonValue) => readonly IpRange[] | undefined,
): ReadAdminPolicy {
  const kind = kindOf(object) ?? KINDS.ClusterNetworkPolicy;
  if (kind === undefined) throw new Error('a kind of policy is missing');
  const problems: string[] = [];
  const unevaluated: string[] = [];
  const spec = objectAt(object, 'spec');
  const id = `${textAt(object, 'kind') ?? ''} ${nameOf(object)}`;
  const tier = kind.tier ?? readTier(spec, problems);
  const doubts = doubtsOf(spec);
  const reading: Reading = { id, tier, kind, problems, unevaluated, doubts, nodesOf };
  const rules = DIRECTIONS.flatMap((direction) =>
    readBounded(spec, direction, direction, kind.max, problems).map((rule, index) =>
      readRule(rule, direction, index, reading),
    ),
  );
  if (tier === 'Baseline' && !kind.hasPriority && nameOf(object) !== BASELINE_NAME) {
    problems.push(`metadata.name: ${JSON.stringify(nameOf(object))} is not allowed; allowed ${BASELINE_NAME}`);
  }
  const policy: Policy = {
    id,
    object: id,
    tier,
    priority: kind.hasPriority ? readPriority(spec, problems) : MAX_PRIORITY,
    namespace: '',
    subject: readSelection(valueAt(spec, 'subject'), 'subject', problems),
    // A policy without rules of a direction does not affect it.
    directions: new Set(rules.map(({ direction }) => direction)),
    rules,
  };
  return { policy, problems, unevaluated, doubts };
}

function doubtsOf(spec: JsonObject): string[] {
  const peers = DIRECTIONS.flatMap((direction) =>
    listAt(spec, direction).flatMap((rule, index) => {
      const field = direction === 'ingress' ? 'from' : 'to';
      return listAt(rule, field).flatMap((peer, at) =>
        missingSelectors(peer, `${direction}[${index}].${field}[${at}]`),
      );
    }),
  );
  return [...missingSelectors(valueAt(spec, 'subject'), 'subject'), ...peers];
}

interface Reading {
  readonly id: string;
  readonly tier: Tier;
  readonly kind: AdminKind;
  readonly problems: string[];
  readonly unevaluated: string[];
  readonly doubts: string[];
  readonly nodesOf: (selector: JsonValue) => readonly IpRange[] | undefined;
}

function kindOf(object: JsonObject): AdminKind | undefined {
  const kind = textAt(object, 'kind') ?? '';
  return Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
}

function readTier(spec: JsonObject, problems: string[]): Tier {
  const { tier } = spec;
  if (tier === 'Admin' || tier === 'Baseline') return tier;
  problems.push(`tier: ${JSON.stringify(tier)} is unknown; allowed Admin, Baseline`);
  return 'Admin';
}

function readPriority(spec: JsonObject, problems: string[]): number {
  const { priority } = spec;
  if (typeof priority === 'number' && Number.isInteger(priority) && priority >= 0 && priority <= MAX_PRIORITY) {
    return priority;
  }
  problems.push(`priority: ${JSON.stringify(priority)} is not allowed; allowed 0-${MAX_PRIORITY}`);
  return MAX_PRIORITY;
}

function readRule(value: JsonValue, direction: Direction, index: number, reading: Reading): TrafficRule {
  const { id, tier, kind, problems } = reading;
  const at = `${direction}[${index}]`;
  const field = direction === 'ingress' ? 'from' : 'to';
  const peers = readBounded(value, field, `${at}.${field}`, kind.max, problems);
  if (peers.length === 0) problems.push(`${at}.${field} needs at least one peer`);
  const action = readAction(value, at, kind, problems);
  const read = readAdminPeers(peers, { at: `${at}.${field}`, direction, action, ...reading, ...kind });
  return {
    policy: id,
    namespace: '',
    tier,
    action,
    direction,
    index,
    everyone: false,
    addressesMatchPods: true,
    ...peersOf(read),
    ...readPorts(value, at, read, reading),
  };
}

function peersOf({
  pods,
  networks,
  everyNode,
}: AdminPeers): Pick<TrafficRule, 'pods' | 'ipBlocks' | 'addresses' | 'everyNode'> {
  return { pods, ipBlocks: networks.map((range) => [range]), addresses: networks, everyNode };
}

function readPorts(
  value: JsonValue,
  at: string,
  { hasAddresses }: AdminPeers,
  { kind, problems, doubts }: Reading,
): Pick<TrafficRule, 'ports' | 'namedPorts'> {
  const field = kind.version === 'v1alpha1' ? 'ports' : 'protocols';
  const written = valueAt(value, field);
  const list = readBounded(value, field, `${at}.${field}`, kind.max, problems);
  if (written !== undefined && list.length === 0) problems.push(`${at}.${field} is empty; leave it out for every port`);
  const read = field === 'ports' ? readAdminPorts : readProtocols;
  const ports = read(list, `${at}.${field}`, problems);
  if (hasAddresses && ports.namedPorts.length > 0) {
    doubts.push(
      `${at}: networks, nodes and domainNames have no port names; the experimental channel refuses both together`,
    );
  }
  return ports;
}

function readAction(value: JsonValue, at: string, { actions }: AdminKind, problems: string[]): Action {
  const action = valueAt(value, 'action');
  const known = typeof action === 'string' && Object.hasOwn(actions, action) ? actions[action] : undefined;
  if (known !== undefined) return known;
  problems.push(`${at}.action: ${JSON.stringify(action)} is unknown; allowed ${Object.keys(actions).join(', ')}`);
  return 'Deny';
}

function readBounded(
  object: JsonValue,
  key: string,
  at: string,
  max: number,
  problems: string[],
): readonly JsonValue[] {
  const value = valueAt(object, key);
  if (value !== undefined && !Array.isArray(value)) problems.push(`${at} is not a list`);
  const list = listAt(object, key);
  if (list.length > max) problems.push(`${at} has ${list.length} items; allowed at most ${max}`);
  return list;
}
