import { cidrProblems } from './addresses';
import { HOST_NAME, isHostName } from './names';
import type { Problem } from './problem';
import { throwProblems } from './problem';

/**
 * Hosts or addresses beyond the cluster.
 *
 * A NetworkPolicy cannot name a host. A rule for a host therefore opens its ports to every address; only a range of addresses
 * can be restricted.
 */
export class External {
  /**
   * A host by its name.
   * @param name - DNS name, such as `idp.example.com`; `*.example.com` is all names below
   * @param ports - TCP ports
   * @throws Error when the name or a port is not valid, or no port is given
   */
  static host(name: string, ...ports: number[]): External {
    const plain = typeof name === 'string' ? name.replace(/^\*\./, '') : name;
    const bad: Problem[] = isHostName(plain)
      ? []
      : [{ at: 'External.host', what: 'name is not a host name', got: name, allowed: `${HOST_NAME}; "*." in front` }];
    throwProblems([...bad, ...portProblems('External.host', ports)]);
    return new External(name, [name], [], ports);
  }

  /**
   * A range of addresses.
   * @param cidr - the range in CIDR notation, such as `192.0.2.0/24` or `2001:db8::/32`
   * @param ports - TCP ports
   * @throws Error when the range or a port is not valid, or no port is given
   */
  static cidr(cidr: string, ...ports: number[]): External {
    const bad = cidrProblems('the addresses are not a CIDR', cidr);
    throwProblems([...bad, ...portProblems('External.cidr', ports)], 'External.cidr');
    return new External(cidr, [], [cidr], ports);
  }

  private constructor(
    /** What it is: the host name or the range. */
    readonly name: string,
    /** Host names. */
    readonly hosts: readonly string[],
    /** Addresses in CIDR notation; empty where only names are known. */
    readonly cidrs: readonly string[],
    /** TCP ports. */
    readonly ports: readonly number[],
  ) {}
}

/**
 * What is wrong with a list of ports.
 * @param at - the factory
 * @param ports - the ports
 */
export function portProblems(at: string, ports: readonly number[]): Problem[] {
  if (ports.length === 0) return [{ at, what: 'no port is given', allowed: 'one or more numbers from 1 to 65535' }];
  return ports
    .filter((port) => !Number.isInteger(port) || port < 1 || port > 65535)
    .map((port) => ({ at, what: 'a port is not valid', got: port, allowed: '1 to 65535' }));
}
