import type { Answers } from './connection';
import { overlaps } from './ip-ranges';
import { mergeAddresses, type AddressesWithPorts } from './merge-addresses';
import type { IpPeer, WorkloadPeer } from './peer';
import { comparePeers } from './peer';
import type { PodIndex } from './pod-index';
import { PortSet } from './port-set';
import { targetsOf, type Backend, type SelectingService } from './services';
import { warning, type Warning } from './warnings';
import { pushTo } from '../values/push-to';

/** Traffic with addresses outside of the cluster that the policies allow. */
export type OutsideTraffic = AddressesWithPorts;

/** A Service or Ingress that leads from outside of the cluster to a workload. */
export interface EntryPoint {
  /** Type of the Service, or `Ingress`. */
  readonly kind: 'LoadBalancer' | 'NodePort' | 'Ingress';
  /** `Kind namespace/name`. */
  readonly object: string;
  /** The ports of the pods that it leads to. */
  readonly targets: PortSet;
  /** Those of them that the policies let through. */
  readonly open: PortSet;
}

/** How a workload is connected with the outside. */
export interface Exposure {
  /** The workload. */
  readonly workload: WorkloadPeer;
  /** Who reaches it from outside, if something routes to its pods. */
  readonly from: readonly OutsideTraffic[];
  /** Whom it reaches outside. */
  readonly to: readonly OutsideTraffic[];
  /** What routes to its pods. */
  readonly through: readonly EntryPoint[];
}

/** What routes to pods: Services and Ingresses with the pods they select. */
export class Routes {
  private readonly services: ReadonlyMap<string, SelectingService>;

  /**
   * @param index - the pods
   * @param services - the Services
   * @param backends - the backends of the Ingresses
   */
  constructor(
    private readonly index: PodIndex,
    services: readonly SelectingService[],
    private readonly backends: readonly Backend[],
  ) {
    this.services = new Map(services.map((service) => [service.id, service]));
  }

  /** The backends of the ingress controller: each workload once, with the ports that any Ingress leads to. */
  backendTargets(): Array<{ workload: WorkloadPeer; ports: PortSet }> {
    const ports = new Map<WorkloadPeer, PortSet>();
    for (const { workload, targets } of this.ingresses()) {
      ports.set(workload, (ports.get(workload) ?? PortSet.NONE).union(targets));
    }
    return [...ports]
      .map(([workload, set]) => ({ workload, ports: set }))
      .filter((target) => !target.ports.isEmpty())
      .sort((a, b) => comparePeers(a.workload, b.workload));
  }

  /** The entry points of the cluster, by workload. */
  entryPoints(connectivity: Answers): Map<WorkloadPeer, EntryPoint[]> {
    const entries = new Map<WorkloadPeer, EntryPoint[]>();
    const add = (workload: WorkloadPeer, entry: EntryPoint): void => pushTo(entries, workload, entry);
    for (const service of this.services.values()) {
      const kind = service.type;
      if (kind !== 'LoadBalancer' && kind !== 'NodePort') continue;
      const sources = connectivity.outsideSources.filter((peer) => mayUse(service, peer));
      for (const { workload, ports } of targetsOf(service, this.index)) {
        const open = PortSet.union(sources.map((from) => connectivity.allowed(from, workload).intersect(ports)));
        add(workload, { kind, object: `Service ${service.id}`, targets: ports, open });
      }
    }
    for (const { workload, targets, ingress } of this.ingresses()) {
      const open = connectivity.allowed(connectivity.ingressController, workload).intersect(targets);
      add(workload, { kind: 'Ingress', object: `Ingress ${ingress}`, targets, open });
    }
    return entries;
  }

  /** Backends that are not there, and backends that the policies keep the ingress controller from. */
  warnings(connectivity: Answers): Warning[] {
    const missing = this.backends.filter((backend) => this.targets(backend).every(({ ports }) => ports.isEmpty()));
    const blocked = this.ingresses().filter(
      ({ workload, targets }) => !connectivity.allowed(connectivity.ingressController, workload).containsAll(targets),
    );
    return [
      ...missing.map(({ ingress, service, port }) => {
        const message = `backend ${service}${port === undefined ? '' : ` port ${port}`} leads to no port of a pod`;
        return warning('backend-missing', `Ingress ${ingress}`, message);
      }),
      ...blocked.map(({ ingress, workload, targets }) => {
        const open = connectivity.allowed(connectivity.ingressController, workload);
        const from = connectivity.ingressController.id;
        const message = `policies block ${from} to ${workload.id} on ${targets.subtract(open).toString()}`;
        return warning('ingress-blocked', `Ingress ${ingress}`, message);
      }),
    ];
  }

  private ingresses(): Array<{ ingress: string; workload: WorkloadPeer; targets: PortSet }> {
    return this.backends.flatMap((backend) =>
      this.targets(backend).map(({ workload, ports }) => ({ ingress: backend.ingress, workload, targets: ports })),
    );
  }

  /** Ingress carries TCP only. */
  private targets({ service: id, port }: Backend): Array<{ workload: WorkloadPeer; ports: PortSet }> {
    const service = this.services.get(id);
    const targets = service === undefined ? [] : targetsOf(service, this.index, port);
    return targets.map(({ workload, ports }) => ({ workload, ports: ports.intersect(PortSet.of('TCP')) }));
  }
}

/**
 * How each workload is connected with the outside, those without any connection left out.
 * @param connectivity - the evaluated manifests
 * @param routes - what routes to pods
 */
export function exposureOf(connectivity: Answers, routes: Routes): Exposure[] {
  const entries = routes.entryPoints(connectivity);
  const exposures = connectivity.workloads.map((workload) => ({
    workload,
    from: mergeAddresses(connectivity.outsideSources, (peer) => connectivity.allowed(peer, workload)),
    to: mergeAddresses(connectivity.outsideDestinations, (peer) => connectivity.allowed(workload, peer)),
    through: entries.get(workload) ?? [],
  }));
  return exposures.filter(({ from, to, through }) => from.length + to.length + through.length > 0);
}

function mayUse({ sources }: SelectingService, peer: IpPeer): boolean {
  return sources.length === 0 || sources.some((range) => overlaps(range, peer.range));
}
