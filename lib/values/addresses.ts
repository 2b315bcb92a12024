import { ADDRESS_BITS, formatIpAddress, parseIpAddress } from './ip-address';
import type { Problem } from './problem';

/** What {@link isCidr} accepts, for messages. */
const CIDR =
  '<IPv4 address>/<0-32> or <IPv6 address>/<0-128> without bits behind the prefix, such as "10.0.0.1/32" or "fd00::/8"';

/** What {@link isIpAddress} accepts, for messages. */
export const IP_ADDRESS = 'an IPv4 or IPv6 address, such as "10.96.0.1" or "fd00::1"';

/** What {@link isIpv4Address} accepts, for messages. */
export const IPV4_ADDRESS = 'an IPv4 address, such as "10.96.0.1"';

/**
 * Tells whether a value is an IPv4 address.
 * @param text - the value to test
 */
export function isIpv4Address(text: unknown): text is string {
  return typeof text === 'string' && parseIpAddress(text)?.family === 4;
}

/**
 * Tells whether a value is an IP address in the form in which it is compared: of IPv6 as RFC 5952 writes it.
 * @param text - the value to test
 */
export function isIpAddress(text: unknown): text is string {
  return typeof text === 'string' && text !== '' && canonicalAddress(text) === text;
}

/**
 * Tells whether a value is a range of addresses in CIDR notation, without bits behind the prefix.
 * @param text - the value to test
 */
export function isCidr(text: unknown): text is string {
  return typeof text === 'string' && text !== '' && canonicalCidr(text) === text;
}

/**
 * The range that holds one address: `/32` or `/128`.
 * @param address - the address
 */
export function hostCidr(address: string): string {
  return `${address}/${ADDRESS_BITS[parseIpAddress(address)?.family ?? 4]}`;
}

/**
 * What is wrong with a value that must be an IP address; the form that is meant where it is only written in another way.
 * @param what - what to state about the value
 * @param got - the value
 */
export function addressProblems(what: string, got: unknown): Problem[] {
  if (isIpAddress(got)) return [];
  return [{ what, got, allowed: IP_ADDRESS, ...meant(got, canonicalAddress) }];
}

/**
 * What is wrong with a value that must be in CIDR notation; the form that is meant where it has bits behind the prefix, or is only
 * written in another way.
 * @param what - what to state about the value
 * @param got - the value
 */
export function cidrProblems(what: string, got: unknown): Problem[] {
  if (isCidr(got)) return [];
  return [{ what, got, allowed: CIDR, ...meant(got, canonicalCidr) }];
}

function meant(got: unknown, canonical: (text: string) => string | undefined): Pick<Problem, 'fix'> {
  const form = typeof got === 'string' ? canonical(got) : undefined;
  return form === undefined ? {} : { fix: `write "${form}"` };
}

/** IPv4 addresses inside IPv6 are refused: Kubernetes and network plugins read them in different ways. */
function canonicalAddress(text: string): string | undefined {
  const address = parseIpAddress(text);
  if (address === undefined || (address.family === 6 && address.value >> 32n === 0xffffn)) return undefined;
  return formatIpAddress(address);
}

function canonicalCidr(text: string): string | undefined {
  const [address = '', length = '', ...rest] = text.split('/');
  const parsed = canonicalAddress(address) === undefined ? undefined : parseIpAddress(address);
  if (parsed === undefined || rest.length > 0 || !/^(0|[1-9]\d{0,2})$/.test(length)) return undefined;
  const bits = ADDRESS_BITS[parsed.family];
  if (Number(length) > bits) return undefined;
  const hostBits = BigInt(bits - Number(length));
  const value = (parsed.value >> hostBits) << hostBits;
  return `${formatIpAddress({ ...parsed, value })}/${length}`;
}
