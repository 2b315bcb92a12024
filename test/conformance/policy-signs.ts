import { ManagedClusterProfile, ProdProfile, type Profile } from '../../lib';
import { Connectivity, PortSet, type Peer } from '../../lib/connectivity';
import { OUTDATED_ROWS, TABLE_DIFFERENCES, trafficRows } from '../../lib/network/flows/views';
import type { DocumentationDifference, TrafficTable } from '../../lib/network/flows/views';
import type { UnexpectedOpening, Scene, Sign } from '../../lib/network/upstream';
import { unexpectedOpenings, uncoveredUpstream, upstreamPolicies } from '../../lib/network/upstream';
import { samplePods, platformPods, platformWorkloads, policiesOf, PolicyStyle } from '../../lib/network/policies';
import type { PolicyInput } from '../../lib/network/policies';
import type { JsonObject } from '../../lib/values/json';
import { everything } from '../support/flows';
import { SEED_ROWS } from './seed-tables';
import { cluster, kubernetes as kubernetesFacts } from '../support/profiles';

/** A platform, with policies and what follows from them. */
export interface Stage {
  readonly platform: Profile;
  readonly pods: readonly JsonObject[];
  readonly policies: readonly JsonObject[];
  readonly connectivity: Connectivity;
  /** From probes too. */
  readonly openings: readonly UnexpectedOpening[];
}

/** Pods that claim what they are not. */
const PROBES: readonly JsonObject[] = [
  ...namespaceWithPod('impostor', { 'verrazzano.io/namespace': 'verrazzano-system' }),
  pod('verrazzano-monitoring', 'labelled', { 'app.kubernetes.io/component': 'compactor' }),
];

const PLATFORMS: Readonly<Record<Scene, () => Profile>> = {
  everything,
  argocd: everything,
  prod: () => new ProdProfile(cluster(), 'verrazzano'),
  'managed-cluster': () => new ManagedClusterProfile(cluster(), 'verrazzano'),
  'no-oam': () => new ProdProfile(cluster(), 'verrazzano', { components: { oam: { enabled: false } } }),
};

/** Between them they have every row of the tables of traffic. */
const PLATFORMS_WITH_TABLES: readonly Scene[] = ['everything', 'managed-cluster'];

/** Pods that are not of the platform, and claim nothing. */
export const SAMPLE_PODS: readonly JsonObject[] = samplePods();

/** The same, and probes. */
const OTHERS = [...SAMPLE_PODS, ...PROBES];

/** Addresses of the API server of every scene. */
export const API_SERVER = { cidr: '10.0.0.0/28', peer: '10.0.0.0-10.0.0.15' };

const stages = new Map<string, Stage>();

/** A scene with upstream's policies, made once. */
export function stageOf(scene: Scene = 'everything'): Stage {
  return once(scene, (platform) => upstreamPolicies(platform, { argocd: scene === 'argocd' }));
}

/** A scene with our own policies for ingress, made once. */
export function ownStageOf(scene: Scene = 'everything'): Stage {
  const isRestricted: PolicyInput['isRestricted'] = (_, direction) => direction === 'ingress';
  return once(scene, (platform) => ownPolicies(platform, isRestricted), 'own');
}

/** A scene with upstream's policies, and those of ours that the platform operator leaves room for, made once. */
export function togetherStageOf(scene: Scene = 'everything'): Stage {
  const write = (platform: Profile): readonly JsonObject[] => {
    const emitted = new Set(platform.networkPolicies.map(({ metadata }) => keyOf(metadata)));
    const own = ownPolicies(platform, ({ namespace, name }, direction) =>
      emitted.has(keyOf({ namespace, name: `${name}-${direction}` })),
    );
    return [...upstreamPolicies(platform), ...own];
  };
  return once(scene, write, 'together');
}

/** Our own policies where a direction of a workload is to be restricted. */
export function ownPolicies(platform: Profile, isRestricted: PolicyInput['isRestricted']): readonly JsonObject[] {
  const kubernetes = { ...kubernetesFacts, apiServerCidrs: [API_SERVER.cidr] };
  const workloads = platformWorkloads(platform).map(({ workload }) => workload);
  const policies = policiesOf({ workloads, flows: platform.flows, kubernetes, isRestricted }, PolicyStyle.EXACT);
  return policies.map((policy) => JSON.parse(JSON.stringify(policy)) as JsonObject);
}

