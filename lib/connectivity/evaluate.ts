import { compare } from '../values/compare';
import { covers, IPV4, IPV6, overlaps, positionsWithin, splitRange, type IpRange } from './ip-ranges';
import type { Peer } from './peer';
import type { PodClass, PodIndex } from './pod-index';
import type { Direction, Policy, TrafficRule } from './policy';
import { PortSet } from './port-set';
import { evaluateTiers, type Action, type Tier, type TierRules } from './tiers';

/** How pods that use the network of their node are seen; see ASSUMPTIONS. */
export interface NodeOptions {
  /** Addresses of the nodes. */
  readonly addresses: readonly IpRange[];
  /** Whether policies apply to such pods as to others. */
  readonly asPods: boolean;
}

/** The policies that apply to some pods in one direction. */
export interface AppliedPolicies {
  readonly number: number;
  /** The NetworkPolicies, which isolate the pods; empty when they are not isolated. */
  readonly networkPolicies: readonly Policy[];
  /** Numbers of the rules of each tier in this direction, those of the Admin and Baseline tiers by precedence. */
  readonly rules: Readonly<Record<Tier, readonly number[]>>;
}

/** Rules that match the same peer. */
export interface MatchingRules {
  readonly number: number;
  readonly rules: ReadonlySet<number>;
}

/** How the rules of one direction treat a peer. */
export interface Side {
  /** What applies to it; nothing when it is open. */
  readonly applied?: AppliedPolicies;
  /** The rules that match it, for each uniform range of its addresses. */
  readonly profiles: readonly MatchingRules[];
  /** Answers for it as subject, by number of the other side. */
  readonly row: Array<PortSet | undefined>;
  /** Number of it as the other side. */
  readonly number: number;
  /** Peers that have the same text get the same answers, on either side. */
  readonly key: string;
}

/** How many answers are kept at most before all are forgotten. */
const MAX_REMEMBERED = 16_000_000;

