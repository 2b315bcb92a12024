/** The protocols that a NetworkPolicy can name, in the order in which they are listed. */
export const PROTOCOLS = ['TCP', 'UDP', 'SCTP'] as const;

/** A protocol that a NetworkPolicy can name. */
export type Protocol = (typeof PROTOCOLS)[number];

/** The lowest and the highest port. */
export const PORTS = { first: 1, last: 65535 } as const;

/** The ports of one protocol, as text: `80,443-444`. */
export interface PortSetEntry {
  /** The protocol. */
  readonly protocol: Protocol;
  /** Its ports: numbers and ranges in ascending order, separated by commas. */
  readonly ports: string;
}

type Interval = readonly [first: number, last: number];
type Intervals = readonly Interval[];

const EVERY_PORT: Intervals = [[PORTS.first, PORTS.last]];

/**
 * A set of ports per protocol, 1 to 65535 of TCP, UDP and SCTP. Immutable and canonical: two sets with the same ports
 * are written alike.
 */
export class PortSet {
  /** No port. */
  static readonly NONE = new PortSet(PROTOCOLS.map(() => []));

  /** Every port of every protocol. */
  static readonly ALL = new PortSet(PROTOCOLS.map(() => EVERY_PORT));

  /**
   * The ports from one number to another of one protocol.
   * @param protocol - TCP, UDP or SCTP
   * @param from - the lowest port; every port of the protocol when it is left out
   * @param to - the highest port; `from` when it is left out
   * @throws RangeError when the numbers are not ports, or out of order
   */
  static of(protocol: Protocol, from?: number, to: number = from ?? PORTS.last): PortSet {
    const first = from ?? PORTS.first;
    if (!isPort(first) || !isPort(to) || first > to) {
      throw new RangeError(`no ports: ${first}-${to}; allowed ${PORTS.first}-${PORTS.last}, the lower one first`);
    }
    return new PortSet(PROTOCOLS.map((each) => (each === protocol ? [[first, to]] : [])));
  }

  /**
   * The ports that are in any of the sets.
   * @param sets - the sets
   */
  static union(sets: Iterable<PortSet>): PortSet {
    let all = PortSet.NONE;
    for (const set of sets) all = all.union(set);
    return all;
  }

  private readonly empty: boolean;
  private text?: string;

  private constructor(private readonly intervals: readonly Intervals[]) {
    this.empty = intervals.every((each) => each.length === 0);
  }

  /** The ports that are in this set, in the other one, or in both. */
  union(other: PortSet): PortSet {
    if (this === other || other.isEmpty() || this.isAll()) return this;
    if (this.isEmpty() || other.isAll()) return other;
    return this.combine(other, (a, b) => merged([...a, ...b]));
  }

  /** The ports that are in both sets. */
  intersect(other: PortSet): PortSet {
    if (this === other || this.isEmpty() || other.isAll()) return this;
    if (other.isEmpty() || this.isAll()) return other;
    return this.combine(other, common);
  }

  /** The ports of this set that are not in the other one. */
  subtract(other: PortSet): PortSet {
    if (this.isEmpty() || other.isEmpty()) return this;
    return this.combine(other, (a, b) => common(a, complement(b)));
  }

  /** Whether every port of the other set is in this one. */
  containsAll(other: PortSet): boolean {
    return other.subtract(this).isEmpty();
  }

  /**
   * Whether a port is in the set.
   * @param protocol - TCP, UDP or SCTP
   * @param port - its number
   */
  contains(protocol: Protocol, port: number): boolean {
    const intervals = this.intervals[PROTOCOLS.indexOf(protocol)] ?? [];
    return intervals.some(([first, last]) => first <= port && port <= last);
  }

  /** Whether both sets have the same ports. */
  equals(other: PortSet): boolean {
    return this === other || this.toString() === other.toString();
  }

  /** Whether there is not a port. */
  isEmpty(): boolean {
    return this.empty;
  }

  /** Whether every port of every protocol is in the set. */
  isAll(): boolean {
    return this.intervals.every(([only]) => only?.[0] === PORTS.first && only[1] === PORTS.last);
  }

  /** The ports per protocol that has any, in the order of {@link PROTOCOLS}. */
  entries(): PortSetEntry[] {
    return PROTOCOLS.flatMap((protocol, index) => {
      const intervals = this.intervals[index] ?? [];
      if (intervals.length === 0) return [];
      return [{ protocol, ports: intervals.map(([a, b]) => (a === b ? `${a}` : `${a}-${b}`)).join(',') }];
    });
  }

  /** `TCP 80,443-444; UDP 53`, or `all`, or `none`. */
  toString(): string {
    this.text ??= this.isAll() ? 'all' : this.listed() || 'none';
    return this.text;
  }

  private listed(): string {
    return this.entries()
      .map(({ protocol, ports }) => `${protocol} ${ports}`)
      .join('; ');
  }

  private combine(other: PortSet, how: (a: Intervals, b: Intervals) => Intervals): PortSet {
    return new PortSet(this.intervals.map((intervals, index) => how(intervals, other.intervals[index] ?? [])));
  }
}

/**
 * Whether a value is the number of a port.
 * @param value - any value
 */
export function isPort(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= PORTS.first && value <= PORTS.last;
}

/** Sorted, and joined where they touch or overlap. */
function merged(intervals: readonly Interval[]): Intervals {
  const result: Array<[number, number]> = [];
  for (const [first, last] of [...intervals].sort((a, b) => a[0] - b[0])) {
    const previous = result[result.length - 1];
    if (previous !== undefined && first <= previous[1] + 1) previous[1] = Math.max(previous[1], last);
    else result.push([first, last]);
  }
  return result;
}

function common(a: Intervals, b: Intervals): Intervals {
  return a.flatMap(([firstA, lastA]) =>
    b.flatMap(([firstB, lastB]): Interval[] => {
      const first = Math.max(firstA, firstB);
      const last = Math.min(lastA, lastB);
      return first <= last ? [[first, last]] : [];
    }),
  );
}

function complement(intervals: Intervals): Intervals {
  const result: Interval[] = [];
  let next: number = PORTS.first;
  for (const [first, last] of intervals) {
    if (next < first) result.push([next, first - 1]);
    next = last + 1;
  }
  if (next <= PORTS.last) result.push([next, PORTS.last]);
  return result;
}
