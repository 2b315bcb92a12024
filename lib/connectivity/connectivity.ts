import { compare } from '../values/compare';
import type { JsonObject } from '../values/json';
import { throwProblems } from '../values/problem';
import { explainDirection, type Explanation, type LayerExplanation } from './explain';
import { exposureOf, Routes, type Exposure } from './exposure';
import { policyWarnings } from './find-warnings';
import { readInput } from './input';
import type { Answers, Connection, ConnectionFilter } from './connection';
import { connectionsOf } from './connections';
import { isSamePod } from './same-pod';
import { IPV4, mergeRanges, parseIpRange, splitRange, type IpRange } from './ip-ranges';
import type { ConnectivityLayer } from './layer';
import { OpenPairs } from './open-pairs';
import { INGRESS_CONTROLLER, ipPeer } from './peer';
import type { IngressControllerPeer, IpPeer, Peer, WorkloadPeer } from './peer';
import { PodIndex } from './pod-index';
import type { Direction } from './policy';
import { PolicyEvaluator, type Behaviour } from './policy-evaluator';
import { PortSet, type Protocol } from './port-set';
import { redundantPolicies } from './redundant';
import { sortWarnings, type Warning } from './warnings';

/** What is known besides the manifests. */
export interface ConnectivityOptions {
  /**
   * What decides about traffic besides NetworkPolicies, in the order in which `explain` shows it.
   * @default - nothing
   */
  readonly layers?: readonly ConnectivityLayer[];
  /**
   * Addresses of the nodes, in CIDR notation; pods that use the network of their node are seen as these.
   * @default - those of the Nodes among the manifests; without any, only an ipBlock with every IPv4 address holds them
   */
  readonly nodeCidrs?: readonly string[];
  /**
   * Whether policies apply to pods that use the network of their node as to others, which few network plugins can do.
   * @default false
   */
  readonly hostNetworkAsPods?: boolean;
  /**
   * The workload that is the ingress controller, as `namespace/name` or `namespace/name[Kind]`.
   * @default - unknown: see ASSUMPTIONS
   */
  readonly ingressController?: string;
}

/**
 * Who may talk to whom by the policies of any manifests: NetworkPolicies, AdminNetworkPolicies, BaselineAdminNetworkPolicies and
 * ClusterNetworkPolicies. Two pods may talk where the policies of both directions allow it; what is decided where Kubernetes leaves it open is listed in ASSUMPTIONS, and what no policy can close in
 * ALWAYS_OPEN.
 */
export class Connectivity implements Answers {
  /**
   * Evaluates manifests.
   * @param objects - parsed manifests of any kinds and in any order, also Lists
   * @param options - what is known besides
   * @throws Error when an option is wrong; what is wrong in the manifests is among {@link Connectivity.warnings}
   */
  static of(objects: readonly JsonObject[], options: ConnectivityOptions = {}): Connectivity {
    return new Connectivity(objects, options);
  }

  /** The workloads, by id. */
  readonly workloads: readonly WorkloadPeer[];
  /** A minimal list of ranges of addresses on which all policies are uniform. IPv6 is listed when a policy mentions it. */
  readonly ipRanges: readonly IpPeer[];
  /** The same for ingress rules only: the addresses from which `connections` come. */
  readonly outsideSources: readonly IpPeer[];
  /** The same for egress rules only: the addresses to which `connections` lead. */
  readonly outsideDestinations: readonly IpPeer[];
  /** The policies that are evaluated: `namespace/name` of NetworkPolicies, `Kind name` of those of the whole cluster. */
  readonly policies: readonly string[];
  /** Policies, and places in policies, that decide and are not evaluated; the answers may be wrong when there are any. */
  readonly unevaluated: readonly string[];
  /** Policies that the API server refuses, as `Kind namespace/name`; they are left out, and `warnings` say why. */
  readonly invalidPolicies: readonly string[];
  /** The ingress controller: the workload that the options name, or one that is not part of the input. */
  readonly ingressController: WorkloadPeer | IngressControllerPeer;
  private readonly findWarnings: () => Warning[];
  private foundWarnings?: readonly Warning[];
  private readonly evaluator: PolicyEvaluator;
  private readonly layers: readonly ConnectivityLayer[];
  private readonly routes: Routes;
  private readonly byName = new Map<string, WorkloadPeer[]>();