/** What the policies of one direction allow. Pods that no rule tells apart share their answers. */
export class DirectionEvaluator {
  /** The rules of this direction that have an effect. */
  readonly rules: readonly TrafficRule[];
  private readonly applying: ReadonlyArray<AppliedPolicies | undefined>;
  private readonly profilesOfClass: readonly MatchingRules[];
  private foundRanges: readonly IpRange[] | undefined;
  private foundProfiles: readonly MatchingRules[] | undefined;
  private readonly namesOfClass: readonly number[];
  private readonly profiles = new Map<string, MatchingRules>();
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
    this.profilesOfClass = this.rulesOfClasses().map((rules) => this.profile(rules));
    this.applying = this.findApplying(acting);
    this.namesOfClass = this.numberNames();
  }

  /** A minimal list of ranges of addresses on which all rules are uniform, in order; found when it is first asked for. */
  get ranges(): readonly IpRange[] {
    if (this.foundRanges === undefined) {
      const sets = this.rules.map(({ addresses }) => addresses);
      this.foundRanges = [...splitRange(IPV4, sets), ...splitRange(IPV6, sets)];
    }
    return this.foundRanges;
  }

  /** The policies that apply to a peer; nothing when it is open. */
  appliedTo(peer: Peer): AppliedPolicies | undefined {
    return peer.type === 'ip' ? undefined : this.applying[this.index.classOf(peer).number];
  }

  /** What is allowed between two peers in this direction. */
  allowed(from: Peer, to: Peer): PortSet {
    const [subject, other] = this.direction === 'egress' ? [from, to] : [to, from];
    return this.granted(this.side(subject), this.side(other), to);
  }

  /** How the rules treat a peer, for {@link granted}. */
  side(peer: Peer): Side {
    const names = this.namesOf(peer);
    const applied = this.appliedTo(peer);
    const profiles = this.profilesOf(peer);
    // Port names are those of the destination: of the subject for ingress, of the other one for egress.
    const [ofSubject, ofOther] = this.direction === 'ingress' ? [names, 0] : [0, names];
    const subject = `${applied?.number ?? 'open'} ${ofSubject}`;
    const other = `${profiles.map(({ number }) => number).join()} ${ofOther}`;
    const row = this.rows.get(subject) ?? [];
    const number = this.numbers.get(other) ?? this.numbers.size;
    this.rows.set(subject, row);
    this.numbers.set(other, number);
    return { ...(applied !== undefined && { applied }), profiles, row, number, key: `${subject} ${number}` };
  }

  /**
   * What the rules allow.
   * @param subject - the side whose direction this is
   * @param other - the other side
   * @param to - the side that is the destination
   */
  granted(subject: Side, other: Side, to: Peer): PortSet {
    if (subject.applied === undefined) return PortSet.ALL;
    const known = subject.row[other.number];
    if (known !== undefined) return known;
    let ports = PortSet.ALL;
    for (const profile of other.profiles) {
      ports = ports.intersect(this.grantedBy(subject.applied, profile, to));
    }
    if (++this.remembered > MAX_REMEMBERED) this.forget();
    subject.row[other.number] = ports;
    return ports;
  }

  /** Whether a rule names a peer: all of its addresses, some of them, or none. */
  matches(rule: TrafficRule, peer: Peer): 'all' | 'some' | 'none' {
    if (rule.everyone) return 'all';
    if (peer.type === 'ip') {
      if (covers(rule.addresses, peer.range)) return 'all';
      return rule.addresses.some((range) => overlaps(range, peer.range)) ? 'some' : 'none';
    }
    const number = this.rules.indexOf(rule);
    return this.profilesOfClass[this.index.classOf(peer).number]?.rules.has(number) === true ? 'all' : 'none';
  }

  /** The ports that a rule allows, with port names as the destination has them. An address has none. */
  portsOf(rule: TrafficRule, to: Peer): PortSet {
    if (rule.namedPorts.length === 0 || to.type === 'ip') return rule.ports;
    const { ports } = this.index.classOf(to);
    const named = rule.namedPorts.flatMap(({ name, protocol }) =>
      ports.filter((port) => port.name === name && (protocol ?? port.protocol) === port.protocol),
    );
    return PortSet.union([rule.ports, ...named.map(({ protocol, port }) => PortSet.of(protocol, port))]);
  }

  /** Whether policies see pods as their node. */
  onNode({ hostNetwork }: Pick<PodClass, 'hostNetwork'>): boolean {
    return hostNetwork && !this.nodes.asPods;
  }

  /** The pods that the peers of a rule select, those on the network of their node not counted. */
  podsOf(rule: TrafficRule): readonly PodClass[] {
    const found = rule.pods.flatMap((selection) => this.index.selection(selection, rule.namespace));
    return [...new Set(found)].filter((each) => !this.onNode(each));
  }

  /** Few combinations of rules meet, however many pods there are. */
  private grantedBy(applied: AppliedPolicies, profile: MatchingRules, to: Peer): PortSet {
    const isolated = applied.networkPolicies.length > 0;
    const met = {
      admin: meeting(applied.rules.Admin, profile),
      networkPolicy: meeting(applied.rules.NetworkPolicy, profile),
      baseline: isolated ? [] : meeting(applied.rules.Baseline, profile),
    };
    const numbers = [...met.admin, ...met.networkPolicy, ...met.baseline];
    if (numbers.length === 0) return isolated ? PortSet.NONE : PortSet.ALL;
    const named = numbers.some((number) => (this.rules[number]?.namedPorts.length ?? 0) > 0);
    const key = `${isolated ? 'isolated' : 'open'} ${numbers.join()}${named ? ` ${this.namesOf(to)}` : ''}`;
    const known = this.unions.get(key) ?? this.intern(this.evaluate({ ...met, isolated }, to));
    this.unions.set(key, known);
    return known;
  }

  private evaluate(met: TierRules<number>, to: Peer): PortSet {
    const actionOf = (number: number): Action => this.rules[number]?.action ?? 'Deny';
    const portsOf = (number: number): PortSet => {
      const rule = this.rules[number];
      return rule === undefined ? PortSet.NONE : this.portsOf(rule, to);
    };
    return evaluateTiers(met, actionOf, portsOf).allowed;
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

  private profilesOf(peer: Peer): readonly MatchingRules[] {
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

  /** The rules that match each uniform range. A question about pods alone does not need them. */
  private get profilesOfRange(): readonly MatchingRules[] {
    this.foundProfiles ??= this.rulesOfRanges().map((rules) => this.profile(rules));
    return this.foundProfiles;
  }

  /** The numbers of the rules that match each class of pods, in order. */
  private rulesOfClasses(): number[][] {
    const classes: number[][] = this.index.classes.map(() => []);
    this.rules.forEach((rule, number) => {
      if (rule.everyone) {
        for (const list of classes) list.push(number);
        return;
      }
      const pods = new Set(this.podsOf(rule));
      for (const each of rule.addressesMatchPods ? this.podsWithAddresses(rule) : this.podsOnNodes(rule))
        pods.add(each);
      for (const each of pods) classes[each.number]?.push(number);
    });
    return classes;
  }

  /** The numbers of the rules that match each uniform range, in order. */
  private rulesOfRanges(): number[][] {
    const ranges: number[][] = this.ranges.map(() => []);
    this.rules.forEach((rule, number) => {
      const matched = rule.everyone ? ranges.keys() : positionsWithin(rule.addresses, this.ranges);
      for (const at of matched) ranges[at]?.push(number);
    });
    return ranges;
  }

  /** Pods on the network of their node, where the addresses of a rule hold every node. */
  private podsOnNodes(rule: TrafficRule): readonly PodClass[] {
    if (rule.addresses.length === 0 || !this.nodes.addresses.every((range) => covers(rule.addresses, range))) return [];
    return this.index.classes.filter((each) => this.onNode(each));
  }

  /** Pods of which the addresses of a rule hold every address; pods of unknown addresses may have any of IPv4. */
  private podsWithAddresses(rule: TrafficRule): readonly PodClass[] {
    if (rule.addresses.length === 0 && !rule.everyNode) return [];
    return this.index.classes.filter((each) => {
      const isNode = this.onNode(each);
      if (isNode && rule.everyNode) return true;
      const unknown = isNode ? this.nodes.addresses : [IPV4];
      const addresses = each.addresses.length > 0 ? each.addresses : unknown;
      return addresses.every((range) => covers(rule.addresses, range));
    });
  }

  private profile(rules: readonly number[]): MatchingRules {
    const key = rules.join();
    const profile = this.profiles.get(key) ?? { number: this.profiles.size, rules: new Set(rules) };
    this.profiles.set(key, profile);
    return profile;
  }

  private findApplying(acting: readonly Policy[]): Array<AppliedPolicies | undefined> {
    const numbers = new Map(this.rules.map((rule, number) => [rule, number]));
    const selecting: Policy[][] = this.index.classes.map(() => []);
    for (const policy of acting) {
      for (const each of this.index.selection(policy.subject, policy.namespace)) {
        if (!this.onNode(each)) selecting[each.number]?.push(policy);
      }
    }
    const known = new Map<string, AppliedPolicies>();
    return selecting.map((policies) => {
      if (policies.length === 0) return undefined;
      const key = policies.map(({ id }) => id).join();
      const applied = known.get(key) ?? appliedPolicies(known.size, policies, numbers);
      known.set(key, applied);
      return applied;
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

function meeting(rules: readonly number[], profile: MatchingRules): number[] {
  return rules.filter((number) => profile.rules.has(number));
}

function appliedPolicies(
  number: number,
  policies: readonly Policy[],
  numbers: ReadonlyMap<TrafficRule, number>,
): AppliedPolicies {
  const ofTier = (tier: Tier): Policy[] => policies.filter((policy) => policy.tier === tier);
  const rulesOf = (list: readonly Policy[]): number[] =>
    list.flatMap(({ rules }) => rules.flatMap((rule) => numbers.get(rule) ?? []));
  const byPrecedence = (tier: Tier): number[] =>
    rulesOf(ofTier(tier).sort((a, b) => a.priority - b.priority || compare(a.id, b.id)));
  const networkPolicies = ofTier('NetworkPolicy');
  return {
    number,
    networkPolicies,
    rules: {
      Admin: byPrecedence('Admin'),
      NetworkPolicy: rulesOf(networkPolicies),
      Baseline: byPrecedence('Baseline'),
    },
  };
}
