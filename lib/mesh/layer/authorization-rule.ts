import type { IpPeer } from '../../connectivity';
import { PortSet } from '../../connectivity';
import { covers, mergeRanges, overlaps, parseCidr, parseIpRange } from '../../connectivity/ip-ranges';
import { listAt, objectAt, textAt } from '../../connectivity/manifest';
import { isPort } from '../../connectivity/port-set';
import type { JsonObject, JsonValue } from '../../values/json';
import { TRUST_DOMAIN } from '../identity';
import type { Match } from './match';
import { ALWAYS, at, every, MAYBE, NEVER, not, some } from './match';

/** A source as an AuthorizationPolicy sees it. */
export interface Source {
  /** Who it is by its certificate; undefined in plaintext. */
  readonly principal: string | undefined;
  /** Namespace by its certificate; undefined in plaintext. */
  readonly namespace: string | undefined;
  /** Its addresses; undefined for pods, whose addresses manifests do not say. */
  readonly addresses: IpPeer['range'] | undefined;
  /** Trust domain of the mesh. */
  readonly trustDomain: string;
}

/** How the values of one field are compared with a source. */
type Compare = (values: readonly string[], source: Source) => Match;

/** Fields of `source`, each with one of `not...`; what is not here depends on the request. */
const SOURCE_FIELDS: Readonly<Record<string, Compare>> = {
  principals: comparePrincipals,
  namespaces: (values, { namespace }) => is(namespace !== undefined && values.some((one) => fitsText(one, namespace))),
  ipBlocks: compareAddresses,
};

/** Keys of `when` that manifests answer; the others depend on the request. */
const CONDITIONS: Readonly<Record<string, Compare>> = {
  'source.principal': comparePrincipals,
  'source.namespace': (values, source) => SOURCE_FIELDS.namespaces?.(values, source) ?? MAYBE,
  'source.ip': compareAddresses,
  'destination.port': comparePorts,
};

/** Fields of `operation` that manifests answer. */
const OPERATION_FIELDS: Readonly<Record<string, Compare>> = { ports: comparePorts };

/**
 * Where a rule of an AuthorizationPolicy matches: one of `from`, one of `to`, and all of `when`; what is left out matches everything.
 *
 * Source: reference of AuthorizationPolicy and `pilot/pkg/security/authz/model` of Istio 1.19.
 * @param rule - the rule
 * @param source - who asks
 */
export function matchRule(rule: JsonValue, source: Source): Match {
  const from = listAt(rule, 'from').map((item) => matchFields(objectAt(item, 'source'), SOURCE_FIELDS, source));
  const to = listAt(rule, 'to').map((item) => matchFields(objectAt(item, 'operation'), OPERATION_FIELDS, source));
  const when = listAt(rule, 'when').map((item) => matchCondition(item, source));
  return every([from.length === 0 ? ALWAYS : some(from), to.length === 0 ? ALWAYS : some(to), ...when]);
}

function matchFields(fields: JsonObject, known: Readonly<Record<string, Compare>>, source: Source): Match {
  return every(
    Object.keys(fields).map((field) => {
      const values = textsOf(fields, field);
      if (values.length === 0) return ALWAYS;
      const negated = /^not([A-Z])(.*)$/.exec(field);
      const name = negated === null ? field : `${(negated[1] ?? '').toLowerCase()}${negated[2] ?? ''}`;
      const match = known[name]?.(values, source) ?? MAYBE;
      return negated === null ? match : not(match);
    }),
  );
}

function matchCondition(condition: JsonValue, source: Source): Match {
  const compare = CONDITIONS[textAt(condition, 'key') ?? ''];
  if (compare === undefined) return MAYBE;
  const values = textsOf(condition, 'values');
  const notValues = textsOf(condition, 'notValues');
  return every([
    values.length === 0 ? ALWAYS : compare(values, source),
    notValues.length === 0 ? ALWAYS : not(compare(notValues, source)),
  ]);
}

function comparePrincipals(values: readonly string[], { principal, trustDomain }: Source): Match {
  return is(principal !== undefined && values.some((value) => fitsText(inTrustDomain(value, trustDomain), principal)));
}

/** `cluster.local` points to the trust domain of the mesh, whatever that is. */
export function inTrustDomain(value: string, trustDomain: string): string {
  const [domain, ...rest] = value.split('/');
  return domain === TRUST_DOMAIN && rest.length === 4 ? [trustDomain, ...rest].join('/') : value;
}

function compareAddresses(values: readonly string[], { addresses }: Source): Match {
  if (addresses === undefined) return MAYBE;
  const ranges = values.flatMap((text) => parseCidr(text)?.range ?? parseIpRange(text) ?? []);
  if (covers(mergeRanges(ranges), addresses)) return ALWAYS;
  return ranges.some((range) => overlaps(range, addresses)) ? MAYBE : NEVER;
}

function comparePorts(values: readonly string[]): Match {
  const ports = values.map(Number).filter(isPort);
  return at(PortSet.union(ports.map((port) => PortSet.of('TCP', port))));
}

/** Exact, prefix (`abc*`), suffix (`*abc`), or presence (`*`). */
export function fitsText(pattern: string, text: string): boolean {
  if (pattern === '*') return text !== '';
  if (pattern.startsWith('*')) return text.endsWith(pattern.slice(1));
  if (pattern.endsWith('*')) return text.startsWith(pattern.slice(0, -1));
  return pattern === text;
}

function is(value: boolean): Match {
  return value ? ALWAYS : NEVER;
}

function textsOf(object: JsonValue, field: string): readonly string[] {
  return listAt(object, field).flatMap((value) =>
    typeof value === 'string' ? [value] : typeof value === 'number' ? [String(value)] : [],
  );
}
