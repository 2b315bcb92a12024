import type { MeshState } from '../definition/namespaces';
import { inMesh } from '../definition/workload';
import { compare } from '../values/compare';
import type { PortSet } from '../connectivity';
import type { Flow, FlowEnd } from '../network/flows';
import { NAMESPACE_NAME } from '../values/names';
import type { JsonObject } from '../values/json';
import { principalOf } from './identity';

/** Who may connect: a principal, a namespace where no account is known, or any peer. */
type Who = `principals ${string}` | `namespaces ${string}` | 'any';

/** Ports as policies write them; `all` is every port. */
type Ports = readonly number[] | 'all';

/** What a sidecar does with what comes in. */
export interface SidecarPorts {
  /** Ports that it takes; for others no rule is needed. */
  readonly inbound: PortSet;
  /** Ports at which it takes mutual TLS only: who is outside of the mesh does not get in, and a rule would open them to others. */
  readonly strict: PortSet;
}

/** Ends that are never in the mesh. */
const OUTSIDE: ReadonlySet<FlowEnd['kind']> = new Set(['api-server', 'nodes', 'dns', 'outside', 'external']);

/**
 * Rules of an AuthorizationPolicy that allow flows. Sources with the same ports share a rule; what every peer may reach is not repeated
 * for those who have a name.
 * @param flows - flows into one workload
 * @param sidecar - what its sidecar does
 * @param mesh - whether sidecars are injected
 */
export function rulesFor(flows: readonly Flow[], sidecar: SidecarPorts, mesh: MeshState): readonly JsonObject[] {
  const bySource = new Map<Who, Ports>();
  for (const flow of flows) {
    const who = whoOf(flow.from, mesh);
    const taken = isInMesh(flow.from, mesh) ? sidecar.inbound : sidecar.inbound.subtract(sidecar.strict);
    bySource.set(who, union(bySource.get(who) ?? [], portsOf(flow, taken)));
  }
  const open = bySource.get('any') ?? [];
  const byPorts = new Map<string, { readonly ports: Ports; readonly who: Who[] }>();
  for (const [who, listed] of bySource) {
    const ports = who === 'any' ? listed : without(listed, open);
    if (ports !== 'all' && ports.length === 0) continue;
    // A rule for every peer is kept apart: beside a name its meaning would be lost.
    const key = `${who === 'any' ? 'any' : ''} ${String(ports)}`;
    const group = byPorts.get(key);
    if (group === undefined) byPorts.set(key, { ports, who: [who] });
    else group.who.push(who);
  }
  return [...byPorts.values()]
    .sort((a, b) => firstOf(a.ports) - firstOf(b.ports) || compare(String(a.who), String(b.who)))
    .map(({ ports, who }) => ({
      ...(who[0] !== 'any' && { from: sourcesOf(who) }),
      ...(ports !== 'all' && { to: [{ operation: { ports: ports.map(String) } }] }),
    }));
}

function whoOf(end: FlowEnd, mesh: MeshState): Who {
  if (end.kind === 'pods') {
    const namespace = end.namespaceLabels[NAMESPACE_NAME];
    return namespace === undefined ? 'any' : `namespaces ${namespace}`;
  }
  if (end.kind !== 'workload') return 'any';
  const { namespace, serviceAccount } = end.workload;
  if (!isInMesh(end, mesh)) return 'any';
  return serviceAccount === undefined
    ? `namespaces ${namespace}`
    : `principals ${principalOf(namespace, serviceAccount)}`;
}

/** Whether an end can have a certificate; of applications and pods that a user names, some can. */
function isInMesh(end: FlowEnd, mesh: MeshState): boolean {
  if (end.kind === 'workload') return end.workload.gateway || inMesh(end.workload, mesh);
  return !OUTSIDE.has(end.kind);
}

function sourcesOf(who: readonly Who[]): readonly JsonObject[] {
  return (['principals', 'namespaces'] as const).flatMap((field) => {
    const values = who
      .filter((one) => one.startsWith(`${field} `))
      .map((one) => one.slice(field.length + 1))
      .sort(compare);
    return values.length === 0 ? [] : [{ source: { [field]: values } }];
  });
}

function portsOf({ ports }: Flow, taken: PortSet): Ports {
  if (ports === 'all') return taken.isEmpty() ? [] : 'all';
  return ports.filter(({ port, protocol }) => taken.contains(protocol, port)).map(({ port }) => port);
}

function union(a: Ports, b: Ports): Ports {
  if (a === 'all' || b === 'all') return 'all';
  return [...new Set([...a, ...b])].sort((x, y) => x - y);
}

function without(ports: Ports, others: Ports): Ports {
  if (others === 'all') return [];
  return ports === 'all' ? 'all' : ports.filter((port) => !others.includes(port));
}

function firstOf(ports: Ports): number {
  return ports === 'all' ? 0 : (ports[0] ?? 0);
}
