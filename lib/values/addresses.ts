/** What {@link isCidr} accepts, for messages. */
export const CIDR = '<IPv4 address>/<0-32>, such as "10.0.0.1/32"';

/** What {@link isIpAddress} accepts, for messages. */
export const IP_ADDRESS = 'an IPv4 address, such as "10.96.0.1"';

/**
 * Tells whether a value is an IPv4 address.
 * @param text - the value to test
 */
export function isIpAddress(text: unknown): text is string {
  if (typeof text !== 'string' || !/^\d{1,3}(\.\d{1,3}){3}$/.test(text)) return false;
  return text.split('.').every((byte) => Number(byte) <= 255);
}

/**
 * Tells whether a value is a range of IPv4 addresses in CIDR notation.
 * @param text - the value to test
 */
export function isCidr(text: unknown): text is string {
  if (typeof text !== 'string') return false;
  const [address, length, ...rest] = text.split('/');
  return rest.length === 0 && isIpAddress(address) && /^\d{1,2}$/.test(length ?? '') && Number(length) <= 32;
}
