import { isIP } from 'node:net';
import { parseCidr } from '../../connectivity/ip-ranges';

/** A label of a host as Istio reads it: capitals count too. Source: Istio 1.19.3, `labels.IsDNS1123Label`. */
const LABEL = /^[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?$/;

/** The first label of a host with a wildcard. Source: `labels.IsWildcardDNS1123Label`. */
const FIRST = /^(?:\*|(?:\*-?)?[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?)$/;

const LONGEST_LABEL = 63;
const LONGEST_HOST = 255;

/** Numbers that `strconv.Atoi` reads; a longer last label is not one. */
const MOST_NUMBER = 2n ** 63n - 1n;

/**
 * Whether Istio reads a string as a label of a host, or as a name of a namespace, port or subset.
 * @param text - the string
 */
export function isIstioLabel(text: string): boolean {
  return text.length <= LONGEST_LABEL && LABEL.test(text);
}

/** Source: `validateDNS1123Labels`. The last label may be empty, and is not a number. */
function areLabels(text: string): boolean {
  const labels = text.split('.');
  const last = labels[labels.length - 1] ?? '';
  if (/^\d+$/.test(last) && BigInt(last) <= MOST_NUMBER) return false;
  return labels.every((label, index) => isIstioLabel(label) || (label === '' && index === labels.length - 1));
}

/**
 * Whether a string is a host without a wildcard. Source: `ValidateFQDN`.
 * @param text - the string
 */
export function isFqdn(text: string): boolean {
  return text !== '' && text.length <= LONGEST_HOST && areLabels(text);
}

/**
 * Whether a string is a host whose first label may be, or begin with, a wildcard. Source: `ValidateWildcardDomain`.
 * @param text - the string
 */
export function isWildcardHost(text: string): boolean {
  if (text === '' || text.length > LONGEST_HOST) return false;
  const dot = text.indexOf('.');
  const first = dot < 0 ? text : text.slice(0, dot);
  if (first.length > LONGEST_LABEL || !FIRST.test(first)) return false;
  return dot < 0 || areLabels(text.slice(dot + 1));
}

/**
 * Whether a host has a wildcard that is only a part of its first label. Source: `validatePartialWildCard`.
 * @param text - the host
 */
export function isPartialWildcard(text: string): boolean {
  return text.includes('*') && text.length !== 1 && !text.startsWith('*.');
}

/**
 * Whether a string is an address; one of IPv6 may have a zone. Source: `netip.ParseAddr` of Go.
 * @param text - the string
 */
export function isAddress(text: string): boolean {
  const [address = '', ...zone] = text.split('%');
  if (zone.length === 0) return isIP(address) !== 0;
  return zone.join('%') !== '' && isIP(address) === 6;
}

/**
 * Whether a string is an address or a CIDR. Source: `ValidateIPSubnet`.
 * @param text - the string
 */
export function isSubnet(text: string): boolean {
  return text.split('/').length === 2 ? parseCidr(text) !== undefined : isAddress(text);
}

/**
 * Whether a string is the path of a socket, as it follows on `unix://`. Source: `ValidateUnixAddress`.
 * @param text - the string
 */
export function isSocketPath(text: string): boolean {
  return text.startsWith('@') || (text.startsWith('/') && !text.endsWith('/'));
}

/**
 * What is wrong with a host of a server of a Gateway, or of a listener of a Sidecar. Source: `validateNamespaceSlashWildcardHostname`.
 * @param text - the host, with a namespace and a `/` before it
 * @param isGateway - whether it is of a Gateway, where the namespace may be missing and the host an address
 * @returns undefined where nothing is
 */
export function scopedHostProblem(text: string, isGateway: boolean): string | undefined {
  const slash = text.indexOf('/');
  if (slash < 0) return isGateway ? hostProblem(text, true) : 'does not have the form <namespace>/<host>';
  const namespace = text.slice(0, slash);
  const special = isGateway ? ['*', '.'] : ['*', '.', '~'];
  if (!special.includes(namespace) && !isIstioLabel(namespace)) return 'does not begin with a name of a namespace';
  return hostProblem(text.slice(slash + 1), isGateway);
}

function hostProblem(host: string, isGateway: boolean): string | undefined {
  if (host !== '*' && !host.includes('.')) return 'is a host without a dot';
  if (!isWildcardHost(host) && !(isGateway && isAddress(host))) return 'is not a host';
  return isPartialWildcard(host) ? 'has a wildcard that is only a part of a label' : undefined;
}

/**
 * Whether two hosts of one VirtualService have requests in common. Source: Istio 1.19.3, `host.Name.Matches`.
 * @param one - a host
 * @param other - another one
 */
export function hostsMatch(one: string, other: string): boolean {
  const [first, second] = [one.startsWith('*'), other.startsWith('*')];
  if (!first && !second) return one === other;
  if (!first || (second && one.length < other.length)) return hostsMatch(other, one);
  return second ? one.slice(1).endsWith(other.slice(1)) : other.endsWith(one.slice(1));
}

/**
 * Whether each request for a host is one for another host. Source: Istio 1.19.3, `host.Name.SubsetOf`.
 * @param inner - the host
 * @param outer - the other one
 */
export function isHostWithin(inner: string, outer: string): boolean {
  if (!outer.startsWith('*')) return inner === outer;
  if (!inner.startsWith('*')) return inner.endsWith(outer.slice(1));
  return inner.length >= outer.length && inner.slice(1).endsWith(outer.slice(1));
}

/**
 * Whether a string has a host, a colon and a port, of which the host may be empty. Source: `net.SplitHostPort` of Go.
 * @param text - the string
 * @returns both, or undefined
 */
export function hostAndPort(text: string): { readonly host: string; readonly port: string } | undefined {
  const [, bracketed, plain, port] = /^(?:\[([^[\]]*)\]|([^:[\]]*)):([^:[\]]*)$/.exec(text) ?? [];
  return port === undefined ? undefined : { host: bracketed ?? plain ?? '', port };
}
