/** The part of `node:net` that the evaluation of connectivity needs, for browsers. */

const OCTET = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const IPV4 = new RegExp(`^(?:${OCTET}\\.){3}${OCTET}$`);
const GROUP = /^[\da-f]{1,4}$/i;

/** Whether a string is an address of IPv4. */
export function isIPv4(text: string): boolean {
  return IPV4.test(text);
}

/** Whether a string is an address of IPv6, with or without a zone. */
export function isIPv6(text: string): boolean {
  const [address = '', zone] = text.split('%', 2);
  if (zone === '' || text.split('%').length > 2) return false;
  const halves = address.split('::');
  if (halves.length > 2 || address === '') return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const last = groups.at(-1) ?? '';
  const hasIpv4 = last.includes('.');
  if (hasIpv4 && (!isIPv4(last) || halves.at(-1) === '')) return false;
  const plain = hasIpv4 ? groups.slice(0, -1) : groups;
  const count = plain.length + (hasIpv4 ? 2 : 0);
  return plain.every((group) => GROUP.test(group)) && (halves.length === 2 ? count < 8 : count === 8);
}

/** 4, 6, or 0 for a string that is not an address. */
export function isIP(text: string): 0 | 4 | 6 {
  if (isIPv4(text)) return 4;
  return isIPv6(text) ? 6 : 0;
}
