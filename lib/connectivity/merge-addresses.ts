import type { IpRange } from './ip-ranges';
import type { IpPeer } from './peer';
import { ipPeer } from './peer';
import type { PortSet } from './port-set';

/** Addresses outside of the cluster, and the ports that are open from or to each of them. */
export interface AddressesWithPorts {
  /** The addresses. */
  readonly addresses: IpPeer;
  /** The ports that are open for each of them. */
  readonly allowed: PortSet;
}

/**
 * The answers for addresses, neighbours with the same answer as one range, and those without open ports left out.
 * @param peers - ranges of addresses in order
 * @param allowedOf - the ports that are open for a range
 */
export function mergeAddresses(
  peers: readonly IpPeer[],
  allowedOf: (peer: IpPeer) => PortSet,
): readonly AddressesWithPorts[] {
  const merged: Array<{ range: IpRange; allowed: PortSet; peer: IpPeer }> = [];
  for (const peer of peers) {
    const { range } = peer;
    const allowed = allowedOf(peer);
    if (allowed.isEmpty()) continue;
    const last = merged[merged.length - 1];
    const touches = last?.range.family === range.family && last.range.last + 1n === range.first;
    if (last !== undefined && touches && last.allowed.equals(allowed)) last.range = { ...last.range, last: range.last };
    else merged.push({ range, allowed, peer });
  }
  return merged.map(({ range, allowed, peer }) => ({
    addresses: range === peer.range ? peer : ipPeer(range),
    allowed,
  }));
}