  private constructor(objects: readonly JsonObject[], options: ConnectivityOptions) {
    const stated = nodeAddresses(options.nodeCidrs);
    const input = readInput(objects, stated);
    const byAddress = input.policies.some(({ rules }) => rules.some((rule) => rule.addressesMatchPods));
    const index = new PodIndex(input.workloads, input.namespaces, byAddress);
    const known = stated ?? input.nodeAddresses;
    const nodes = { addresses: known.length > 0 ? known : [IPV4], asPods: options.hostNetworkAsPods === true };
    this.workloads = input.workloads;
    this.layers = options.layers ?? [];
    this.policies = input.policies.map(({ id }) => id);
    this.unevaluated = input.unevaluated;
    this.invalidPolicies = input.invalidPolicies;
    this.evaluator = new PolicyEvaluator(index, input.policies, nodes);
    const { ingress, egress } = this.evaluator.directions;
    const families = new Set([4, ...input.policies.flatMap(({ rules }) => rules.flatMap(familiesOf))]);
    const listed = (ranges: readonly IpRange[]): IpPeer[] =>
      ranges.filter(({ family }) => families.has(family)).map(ipPeer);
    this.outsideSources = listed(ingress.ranges);
    this.outsideDestinations = listed(egress.ranges);
    this.ipRanges = listed(refine([...ingress.ranges, ...egress.ranges]));
    for (const workload of this.workloads) {
      for (const name of namesOf(workload)) {
        const named = this.byName.get(name);
        if (named === undefined) this.byName.set(name, [workload]);
        else named.push(workload);
      }
    }
    this.routes = new Routes(index, input.services, input.backends);
    this.ingressController = this.findController(options.ingressController);
    this.findWarnings = () =>
      sortWarnings([
        ...input.warnings,
        ...policyWarnings(input.policies, index, this.evaluator.directions, input.assumedNamespaces),
        ...this.routes.warnings(this),
        ...this.layers.flatMap(({ warnings = [] }) => warnings),
      ]);
  }

  /** What is doubtful in the manifests, errors first. */
  get warnings(): readonly Warning[] {
    this.foundWarnings ??= this.findWarnings();
    return this.foundWarnings;
  }

  /**
   * Finds a peer by its text.
   * @param text - `namespace/name`, `namespace/name[Kind]`, an address, CIDR notation, `first-last`, or
   * `{ingress-controller}`
   * @returns nothing when there is none, or several of that name
   */
  peer(text: string): Peer | undefined {
    const [workload, ...others] = this.peersNamed(text);
    if (workload !== undefined) return others.length === 0 ? workload : undefined;
    if (text === INGRESS_CONTROLLER.id) return INGRESS_CONTROLLER;
    const range = parseIpRange(text);
    return range === undefined ? undefined : ipPeer(range);
  }

  /**
   * The workloads that a string names. There are several when only their kinds differ, or when selectors tell the pods of one owner
   * apart.
   * @param text - `namespace/name` of an owner or pod, `namespace/name[Kind]`, or the id of a peer
   */
  peersNamed(text: string): readonly WorkloadPeer[] {
    return this.byName.get(text) ?? [];
  }

  /**
   * The ports that are open from one peer to another: what egress of the one, ingress of the other, and all layers
   * allow. For a range of addresses, what is open for each of them. From a workload to itself, what is open between its
   * replicas.
   * @param from - who opens the connection
   * @param to - who accepts it
   */
  allowed(from: Peer, to: Peer): PortSet {
    return this.between(from, this.evaluator.behaviour(from), to, this.evaluator.behaviour(to));
  }

  /**
   * A text that workloads share to which, and from which, the same is allowed for every peer but themselves.
   * @param workload - the workload
   * @internal
   */
  classOf(workload: WorkloadPeer): string {
    const { egress, ingress } = this.evaluator.behaviour(workload);
    const ofLayers = this.layers.map((layer) => layer.classOf?.(workload) ?? workload.id);
    return [egress.key, ingress.key, ...ofLayers].join(', ');
  }

  /**
   * Why traffic is open or closed.
   * @param from - who opens the connection
   * @param to - who accepts it
   * @param port - the port asked for; every port when it is left out
   * @param protocol - the protocol asked for; TCP when only a port is given, every protocol otherwise
   */
  explain(from: Peer, to: Peer, port?: number, protocol?: Protocol): Explanation {
    const asked = port === undefined && protocol === undefined ? PortSet.ALL : PortSet.of(protocol ?? 'TCP', port);
    const egress = explainDirection(this.evaluator.directions.egress, from, to, asked);
    const ingress = explainDirection(this.evaluator.directions.ingress, from, to, asked);
    const allowed = this.allowed(from, to).intersect(asked);
    return {
      from,
      to,
      asked,
      allowed,
      egress,
      ingress,
      layers: this.explainLayers(from, to, asked),
      notes: notes(from, to),
    };
  }

  /**
   * All that is open, without pairs that may not talk: from addresses, workloads and the ingress controller, each to
   * addresses and workloads, in this order. Neighbouring addresses with the same answer are one range. Not from addresses to
   * addresses, and not from a single pod to itself; from a workload to itself is traffic among its replicas. The ingress
   * controller, unless it is one of the workloads, is listed with the backends of Ingresses only.
   * @param filter - what to narrow it to
   */
  connections(filter: ConnectionFilter = {}): Generator<Connection> {
    const { ports, narrow } = filter;
    const { evaluator, layers } = this;
    const told = narrow === true ? ports : undefined;
    const narrowed = (allowed: PortSet): PortSet => this.narrowed(allowed, told);
    const found = connectionsOf({
      filter,
      workloads: this.workloads,
      sources: this.outsideSources,
      destinations: this.outsideDestinations,
      behaviour: (peer) => evaluator.behaviour(peer),
      allowed: (from, to) => narrowed(this.between(from.peer, from, to.peer, to)),
      uniform: layers.length > 0 ? undefined : (ends) => new OpenPairs(evaluator, ends, remembered(narrowed)),
      routed: () => this.fromIngressController(told),
    });
    return ports === undefined ? found : withPorts(found, ports);
  }

