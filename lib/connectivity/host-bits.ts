import type { JsonObject, JsonValue } from '../values/json';
import { formatIpRange, parseCidr, parseIpRange } from './ip-ranges';
import { listAt, textAt, valueAt } from './manifest';

/**
 * The CIDRs of a policy that have bits behind their prefix, and what they mean: an API server takes them, and network plugins drop
 * these bits.
 * @param policy - a policy of any kind that is evaluated
 * @returns a sentence for each, with its place
 */
export function hostBits(policy: JsonObject): string[] {
  return ['ingress', 'egress'].flatMap((direction) =>
    listAt(policy, 'spec', direction).flatMap((rule, index) => {
      const field = direction === 'ingress' ? 'from' : 'to';
      return listAt(rule, field).flatMap((peer, at) => ofPeer(peer, `${direction}[${index}].${field}[${at}]`));
    }),
  );
}

function ofPeer(peer: JsonValue, at: string): string[] {
  const block = valueAt(peer, 'ipBlock');
  const written: Array<readonly [string, JsonValue | undefined]> = [
    [`${at}.ipBlock.cidr`, textAt(block, 'cidr')],
    ...listAt(block, 'except').map((text, index) => [`${at}.ipBlock.except[${index}]`, text] as const),
    ...listAt(peer, 'networks').map((text, index) => [`${at}.networks[${index}]`, text] as const),
  ];
  return written.flatMap(([place, text]) => (typeof text === 'string' ? ofCidr(place, text) : []));
}

function ofCidr(place: string, text: string): string[] {
  const cidr = parseCidr(text);
  const address = parseIpRange(text.replace(/\/.*$/, ''));
  if (cidr === undefined || address === undefined || address.first === cidr.range.first) return [];
  const [first = ''] = formatIpRange(cidr.range).split('-');
  return [`${place}: ${JSON.stringify(text)} has bits behind its prefix; it means ${first}/${cidr.prefix}`];
}
