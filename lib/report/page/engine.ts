import { Connectivity, PROTOCOLS, type Explanation, type Peer, type Protocol } from '../../connectivity';
import { isMeshObject } from '../../mesh/validation/mesh-object-check';
import { meshLayer } from '../../mesh/layer/mesh-layer';
import type { Topology } from '../model';

/** Answers questions on the traffic of a cluster, with the same code as the command `connectivity`. */
export class Engine {
  private evaluated: Connectivity | undefined;

  /** @param topology - what was reported */
  constructor(private readonly topology: Topology) {}

  /** Names that can be asked for: pods, and the ingress controller. */
  get names(): readonly string[] {
    return [...this.connectivity.workloads.map(({ id }) => id), this.connectivity.ingressController.id];
  }

  /** The peer of a string: a name, an address, or a range; undefined when it is none, or several. */
  peer(text: string): Peer | undefined {
    const trimmed = text.trim();
    return this.connectivity.peer(trimmed) ?? this.uniqueByName(trimmed);
  }

  /** Why traffic is open or closed. */
  explain(from: Peer, to: Peer, port?: number, protocol?: Protocol): Explanation {
    return this.connectivity.explain(from, to, port, protocol);
  }

  private uniqueByName(text: string): Peer | undefined {
    const found = this.connectivity.workloads.filter(({ name }) => name === text);
    return found.length === 1 ? found[0] : undefined;
  }

  private get connectivity(): Connectivity {
    const { objects } = this.topology;
    const layers = objects.some(isMeshObject) ? [meshLayer(objects)] : [];
    this.evaluated ??= Connectivity.of(objects, { layers });
    return this.evaluated;
  }
}

/** Reads `8080`, `8080/UDP` or nothing. */
export function readPort(text: string): { readonly port?: number; readonly protocol?: Protocol } | undefined {
  const [number = '', name = 'TCP'] = text.trim().split('/', 2);
  if (number === '') return {};
  const port = Number(number);
  const protocol = PROTOCOLS.find((each) => each === name.toUpperCase());
  if (!/^\d+$/.test(number) || port < 1 || port > 65535 || protocol === undefined) return undefined;
  return { port, protocol };
}