  /** NetworkPolicies that could be left out, each alone, without any change, as `NetworkPolicy namespace/name`. */
  redundantPolicies(): readonly string[] {
    return redundantPolicies(this.evaluator, [...this.ipRanges, ...this.workloads, INGRESS_CONTROLLER]);
  }

  /**
   * Whether a policy of any tier applies to a workload; otherwise everything is open.
   * @param workload - the workload
   * @param direction - the direction
   */
  isProtected(workload: WorkloadPeer, direction: Direction): boolean {
    return this.evaluator.directions[direction].appliedTo(workload) !== undefined;
  }

  /** How workloads are connected with the outside: by addresses, and through Services and Ingresses. */
  exposure(): Exposure[] {
    return exposureOf(this, this.routes);
  }

  private fromIngressController(ports: PortSet | undefined): Connection[] {
    const from = this.ingressController;
    if (from.type === 'workload') return [];
    return this.routes.backendTargets().map(({ workload, ports: targets }) => ({
      from,
      to: workload,
      allowed: this.narrowed(this.allowed(from, workload).intersect(targets), ports),
    }));
  }

  private narrowed(allowed: PortSet, ports: PortSet | undefined): PortSet {
    return ports === undefined ? allowed : allowed.intersect(ports);
  }

  private explainLayers(from: Peer, to: Peer, asked: PortSet): LayerExplanation[] {
    const { evaluator } = this;
    let ports = evaluator.allowed(evaluator.behaviour(from), evaluator.behaviour(to)).intersect(asked);
    return this.layers.map((layer) => {
      const { allowed, reasons } = layer.allows(from, to, ports);
      ports = ports.intersect(allowed);
      return { name: layer.name, allowed: allowed.intersect(asked), reasons };
    });
  }

  private between(from: Peer, source: Behaviour, to: Peer, destination: Behaviour): PortSet {
    if (isSamePod(from, to)) return PortSet.ALL;
    let allowed = this.evaluator.allowed(source, destination);
    for (const layer of this.layers) allowed = allowed.intersect(layer.allows(from, to, allowed).allowed);
    return allowed;
  }

  private findController(text: string | undefined): WorkloadPeer | IngressControllerPeer {
    if (text === undefined) return INGRESS_CONTROLLER;
    const [workload, ...others] = this.peersNamed(text);
    if (workload !== undefined && others.length === 0) return workload;
    throwProblems([
      {
        at: 'Connectivity.of',
        what:
          others.length > 0 ? 'several workloads have the name of ingressController' : 'ingressController is unknown',
        got: text,
        allowed: this.workloads
          .map(({ id }) => id)
          .sort(compare)
          .join(', '),
      },
    ]);
    return INGRESS_CONTROLLER;
  }
}

/** Those that are open for one of the ports at least. */
function* withPorts(found: Iterable<Connection>, ports: PortSet): Generator<Connection> {
  for (const connection of found) if (!connection.allowed.intersect(ports).isEmpty()) yield connection;
}

/** Sets of ports are mostly the same few. */
function remembered<T>(answer: (ports: PortSet) => T): (ports: PortSet) => T {
  const known = new Map<PortSet, T>();
  return (ports) => {
    const before = known.get(ports);
    if (before !== undefined) return before;
    const found = answer(ports);
    known.set(ports, found);
    return found;
  };
}

function namesOf({ id, owner, namespace, name, pods }: WorkloadPeer): ReadonlySet<string> {
  return new Set([id, owner, `${namespace}/${name}`, ...pods.map((pod) => `${namespace}/${pod}`)]);
}

function notes(from: Peer, to: Peer): string[] {
  if (from.id !== to.id || from.type !== 'workload') return [];
  return [
    isSamePod(from, to)
      ? 'a pod always reaches itself'
      : 'this is from one replica to another; each pod always reaches itself',
  ];
}

function familiesOf({ addresses }: { readonly addresses: readonly IpRange[] }): number[] {
  return addresses.map(({ family }) => family);
}

function refine(ranges: readonly IpRange[]): IpRange[] {
  const spaces = mergeRanges(ranges);
  return spaces.flatMap((space) =>
    splitRange(
      space,
      ranges.map((range) => [range]),
    ),
  );
}

function nodeAddresses(cidrs: readonly string[] | undefined): IpRange[] | undefined {
  if (cidrs === undefined) return undefined;
  const parsed = cidrs.map((text) => ({ text, range: parseIpRange(text) }));
  throwProblems(
    parsed
      .filter(({ range }) => range === undefined)
      .map(({ text }) => ({
        at: 'Connectivity.of',
        what: 'an address of the nodes is not a CIDR',
        got: text,
        allowed: 'addresses such as 10.0.0.0/24',
      })),
  );
  return parsed.flatMap(({ range }) => range ?? []);
}
