import { covers, IPV4, IPV6, overlaps, splitRange, type IpRange } from './ip-ranges';
import type { Peer } from './peer';
import type { PodClass, PodIndex } from './pod-index';
import type { Direction, Policy, Rule } from './policy';
import { PortSet } from './port-set';

/** How pods that use the network of their node are seen; see ASSUMPTIONS. */
export interface NodeOptions {
  /** Addresses of the nodes. */
  readonly addresses: readonly IpRange[];
  /** Whether policies apply to such pods as to others. */
  readonly asPods: boolean;
}

/** The policies that isolate some pods in one direction. */
export interface Isolation {
  readonly number: number;
  readonly policies: readonly Policy[];
  /** Numbers of their rules in this direction. */
  readonly rules: readonly number[];
}

/** Rules that match the same peer. */
export interface Profile {
  readonly number: number;
  readonly rules: ReadonlySet<number>;
}

/** How the rules of one direction treat a peer. */
export interface Side {
  /** What isolates it; nothing when it is open. */
  readonly isolation?: Isolation;
  /** The rules that match it, for each uniform range of its addresses. */
  readonly profiles: readonly Profile[];
  /** Answers for it as subject, by number of the other side. */
  readonly row: Array<PortSet | undefined>;
  /** Number of it as the other side. */
  readonly number: number;
}

/** How many answers are kept at most before all are forgotten. */
const MAX_REMEMBERED = 16_000_000;

/** What the policies of one direction allow. Pods that no rule tells apart share their answers. */
export class DirectionEvaluator {
  /** The rules of this direction that have an effect. */
  readonly rules: readonly Rule[];
  /** The fewest ranges of addresses on which all rules are uniform. */
  readonly ranges: readonly IpRange[];
  private readonly isolations: ReadonlyArray<Isolation | undefined>;
  private readonly profilesOfClass: readonly Profile[];
  private readonly profilesOfRange: readonly Profile[];
  private readonly namesOfClass: readonly number[];
  private readonly profiles = new Map<string, Profile>();
  private readonly rows = new Map<string, Array<PortSet | undefined>>();
  private readonly numbers = new Map<string, number>();
  private readonly unions = new Map<string, PortSet>();
  private remembered = 0;
  private readonly interned: Map<string, PortSet>;

  /**
   * @param direction - the direction
   * @param index - the pods
   * @param policies - all policies
   * @param nodes - how pods on the network of a node are seen
   * @param interned - sets of ports by their text, so that equal ones are the same
   */
  constructor(
    readonly direction: Direction,
    private readonly index: PodIndex,
    policies: readonly Policy[],
    private readonly nodes: NodeOptions,
    interned: Map<string, PortSet>,
  ) {
    this.interned = interned;
    const acting = policies.filter(({ directions }) => directions.has(direction));
    this.rules = acting.flatMap(({ rules }) => rules.filter((rule) => rule.direction === direction));
    const sets = this.rules.map(({ addresses }) => addresses);
    this.ranges = [...splitRange(IPV4, sets), ...splitRange(IPV6, sets)];
    const matching = this.matchingRules();
    this.profilesOfClass = matching.classes.map((rules) => this.profile(rules));
    this.profilesOfRange = matching.ranges.map((rules) => this.profile(rules));
    this.isolations = this.findIsolations(acting);
    this.namesOfClass = this.numberNames();
  }

  /** The policies that isolate a peer; nothing when it is open. */
  isolation(peer: Peer): Isolation | undefined {
    return peer.type === 'ip' ? undefined : this.isolations[this.index.classOf(peer).number];
  }

  /** What is allowed between two peers in this direction. */
  allowed(from: Peer, to: Peer): PortSet {
    const [subject, other] = this.direction === 'egress' ? [from, to] : [to, from];
    return this.granted(this.side(subject), this.side(other), to);
  }

  /** How the rules treat a peer, for {@link granted}. */
  side(peer: Peer): Side {
    const names = this.namesOf(peer);
    const isolation = this.isolation(peer);
    const profiles = this.profilesOf(peer);
    // Port names are those of the destination: of the subject for ingress, of the other one for egress.
    const [ofSubject, ofOther] = this.direction === 'ingress' ? [names, 0] : [0, names];
    const subject = `${isolation?.number ?? 'open'} ${ofSubject}`;
    const other = `${profiles.map(({ number }) => number).join()} ${ofOther}`;
    const row = this.rows.get(subject) ?? [];
    const number = this.numbers.get(other) ?? this.numbers.size;
    this.rows.set(subject, row);
    this.numbers.set(other, number);
    return { ...(isolation !== undefined && { isolation }), profiles, row, number };
  }

  /**
   * What the rules allow.
   * @param subject - the side whose direction this is
   * @param other - the other side
   * @param to - the side that is the destination
   */
  granted(subject: Side, other: Side, to: Peer): PortSet {
    if (subject.isolation === undefined) return PortSet.ALL;
    const known = subject.row[other.number];
    if (known !== undefined) return known;
    let ports = PortSet.ALL;
    for (const profile of other.profiles) {
      ports = ports.intersect(this.grantedBy(subject.isolation, profile, to));
    }
    if (++this.remembered > MAX_REMEMBERED) this.forget();
    subject.row[other.number] = ports;
    return ports;
  }

  /** Whether a rule names a peer: all of its addresses, some of them, or none. */
  matches(rule: Rule, peer: Peer): 'all' | 'some' | 'none' {
    if (rule.everyone) return 'all';
    if (peer.type === 'ip') {
      if (covers(rule.addresses, peer.range)) return 'all';
      return rule.addresses.some((range) => overlaps(range, peer.range)) ? 'some' : 'none';
    }
    const number = this.rules.indexOf(rule);
    return this.profilesOfClass[this.index.classOf(peer).number]?.rules.has(number) === true ? 'all' : 'none';
  }