function once(scene: Scene, write: (platform: Profile) => readonly JsonObject[], whose = 'upstream'): Stage {
  const key = `${scene} ${whose}`;
  const known = stages.get(key);
  if (known !== undefined) return known;
  const platform = PLATFORMS[scene]();
  const pods = platformPods(platform);
  const policies = write(platform);
  const connectivity = Connectivity.of([...pods, ...OTHERS, ...policies]);
  const openings = unexpectedOpenings(pods, policies, platform.flows, OTHERS);
  const made = { platform, pods, policies, connectivity, openings };
  stages.set(key, made);
  return made;
}

/** Whether our own policies have the same fault as a sign; in words what, else undefined. */
export function repeated(sign: Sign): string | undefined {
  if (sign.kind !== 'reach' && sign.kind !== 'opens' && sign.kind !== 'closes' && sign.kind !== 'uncovered')
    return undefined;
  const { connectivity } = ownStageOf(sign.on);
  const open = (from: string, to: string, ports: PortSet): string | undefined => {
    const [a, b] = [peer(connectivity, from), peer(connectivity, to)];
    // What comes through a load balancer has no address to name: such ports are open to pods too.
    const wrong = connectivity.allowed(a, b).intersect(ports).subtract(openToAll(connectivity, b));
    return wrong.isEmpty() ? undefined : `${from} -> ${to}: open ${wrong.toString()}`;
  };
  switch (sign.kind) {
    case 'reach':
      return open(sign.from, sign.to, portSet(sign.ports));
    case 'uncovered':
      return some(sign.workloads.map((name) => open('sample-unrelated/unrelated', name, PortSet.ALL)));
    case 'opens':
      return some(opening(sign, stageOf(sign.on).openings).map(({ from, to, ports }) => open(from.id, to.id, ports)));
    case 'closes': {
      const [from, to] = [peer(connectivity, sign.from), peer(connectivity, sign.to)];
      const closed = portSet(sign.ports).subtract(connectivity.allowed(from, to));
      return closed.isEmpty() ? undefined : `${sign.from} -> ${sign.to}: closed ${closed.toString()}`;
    }
  }
}

/** What is open to every address. */
export function openToAll(connectivity: Connectivity, to: Peer): PortSet {
  return connectivity.allowed(peer(connectivity, 'outside'), to);
}

function some(found: ReadonlyArray<string | undefined>): string | undefined {
  return found.find((one) => one !== undefined);
}

/** Whether a sign shows; in words what does not, else undefined. */
export function missing(sign: Sign, { connectivity, platform, openings, policies }: Stage): string | undefined {
  switch (sign.kind) {
    case 'warning': {
      const object = `NetworkPolicy ${sign.policy}`;
      const found = connectivity.warnings.filter((one) => one.kind === sign.warning && one.object === object);
      return found.length > 0 ? undefined : `no warning ${sign.warning} about ${object}`;
    }
    case 'reach': {
      const open = connectivity.allowed(peer(connectivity, sign.from), peer(connectivity, sign.to));
      return open.containsAll(portSet(sign.ports)) ? undefined : `${sign.from} -> ${sign.to}: open ${open.toString()}`;
    }
    case 'closes': {
      const open = connectivity.allowed(peer(connectivity, sign.from), peer(connectivity, sign.to));
      const wrong = open.intersect(portSet(sign.ports));
      return wrong.isEmpty() ? undefined : `${sign.from} -> ${sign.to}: open ${wrong.toString()}`;
    }
    case 'opens': {
      const opened = PortSet.union(opening(sign, openings).map(({ ports }) => ports));
      const lacking = portSet(sign.ports).subtract(opened);
      // Every port but those of flows.
      if (sign.ports === 'all')
        return opened.contains('UDP', 1) ? undefined : `${sign.rule} opens ${opened.toString()}`;
      return lacking.isEmpty() ? undefined : `${sign.rule} opens ${opened.toString()}`;
    }
    case 'uncovered': {
      const open = new Set(uncoveredUpstream(platform).map(({ workload }) => `${workload.namespace}/${workload.name}`));
      const covered = sign.workloads.filter((name) => !open.has(name));
      return covered.length === 0 ? undefined : `selected: ${covered.join(', ')}`;
    }
    case 'dead': {
      const peers = peersNamedBy(sign.policy, policies);
      const text = peers.join();
      const alive = sign.labels.filter((label) => {
        const [key = '', value = ''] = label.split('=');
        return connectivity.workloads.some(({ labels }) => labels[key] === value) || !text.includes(`"${value}"`);
      });
      if (alive.length > 0) return `not named, or there are pods with ${alive.join(', ')}`;
      const repeats = peers.length - new Set(peers).size;
      return repeats === (sign.repeats ?? 0) ? undefined : `${repeats} peers are repeated`;
    }
    case 'documentation':
      return seenDifferences().has(sign.difference) ? undefined : `no row differs by ${sign.difference}`;
  }
}

