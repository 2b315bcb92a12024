import { ADDRESS_BITS, formatIpAddress, parseIpAddress, type IpAddress } from '../../../values/ip-address';
import { CelInputError, type FunctionTable } from './function-table';

/** An IP address. */
export class Ip {
  /** @param address - the address */
  constructor(readonly address: IpAddress) {}
}

/** Holds `ip.isCanonical`. */
export class IpNamespace {}

/** Addresses of a network. */
export class Network {
  /**
   * @param address - the address as it is written
   * @param bits - how many of its bits are those of the network
   */
  constructor(
    readonly address: IpAddress,
    readonly bits: number,
  ) {}

  /** How many bits are left to hosts. */
  get hostBits(): bigint {
    return BigInt(ADDRESS_BITS[this.address.family] - this.bits);
  }

  /** Whether an address is in it. */
  has({ family, value }: IpAddress): boolean {
    return family === this.address.family && value >> this.hostBits === this.address.value >> this.hostBits;
  }

  /** Its first address. */
  get first(): IpAddress {
    return { ...this.address, value: (this.address.value >> this.hostBits) << this.hostBits };
  }
}

/** Addresses of IPv4 in the form of IPv6 are refused. */
function readIp(text: string): IpAddress | undefined {
  const address = parseIpAddress(text);
  return address?.family === 6 && address.value >> 32n === 0xffffn ? undefined : address;
}

function readNetwork(text: string): Network | undefined {
  const [address = '', bits = '', ...rest] = text.split('/');
  const read = readIp(address);
  const isLength = /^(?:0|[1-9]\d{0,2})$/.test(bits) && rest.length === 0;
  if (read === undefined || !isLength || Number(bits) > ADDRESS_BITS[read.family]) return undefined;
  return new Network(read, Number(bits));
}

function ip(text: string): Ip {
  const address = readIp(text);
  if (address === undefined) throw new CelInputError(`IP Address ${JSON.stringify(text)} parse error`);
  return new Ip(address);
}

function cidr(text: string): Network {
  const network = readNetwork(text);
  if (network === undefined) throw new CelInputError(`network address parse error of ${JSON.stringify(text)}`);
  return network;
}

/** Whether an address is in one of the networks. */
function isIn(...networks: readonly string[]): (ip: Ip) => boolean {
  const read = networks.map(cidr);
  return ({ address }) => read.some((network) => network.has(address));
}

const isUnspecified = isIn('0.0.0.0/32', '::/128');
const isLoopback = isIn('127.0.0.0/8', '::1/128');
const isLinkLocalMulticast = isIn('224.0.0.0/24', 'ff02::/16');
const isLinkLocalUnicast = isIn('169.254.0.0/16', 'fe80::/10');
const isMulticast = isIn('224.0.0.0/4', 'ff00::/8');
const isBroadcast = isIn('255.255.255.255/32');

function containsNetwork(outer: Network, inner: Network): boolean {
  return outer.bits <= inner.bits && outer.has(inner.address);
}

/** Functions of addresses. Source: apiserver, `pkg/cel/library/ip.go` and `cidr.go`. */
export const ADDRESS_FUNCTIONS: FunctionTable = {
  'isIP(string): bool': (text: string) => readIp(text) !== undefined,
  'ip(string): kubernetes.IP': ip,
  'string(kubernetes.IP): string': ({ address }: Ip) => formatIpAddress(address),
  'kubernetes.IpNamespace.isCanonical(string): bool': (_: unknown, text: string) =>
    formatIpAddress(ip(text).address) === text,
  'kubernetes.IP.family(): int': ({ address }: Ip) => BigInt(address.family),
  'kubernetes.IP.isUnspecified(): bool': isUnspecified,
  'kubernetes.IP.isLoopback(): bool': isLoopback,
  'kubernetes.IP.isLinkLocalMulticast(): bool': isLinkLocalMulticast,
  'kubernetes.IP.isLinkLocalUnicast(): bool': isLinkLocalUnicast,
  'kubernetes.IP.isGlobalUnicast(): bool': (one: Ip) =>
    ![isUnspecified, isLoopback, isMulticast, isLinkLocalUnicast, isBroadcast].some((is) => is(one)),
  'isCIDR(string): bool': (text: string) => readNetwork(text) !== undefined,
  'cidr(string): kubernetes.CIDR': cidr,
  'string(kubernetes.CIDR): string': ({ address, bits }: Network) => `${formatIpAddress(address)}/${bits}`,
  'kubernetes.CIDR.containsIP(string): bool': (network: Network, text: string) => network.has(ip(text).address),
  'kubernetes.CIDR.containsIP(kubernetes.IP): bool': (network: Network, { address }: Ip) => network.has(address),
  'kubernetes.CIDR.containsCIDR(string): bool': (network: Network, text: string) =>
    containsNetwork(network, cidr(text)),
  'kubernetes.CIDR.containsCIDR(kubernetes.CIDR): bool': containsNetwork,
  'kubernetes.CIDR.ip(): kubernetes.IP': ({ address }: Network) => new Ip(address),
  'kubernetes.CIDR.masked(): kubernetes.CIDR': (network: Network) => new Network(network.first, network.bits),
  'kubernetes.CIDR.prefixLength(): int': ({ bits }: Network) => BigInt(bits),
};