  /** The ports that a rule allows, with port names as the destination has them. An address has none. */
  portsOf(rule: Rule, to: Peer): PortSet {
    if (rule.namedPorts.length === 0 || to.type === 'ip') return rule.ports;
    const { ports } = this.index.classOf(to);
    const named = rule.namedPorts.flatMap(({ name, protocol }) =>
      ports.filter((port) => port.name === name && port.protocol === protocol),
    );
    return PortSet.union([rule.ports, ...named.map(({ protocol, port }) => PortSet.of(protocol, port))]);
  }

  /** Whether policies see pods as their node. */
  onNode({ hostNetwork }: Pick<PodClass, 'hostNetwork'>): boolean {
    return hostNetwork && !this.nodes.asPods;
  }

  /** The pods that the peers of a rule select, those on the network of their node not counted. */
  podsOf(rule: Rule): readonly PodClass[] {
    const found = rule.pods.flatMap(({ namespaces, pods }) =>
      namespaces === undefined ? this.index.selectIn(rule.namespace, pods) : this.index.select(namespaces, pods),
    );
    return [...new Set(found)].filter((each) => !this.onNode(each));
  }

  /** Few combinations of rules meet, however many pods there are. */
  private grantedBy(isolation: Isolation, profile: Profile, to: Peer): PortSet {
    const met = isolation.rules.filter((number) => profile.rules.has(number));
    if (met.length === 0) return PortSet.NONE;
    const rules = met.flatMap((number) => this.rules[number] ?? []);
    const named = rules.some(({ namedPorts }) => namedPorts.length > 0);
    const key = named ? `${met.join()} ${this.namesOf(to)}` : met.join();
    const known = this.unions.get(key) ?? this.intern(PortSet.union(rules.map((rule) => this.portsOf(rule, to))));
    this.unions.set(key, known);
    return known;
  }

  /** 0 is without names of ports. */
  private namesOf(peer: Peer): number {
    return peer.type === 'ip' ? 0 : (this.namesOfClass[this.index.classOf(peer).number] ?? 0);
  }

  private forget(): void {
    for (const row of this.rows.values()) row.length = 0;
    this.remembered = 0;
  }

  private intern(ports: PortSet): PortSet {
    const same = this.interned.get(ports.toString()) ?? ports;
    this.interned.set(ports.toString(), same);
    return same;
  }

  private profilesOf(peer: Peer): readonly Profile[] {
    const found =
      peer.type === 'ip'
        ? this.profilesOfRange.filter((_, number) => this.rangeOverlaps(number, peer.range))
        : [this.profilesOfClass[this.index.classOf(peer).number]];
    return found.filter((profile) => profile !== undefined);
  }

  private rangeOverlaps(number: number, range: IpRange): boolean {
    const uniform = this.ranges[number];
    return uniform !== undefined && overlaps(uniform, range);
  }

  /** The numbers of the rules that match each class of pods and each uniform range, in order. */
  private matchingRules(): { classes: number[][]; ranges: number[][] } {
    const classes: number[][] = this.index.classes.map(() => []);
    const ranges: number[][] = this.ranges.map(() => []);
    const onNode = this.index.classes.filter((each) => this.onNode(each));
    this.rules.forEach((rule, number) => {
      if (rule.everyone) {
        for (const list of [...classes, ...ranges]) list.push(number);
        return;
      }
      for (const each of this.podsOf(rule)) classes[each.number]?.push(number);
      if (rule.addresses.length === 0) return;
      const holdsNodes = this.nodes.addresses.every((range) => covers(rule.addresses, range));
      if (holdsNodes) for (const each of onNode) classes[each.number]?.push(number);
      this.ranges.forEach((range, at) => {
        if (covers(rule.addresses, range)) ranges[at]?.push(number);
      });
    });
    return { classes, ranges };
  }

  private profile(rules: readonly number[]): Profile {
    const key = rules.join();
    const profile = this.profiles.get(key) ?? { number: this.profiles.size, rules: new Set(rules) };
    this.profiles.set(key, profile);
    return profile;
  }

  private findIsolations(acting: readonly Policy[]): Array<Isolation | undefined> {
    const numbers = new Map(this.rules.map((rule, number) => [rule, number]));
    const selecting: Policy[][] = this.index.classes.map(() => []);
    for (const policy of acting) {
      for (const each of this.index.selectIn(policy.namespace, policy.podSelector)) {
        if (!this.onNode(each)) selecting[each.number]?.push(policy);
      }
    }
    const known = new Map<string, Isolation>();
    return selecting.map((policies) => {
      if (policies.length === 0) return undefined;
      const key = policies.map(({ id }) => id).join();
      const rules = policies.flatMap((policy) => policy.rules.flatMap((rule) => numbers.get(rule) ?? []));
      const isolation = known.get(key) ?? { number: known.size, policies, rules };
      known.set(key, isolation);
      return isolation;
    });
  }

  /** Pods whose names of ports mean the same to the rules share a number; 0 is without names. */
  private numberNames(): number[] {
    const used = new Set(this.rules.flatMap(({ namedPorts }) => namedPorts.map(({ name }) => name)));
    const known = new Map([['[]', 0]]);
    return this.index.classes.map(({ ports }) => {
      const named = ports.filter(({ name }) => name !== undefined && used.has(name));
      const key = JSON.stringify(named.map(({ name, protocol, port }) => `${name} ${protocol} ${port}`).sort());
      const number = known.get(key) ?? known.size;
      known.set(key, number);
      return number;
    });
  }
}
