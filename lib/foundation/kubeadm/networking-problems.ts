import { isIP } from 'net';
import { cidrProblems } from '../../values/addresses';
import { DNS_SUBDOMAIN, isDnsSubdomain } from '../../values/names';
import type { Problem } from '../../values/problem';
import type { KubeadmConfigProps } from './kubeadm-props';

/** Bits of the addresses of one family that a range of Services may leave open, at least and at most. */
const SERVICE_BITS = { least: 4, most: 20 } as const;

/** How many more bits than the range of all pods the range of a node may have. */
const MOST_NODE_BITS = 16;

/** Length of the prefix of the pods of a node, unless an argument of the controller manager states it. */
const NODE_PREFIX = { 4: 24, 6: 64 } as const;

/** A range in CIDR notation, taken apart. */
interface Range {
  readonly text: string;
  readonly family: 4 | 6;
  readonly prefix: number;
}

/**
 * What kubeadm refuses of the addresses of a cluster. Source: `cmd/kubeadm/app/apis/kubeadm/validation/validation.go`, ValidateNetworking.
 * @param props - the configuration
 */
export function networkingProblems(props: KubeadmConfigProps): Problem[] {
  const { serviceSubnet, podSubnet, dnsDomain } = props.networking ?? {};
  return [
    ...(serviceSubnet === undefined ? [] : rangesProblems('serviceSubnet', serviceSubnet, serviceSize)),
    ...(podSubnet === undefined ? [] : rangesProblems('podSubnet', podSubnet, (range) => podSize(range, props))),
    ...(dnsDomain === undefined || isDnsSubdomain(dnsDomain)
      ? []
      : [{ what: 'dnsDomain is not valid', got: dnsDomain, allowed: DNS_SUBDOMAIN }]),
  ];
}

/** One range, or one of each family with a comma between them. */
function rangesProblems(what: string, text: string, size: (range: Range) => Problem[]): Problem[] {
  const texts = text.split(',');
  const problems = texts.flatMap((each) => cidrProblems(`${what} is not a CIDR`, each));
  if (problems.length > 0) return problems;
  const ranges = texts.map(rangeOf);
  const families = new Set(ranges.map(({ family }) => family));
  if (families.size < ranges.length) {
    return [
      {
        what: `${what} has several ranges of one family`,
        got: text,
        allowed: 'one range, or one of IPv4 and one of IPv6',
      },
    ];
  }
  return ranges.flatMap(size);
}

function rangeOf(text: string): Range {
  const [address = '', prefix = ''] = text.split('/');
  return { text, family: isIP(address) === 6 ? 6 : 4, prefix: Number(prefix) };
}

function serviceSize({ text, family, prefix }: Range): Problem[] {
  const all = family === 4 ? 32 : 128;
  const bits = all - prefix;
  if (bits >= SERVICE_BITS.least && bits <= SERVICE_BITS.most) return [];
  const allowed = `/${all - SERVICE_BITS.most} to /${all - SERVICE_BITS.least}`;
  return [{ what: `serviceSubnet is too ${bits < SERVICE_BITS.least ? 'small' : 'large'}`, got: text, allowed }];
}

/** Each node gets a part of the addresses of pods, unless the controller manager allocates none. */
function podSize({ text, family, prefix }: Range, { controllerManager }: KubeadmConfigProps): Problem[] {
  const args = controllerManager?.extraArgs ?? {};
  if (args['allocate-node-cidrs'] === 'false') return [];
  const argument = `node-cidr-mask-size-ipv${family}`;
  const node = args[argument] === undefined ? NODE_PREFIX[family] : Number(args[argument]);
  if (!Number.isInteger(node)) {
    return [
      {
        what: `${argument} of controllerManager is not a number`,
        got: args[argument],
        allowed: 'the length of a prefix',
      },
    ];
  }
  if (prefix <= node && node - prefix <= MOST_NODE_BITS) return [];
  const allowed = `/${node - MOST_NODE_BITS} to /${node}, as each node gets a /${node}`;
  const fix = `widen or narrow it, or state ${argument} in controllerManager.extraArgs`;
  return [{ what: `podSubnet is too ${prefix > node ? 'small' : 'large'}`, got: text, allowed, fix }];
}
