import { NAMESPACE_NAME } from '../../values/names';
import type { Workload } from '../../definition/workload';
import type { KubernetesFacts } from '../../values/kubernetes-facts';
import type { Connectivity, IpPeer, Peer, WorkloadPeer } from '../../connectivity';
import type { Flow, FlowEnd, PodsEnd } from '../flows';
import { apiServerCidrs, apiServerSources, nodeCidrs } from './grants';
import { APPLICATIONS, NAME_SERVERS_NAMESPACE } from './policy-manifest';
import { alsoSelected, workloadKey } from './selectors';
import { DNS_CACHE } from '../../values/cni';

/** Evaluated peers that an end of a flow covers. */
export interface FlowMembers {
  /** No rule can name the end, so that it covers every peer. */
  readonly everyone: boolean;
  /** Workloads. */
  readonly workloads: readonly Peer[];
  /** Ranges of addresses. */
  readonly addresses: readonly IpPeer[];
  /** Peers by which the flow is evaluated: all of the above, or a representative of every peer. */
  readonly samples: readonly Peer[];
}

/** Names of the pods that `samplePods` creates. */
const APPLICATION = 'sample-application/application';
/** In the mesh, and not managed by the platform. */
const INJECTED_POD = 'sample-injected/injected';
const UNRELATED = 'sample-unrelated/unrelated';

/** An arbitrary address, from a range for documentation (RFC 5737). */
const SOMEWHERE = '203.0.113.7';

/** Finds the peers that ends of flows cover. */
export class MemberFinder {
  private readonly ofWorkloads = new Map<string, FlowMembers>();

  /**
   * @param connectivity - the evaluated manifests
   * @param workloads - all workloads of the platform
   * @param kubernetes - facts about the cluster
   */
  constructor(
    private readonly connectivity: Connectivity,
    private readonly workloads: readonly Workload[],
    private readonly kubernetes: KubernetesFacts | undefined,
  ) {}

  /**
   * The peers that an end of a flow covers.
   * @param flow - the flow
   * @param side - which end
   */
  of(flow: Flow, side: 'from' | 'to'): FlowMembers {
    const end = flow[side];
    const { kubernetes } = this;
    switch (end.kind) {
      case 'workload':
        return this.rememberedWorkload(end.workload);
      case 'applications':
        return pods(this.named(APPLICATION));
      case 'injected':
        return pods([...this.named(APPLICATION), ...this.named(INJECTED_POD)]);
      case 'cluster':
        return { ...pods(this.connectivity.workloads), samples: this.named(UNRELATED) };
      case 'pods':
        return pods(this.connectivity.workloads.filter((peer) => isAmong(end, peer)));
      case 'dns':
        return this.ofNameServers(flow);
      case 'nodes':
        return this.ofAddresses(nodeCidrs(kubernetes), kubernetes?.nodeCidrs);
      case 'api-server':
        return side === 'from' ? this.ofApiServerAsSource() : this.ofApiServer();
      case 'external':
        return this.ofAddresses(end.cidrs);
      case 'outside':
        return this.ofAddresses([]);
    }
  }

  /**
   * Representative peers of an end.
   * @param end - the end
   */
  samplesOf(end: FlowEnd): readonly Peer[] {
    if (end.kind === 'workload') return this.named(workloadKey(end.workload));
    if (end.kind === 'pods') return this.connectivity.workloads.filter((peer) => isAmong(end, peer));
    return this.ofAddresses(end.kind === 'external' ? end.cidrs : []).samples;
  }

  private rememberedWorkload(workload: Workload): FlowMembers {
    const key = workloadKey(workload);
    const members = this.ofWorkloads.get(key) ?? this.ofWorkload(workload);
    this.ofWorkloads.set(key, members);
    return members;
  }

  private ofWorkload(workload: Workload): FlowMembers {
    const own = this.named(workloadKey(workload));
    if (workload.hostNetwork) return { ...this.ofAddresses(nodeCidrs(this.kubernetes)), workloads: own, samples: own };
    const others = alsoSelected(workload, this.workloads).flatMap((other) => this.named(workloadKey(other)));
    return { ...pods([...own, ...others]), samples: own };
  }

  private ofNameServers({ kind }: Flow): FlowMembers {
    const servers = pods(this.named(`${NAME_SERVERS_NAMESPACE}/coredns`));
    if (kind !== 'dns') return servers;
    const cache = this.kubernetes?.cni?.dnsCacheAddress ?? DNS_CACHE;
    const addresses = this.parse([cache, this.kubernetes?.dnsServiceIp ?? cache]);
    return { ...servers, addresses, samples: [...servers.workloads, ...addresses] };
  }

  private ofApiServerAsSource(): FlowMembers {
    const { kubernetes } = this;
    const real = kubernetes?.apiServerSourceCidrs ?? kubernetes?.apiServerCidrs;
    return this.ofAddresses(apiServerSources(kubernetes), real);
  }

  private ofApiServer(): FlowMembers {
    const { kubernetes } = this;
    const named = apiServerCidrs(kubernetes);
    const service = named.length > 0 ? (kubernetes?.kubernetesServiceIp ?? []) : [];
    const members = this.ofAddresses(named, kubernetes?.apiServerCidrs);
    return { ...members, addresses: [...members.addresses, ...this.parse([service].flat())] };
  }

  /** Addresses as rules can name them; `real` are those that are known even if no rule can name them. */
  private ofAddresses(named: readonly string[], real: readonly string[] = named): FlowMembers {
    const samples = this.parse(real.length === 0 ? [SOMEWHERE] : real);
    return { everyone: named.length === 0, workloads: [], addresses: this.parse(named), samples };
  }

  private named(text: string): readonly WorkloadPeer[] {
    return this.connectivity.peersNamed(text);
  }

  private parse(texts: readonly string[]): readonly IpPeer[] {
    return texts.flatMap((text) => {
      const peer = this.connectivity.peer(text);
      return peer?.type === 'ip' ? [peer] : [];
    });
  }
}

function pods(workloads: readonly Peer[]): FlowMembers {
  return { everyone: false, workloads, addresses: [], samples: workloads };
}

function isAmong({ namespaceLabels, labels }: PodsEnd, { namespace, labels: own }: WorkloadPeer): boolean {
  const sample: Readonly<Record<string, string>> = namespace === 'sample-application' ? APPLICATIONS : {};
  return has({ ...sample, [NAMESPACE_NAME]: namespace }, namespaceLabels) && has(own, labels);
}

function has(found: Readonly<Record<string, string>>, wanted: Readonly<Record<string, string>>): boolean {
  return Object.entries(wanted).every(([key, value]) => found[key] === value);
}
