import type { Connectivity, Exposure, OutsideTraffic, Peer, WorkloadPeer } from '../../connectivity';
import { PortSet } from '../../connectivity';
import { oneLine } from '../../values/escape/visible';

type Direction = 'ingress' | 'egress';

/** How a workload is exposed in one direction. */
export interface DirectionExposure {
  readonly workload: WorkloadPeer;
  readonly direction: Direction;
  /** Whether a policy applies. */
  readonly isProtected: boolean;
  /** The ports that are open for every address and for a pod without labels in any namespace. */
  readonly everything: PortSet;
  /** What is open outside of the cluster. */
  readonly outside: readonly OutsideTraffic[];
  /** Services and Ingresses that lead to it from outside; for ingress. */
  readonly through: Exposure['through'];
}

/**
 * How all workloads are exposed: not protected at all, open to everything, or to some addresses outside.
 * @param connectivity - the evaluated manifests
 * @param peers - the workloads to report; left out means all
 */
export function exposuresOf(connectivity: Connectivity, peers: readonly Peer[] | undefined): DirectionExposure[] {
  const asked = peers === undefined ? undefined : new Set(peers.map(({ id }) => id));
  const outside = new Map(connectivity.exposure().map((each) => [each.workload.id, each]));
  return connectivity.workloads
    .filter(({ id }) => asked?.has(id) ?? true)
    .flatMap((workload) =>
      (['ingress', 'egress'] as const).map((direction) =>
        exposureOf(connectivity, workload, direction, outside.get(workload.id)),
      ),
    );
}

/**
 * An exposure as lines of text; none when the direction is closed.
 * @param exposure - the exposure
 */
export function exposureLines(exposure: DirectionExposure): string[] {
  const { workload, direction, isProtected, everything, outside, through } = exposure;
  const to = direction === 'ingress' ? 'from' : 'to';
  const name = `${workload.id} ${direction}`;
  const lines = isProtected
    ? [
        ...(everything.isEmpty() ? [] : [`${name}: open ${to} everything : ${everything.toString()}`]),
        ...outside.map(({ addresses, allowed }) => `${name}: ${to} ${addresses.id} : ${allowed.toString()}`),
      ]
    : [`${name}: not protected, no policy applies`];
  const entries = through.map(
    ({ kind, object, targets, open }) =>
      `${name}: through ${object} (${kind}) : ${open.toString()}${open.equals(targets) ? '' : ` of ${targets.toString()}`}`,
  );
  return [...lines, ...entries].map(oneLine);
}

/**
 * An exposure as JSON has it.
 * @param exposure - the exposure
 */
export function exposureJson(exposure: DirectionExposure): object {
  const { workload, direction, isProtected, everything, outside, through } = exposure;
  const ports = (set: PortSet): object => set.entries();
  return {
    workload: workload.id,
    direction,
    protected: isProtected,
    everything: ports(everything),
    outside: outside.map(({ addresses, allowed }) => ({ addresses: addresses.id, allowed: ports(allowed) })),
    through: through.map(({ kind, object, targets, open }) => ({
      kind,
      object,
      targets: ports(targets),
      open: ports(open),
    })),
  };
}

function exposureOf(
  connectivity: Connectivity,
  workload: WorkloadPeer,
  direction: Direction,
  exposure: Exposure | undefined,
): DirectionExposure {
  const outside = (direction === 'ingress' ? exposure?.from : exposure?.to) ?? [];
  const peers = direction === 'ingress' ? connectivity.outsideSources : connectivity.outsideDestinations;
  const anyPod = connectivity.peer('{ingress-controller}');
  const sides = [...peers, ...(anyPod === undefined ? [] : [anyPod])];
  const everything = sides.reduce(
    (ports, peer) =>
      ports.intersect(
        direction === 'ingress' ? connectivity.allowed(peer, workload) : connectivity.allowed(workload, peer),
      ),
    PortSet.ALL,
  );
  return {
    workload,
    direction,
    isProtected: connectivity.isProtected(workload, direction),
    everything,
    outside,
    through: direction === 'ingress' ? (exposure?.through ?? []) : [],
  };
}