let differences: ReadonlySet<string> | undefined;

/** Ids of what rows of the documentation have otherwise than the flows. */
function seenDifferences(): ReadonlySet<string> {
  differences ??= new Set([...differingRows(), ...differingTables()].map(({ id }) => id));
  return differences;
}

function differingRows(): readonly DocumentationDifference[] {
  const tables = Object.keys(SEED_ROWS) as TrafficTable[];
  const rows = PLATFORMS_WITH_TABLES.flatMap((scene) =>
    tables.flatMap((table) => trafficRows(table, stageOf(scene).platform)),
  );
  return [...rows.flatMap((row) => row.differences), ...OUTDATED_ROWS.flatMap((row) => row.differences)];
}

/** Tables with more rows than the documentation has. */
function differingTables(): readonly DocumentationDifference[] {
  const { platform } = stageOf();
  return Object.entries(TABLE_DIFFERENCES).flatMap(([name, stated]) => {
    const table = name as TrafficTable;
    return trafficRows(table, platform).length > SEED_ROWS[table] ? stated : [];
  });
}

/** Peers of a policy as text, each with the ports of its rule. */
function peersNamedBy(policy: string, policies: readonly JsonObject[]): readonly string[] {
  return policies
    .filter((one) => idOf(one) === policy)
    .flatMap(({ spec }) => {
      const { ingress = [] } = spec as { readonly ingress?: readonly JsonObject[] };
      return ingress.flatMap(({ from, ports }) =>
        ((from ?? []) as readonly JsonObject[]).map((one) => JSON.stringify([one, ports])),
      );
    });
}

/** Traffic that a rule opens beyond the flows, and that a sign of the kind `opens` is about. */
export function opening(
  sign: Extract<Sign, { kind: 'opens' }>,
  openings: readonly UnexpectedOpening[],
): ReadonlyArray<{ readonly from: Peer; readonly to: Peer; readonly ports: PortSet }> {
  return openings
    .filter(({ from }) => sign.from === undefined || isNamed(sign.from, from))
    .flatMap(({ from, to, rules }) =>
      rules
        .filter(({ rule }) => rule === sign.rule)
        .map(({ ports }) => ({ from, to, ports: ports.intersect(portSet(sign.ports)) })),
    )
    .filter(({ ports }) => !ports.isEmpty());
}

/** A peer by `namespace/name`, or `outside`. */
export function peer(connectivity: Connectivity, name: string): Peer {
  const found = connectivity.peer(name === 'outside' ? '0.0.0.0/0' : name);
  if (found === undefined) throw new Error(`no peer; got ${name}`);
  return found;
}

/** TCP ports as a set. */
export function portSet(ports: readonly number[] | 'all'): PortSet {
  return ports === 'all' ? PortSet.ALL : PortSet.union(ports.map((port) => PortSet.of('TCP', port)));
}

/** Whether a name of a sign means a peer: `namespace/name`, `namespace/*`, or `outside`. */
export function isNamed(name: string, one: Peer): boolean {
  if (one.type !== 'workload') return name === 'outside' && one.type === 'ip';
  return name === `${one.namespace}/*` || name === `${one.namespace}/${one.name}`;
}

function keyOf({ namespace, name }: { readonly namespace: string; readonly name: string }): string {
  return `${namespace}/${name}`;
}

function idOf({ metadata }: JsonObject): string {
  const { namespace, name } = metadata as { readonly namespace: string; readonly name: string };
  return keyOf({ namespace, name });
}

function namespaceWithPod(name: string, labels: Readonly<Record<string, string>>): readonly JsonObject[] {
  return [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } }, pod(name, 'any', {})];
}

function pod(namespace: string, name: string, labels: Readonly<Record<string, string>>): JsonObject {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { namespace, name, labels }, spec: { containers: [] } };
}
