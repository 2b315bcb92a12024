import { isIPv4, isIPv6 } from 'node:net';

/** An IP address as a number. */
export interface IpAddress {
  /** 4 or 6. */
  readonly family: 4 | 6;
  /** Its bits. */
  readonly value: bigint;
}

/** Number of bits of an address, by family. */
export const ADDRESS_BITS: Readonly<Record<IpAddress['family'], number>> = { 4: 32, 6: 128 };

/**
 * Reads an address, of IPv6 without a zone.
 * @param text - such as `10.0.0.1` or `fd00::1`
 * @returns nothing when it is not an address
 */
export function parseIpAddress(text: string): IpAddress | undefined {
  if (isIPv4(text)) return { family: 4, value: parseIpv4(text) };
  if (isIPv6(text) && !text.includes('%')) return { family: 6, value: parseIpv6(text) };
  return undefined;
}

/**
 * The one form in which an address is written: of IPv6 as RFC 5952 says, in lower case and without the longest run of zeros.
 * @param address - the address
 */
export function formatIpAddress({ family, value }: IpAddress): string {
  return family === 4 ? formatIpv4(value) : formatIpv6(value);
}

function parseIpv4(text: string): bigint {
  return text.split('.').reduce((value, byte) => (value << 8n) + BigInt(byte), 0n);
}

/** The text is known to be an IPv6 address. */
function parseIpv6(text: string): bigint {
  const tail = /[^:]*\.[^:]*$/.exec(text)?.[0];
  if (tail !== undefined) {
    const value = parseIpv4(tail);
    const groups = `${(value >> 16n).toString(16)}:${(value & 0xffffn).toString(16)}`;
    return parseIpv6(text.slice(0, -tail.length) + groups);
  }
  const [head = '', rest] = text.split('::').map((half) => (half === '' ? [] : half.split(':')));
  const before = head === '' ? [] : head;
  const after = rest ?? [];
  const groups = [...before, ...Array<string>(8 - before.length - after.length).fill('0'), ...after];
  return groups.reduce((value, group) => (value << 16n) + BigInt(`0x${group}`), 0n);
}

function formatIpv4(value: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => String((value >> shift) & 0xffn)).join('.');
}

function formatIpv6(value: bigint): string {
  const groups = Array.from({ length: 8 }, (_, index) => ((value >> BigInt(112 - 16 * index)) & 0xffffn).toString(16));
  const text = groups.join(':');
  const [longest] = [...text.matchAll(/\b0(?::0)+\b/g)].sort((a, b) => b[0].length - a[0].length);
  if (longest === undefined) return text;
  const before = text.slice(0, longest.index).replace(/:$/, '');
  const after = text.slice(longest.index + longest[0].length).replace(/^:/, '');
  return `${before}::${after}`;
}
