import { ADDRESS_BITS, formatIpAddress, parseIpAddress } from '../values/ip-address';

/** Addresses of one family, from the first to the last one, both included. */
export interface IpRange {
  /** Version of the Internet Protocol. */
  readonly family: 4 | 6;
  /** The first address, as a number. */
  readonly first: bigint;
  /** The last address, as a number. */
  readonly last: bigint;
}

/** A range with the length of its prefix. */
export interface Cidr {
  readonly range: IpRange;
  readonly prefix: number;
}

/** Every IPv4 address. */
export const IPV4: IpRange = { family: 4, first: 0n, last: (1n << 32n) - 1n };

/** Every IPv6 address. */
export const IPV6: IpRange = { family: 6, first: 0n, last: (1n << 128n) - 1n };

/**
 * Reads CIDR notation such as `10.0.0.0/8` or `fd00::/8`. Bits behind the prefix are ignored, as the API server does.
 * @param text - the notation
 * @returns nothing when it is not a CIDR
 */
export function parseCidr(text: string): Cidr | undefined {
  const [address = '', prefix = '', ...rest] = text.split('/');
  const parsed = parseIpAddress(address);
  if (parsed === undefined || rest.length > 0 || !/^(0|[1-9]\d{0,2})$/.test(prefix)) return undefined;
  const bits = ADDRESS_BITS[parsed.family];
  if (Number(prefix) > bits) return undefined;
  const size = 1n << BigInt(bits - Number(prefix));
  const first = parsed.value - (parsed.value % size);
  return { range: { family: parsed.family, first, last: first + size - 1n }, prefix: Number(prefix) };
}

/**
 * Reads an address, CIDR notation, or the first and the last address of a range with `-` between them.
 * @param text - such as `10.0.0.1`, `10.0.0.0/8`, `10.0.0.0-10.0.0.9`
 * @returns nothing when it is none of them
 */
export function parseIpRange(text: string): IpRange | undefined {
  if (text.includes('/')) return parseCidr(text)?.range;
  const [from = '', to = from, ...rest] = text.split('-');
  const first = parseIpAddress(from);
  const last = parseIpAddress(to);
  if (first === undefined || last === undefined || rest.length > 0) return undefined;
  if (first.family !== last.family || first.value > last.value) return undefined;
  return { family: first.family, first: first.value, last: last.value };
}

/**
 * The first and the last address with `-` between them: `10.0.0.0-10.255.255.255`; a single address as it is.
 * @param range - the range
 */
export function formatIpRange({ family, first, last }: IpRange): string {
  const format = (value: bigint): string => formatIpAddress({ family, value });
  return first === last ? format(first) : `${format(first)}-${format(last)}`;
}

/** Whether both ranges have an address in common. */
export function overlaps(a: IpRange, b: IpRange): boolean {
  return a.family === b.family && a.first <= b.last && b.first <= a.last;
}

/** Whether every address of a range lies in one of the others, which are as {@link mergeRanges} gives them. */
export function covers(outer: readonly IpRange[], inner: IpRange): boolean {
  return outer.some(({ family, first, last }) => family === inner.family && first <= inner.first && inner.last <= last);
}

/**
 * Positions of ranges that lie in one of the others, in order.
 * @param outer - as {@link mergeRanges} gives them
 * @param inner - in order, none overlapping another; each lies in one of `outer` as a whole, or not at all
 */
export function positionsWithin(outer: readonly IpRange[], inner: readonly IpRange[]): number[] {
  const found: number[] = [];
  for (const around of outer) {
    for (let at = firstFrom(inner, around); at < inner.length; at++) {
      const range = inner[at];
      if (range === undefined || range.family !== around.family || range.last > around.last) break;
      found.push(at);
    }
  }
  return found;
}

/** Position of the first of ordered ranges that does not start before another one. */
function firstFrom(ordered: readonly IpRange[], { family, first }: IpRange): number {
  let [low, high] = [0, ordered.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const range = ordered[middle];
    const isBefore = range !== undefined && (range.family === family ? range.first < first : range.family < family);
    if (isBefore) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The same addresses in as few ranges as possible, in order. */
export function mergeRanges(ranges: readonly IpRange[]): IpRange[] {
  const result: IpRange[] = [];
  for (const range of [...ranges].sort(compareRanges)) {
    const previous = result[result.length - 1];
    if (previous === undefined || previous.family !== range.family || range.first > previous.last + 1n) {
      result.push(range);
    } else if (range.last > previous.last) {
      result[result.length - 1] = { ...previous, last: range.last };
    }
  }
  return result;
}

/** The addresses of a range that lie in none of the others. */
export function subtractRanges(range: IpRange, holes: readonly IpRange[]): IpRange[] {
  const result: IpRange[] = [];
  let next = range.first;
  for (const hole of mergeRanges(holes.filter((each) => overlaps(each, range)))) {
    if (next < hole.first) result.push({ ...range, first: next, last: hole.first - 1n });
    next = hole.last + 1n;
  }
  if (next <= range.last) result.push({ ...range, first: next });
  return result;
}

/** A minimal list of ranges that together are `space` and of which each lies in a set of ranges as a whole, or not at all. */
export function splitRange(space: IpRange, sets: ReadonlyArray<readonly IpRange[]>): IpRange[] {
  const inside = sets.map((set) => set.filter(({ family }) => family === space.family));
  const starts = new Set([space.first]);
  for (const { first, last } of inside.flat()) starts.add(first).add(last + 1n);
  const ordered = [...starts]
    .filter((start) => space.first <= start && start <= space.last)
    .sort((a, b) => (a < b ? -1 : 1));
  const position = new Map(ordered.map((start, index) => [start, index]));
  const memberships: number[][] = ordered.map(() => []);
  inside.forEach((set, index) => {
    for (const { first, last } of mergeRanges(set)) {
      const end = position.get(last + 1n) ?? ordered.length;
      for (let at = position.get(first) ?? 0; at < end; at++) memberships[at]?.push(index);
    }
  });
  return joinEqual(space, ordered, memberships.map(String));
}

/** Order of ranges: IPv4 first, then by address. */
export function compareRanges(a: IpRange, b: IpRange): number {
  if (a.family !== b.family) return a.family - b.family;
  if (a.first !== b.first) return a.first < b.first ? -1 : 1;
  return a.last < b.last ? -1 : a.last > b.last ? 1 : 0;
}

function joinEqual(space: IpRange, starts: readonly bigint[], signatures: readonly string[]): IpRange[] {
  const kept = starts.filter((_, index) => index === 0 || signatures[index] !== signatures[index - 1]);
  return kept.map((first, index) => ({ ...space, first, last: (kept[index + 1] ?? space.last + 1n) - 1n }));
}
