import { canonicalJson, listAt, textAt } from '../../connectivity/manifest';
import { parseIpRange } from '../../connectivity/ip-ranges';
import type { JsonObject, JsonValue } from '../../values/json';
import { isJsonObject } from '../../values/json';
import { groupVersion } from '../checked-object';
import type { Reason } from './change';

/** Finds out whether an object permits more than before; either side is undefined where there is no such object. */
type FindAccess = (before: JsonObject | undefined, after: JsonObject | undefined) => string | undefined;

const FINDERS: Readonly<Record<string, FindAccess>> = {
  'rbac.authorization.k8s.io/Role': roleWidened,
  'rbac.authorization.k8s.io/ClusterRole': roleWidened,
  'rbac.authorization.k8s.io/RoleBinding': bindingWidened,
  'rbac.authorization.k8s.io/ClusterRoleBinding': bindingWidened,
  'networking.k8s.io/NetworkPolicy': policyWidened,
  'security.istio.io/AuthorizationPolicy': authorizationWidened,
  'security.istio.io/PeerAuthentication': (before, after) =>
    after === undefined && before !== undefined ? 'mutual TLS is no longer required' : undefined,
  'security.openshift.io/SecurityContextConstraints': constraintsGiven,
  'kyverno.io/PolicyException': (before, after) =>
    before === undefined && after !== undefined ? 'is an exception from policies' : undefined,
  'security.istio.io/RequestAuthentication': (before, after) =>
    after === undefined && before !== undefined ? 'tokens are no longer checked' : undefined,
};

/** Policies that may permit less: what used them is cut off. */
const NARROWED: readonly string[] = ['networking.k8s.io/NetworkPolicy', 'security.istio.io/AuthorizationPolicy'];

/** What changes objects on their way, such as the injection of sidecars. */
const MUTATING = /^admissionregistration\.k8s\.io\/Mutating/;

function isToken({ apiVersion, kind, type }: JsonObject): boolean {
  return apiVersion === 'v1' && kind === 'Secret' && type === 'kubernetes.io/service-account-token';
}

/** Kinds that hold others back: without them more is permitted. */
const GUARDS =
  /^(?:admissionregistration\.k8s\.io\/|constraints\.gatekeeper\.sh\/|policy\.networking\.k8s\.io\/|kyverno\.io\/|cilium\.io\/|crd\.projectcalico\.org\/|\/(?:ResourceQuota|LimitRange)$)/;

/**
 * Why an object permits more than before: roles, bindings and policies.
 * @param before - the object before
 * @param after - the object after
 */
export function accessReasons(before: JsonObject | undefined, after: JsonObject | undefined): Reason[] {
  const object = after ?? before ?? {};
  const key = `${groupVersion(object)[0]}/${textAt(object, 'kind') ?? ''}`;
  const found = FINDERS[key]?.(before, after);
  if (found !== undefined) return [{ risk: 'access', text: found }];
  if (after === undefined && MUTATING.test(key))
    return [{ risk: 'access', text: 'what it changed in requests stays as it is sent' }];
  if (after === undefined && GUARDS.test(key)) return [{ risk: 'access', text: 'what it refused is permitted' }];
  if (before === undefined && isToken(object))
    return [{ risk: 'access', text: 'is a token of a ServiceAccount that does not expire' }];
  return [];
}

/**
 * Why an object permits less than before: policies that cut off what they permitted.
 * @param before - the object before
 * @param after - the object after
 */
export function cutReasons(before: JsonObject, after: JsonObject): Reason[] {
  const key = `${groupVersion(after)[0]}/${textAt(after, 'kind') ?? ''}`;
  const lost = LOSSES[key]?.(before, after);
  if (lost !== undefined) return [{ risk: 'removal', text: lost }];
  const isNarrowed = NARROWED.includes(key) && FINDERS[key]?.(after, before) !== undefined;
  return isNarrowed ? [{ risk: 'removal', text: 'the policy no longer permits what it did' }] : [];
}

/** One permission: API group or URL, resource, name and verb, each possibly `*`. */
type Permission = readonly [group: string, resource: string, name: string, verb: string];

const LOSSES: Readonly<Record<string, FindAccess>> = {
  'rbac.authorization.k8s.io/Role': roleNarrowed,
  'rbac.authorization.k8s.io/ClusterRole': roleNarrowed,
  'rbac.authorization.k8s.io/RoleBinding': bindingNarrowed,
  'rbac.authorization.k8s.io/ClusterRoleBinding': bindingNarrowed,
};

function roleNarrowed(before: JsonObject | undefined, after: JsonObject | undefined): string | undefined {
  if (after === undefined || before === undefined) return undefined;
  const now = permissionsOf(after);
  const lost = permissionsOf(before).filter((each) => !now.some((known) => covers(known, each)));
  return lost.length > 0 ? `the role no longer permits: ${shown(lost.map(permissionText))}` : undefined;
}

function bindingNarrowed(before: JsonObject | undefined, after: JsonObject | undefined): string | undefined {
  const now = new Set(listAt(after, 'subjects').map(subjectText));
  const lost = listAt(before, 'subjects')
    .map(subjectText)
    .filter((each) => !now.has(each));
  return lost.length > 0 ? `takes the role from ${shown(lost)}` : undefined;
}

/** New constraints hold for those that they name; others need a role to use them. */
function constraintsGiven(before: JsonObject | undefined, after: JsonObject | undefined): string | undefined {
  if (before !== undefined || after === undefined) return undefined;
  const users = [...listAt(after, 'users'), ...listAt(after, 'groups')].filter((each) => typeof each === 'string');
  return users.length > 0 ? `permits what it states to pods of ${shown(users)}` : undefined;
}

/** The first of several texts, and how many there are beside them. */
function shown(texts: readonly string[]): string {
  const unique = [...new Set(texts)];
  const more = unique.length > 5 ? ` and ${unique.length - 5} more` : '';
  return `${unique.slice(0, 5).join(', ')}${more}`;
}

function roleWidened(before: JsonObject | undefined, after: JsonObject | undefined): string | undefined {
  // A role by itself permits nothing; what binds it does.
  if (after === undefined || before === undefined) return undefined;
  const old = permissionsOf(before);
  const gained = permissionsOf(after).filter((each) => !old.some((known) => covers(known, each)));
  if (gained.length > 0) return `the role permits more: ${shown(gained.map(permissionText))}`;
  const selectors = (object: JsonObject): string =>
    canonicalJson(isJsonObject(object.aggregationRule) ? object.aggregationRule : {});
  return selectors(before) === selectors(after) ? undefined : 'the role aggregates other roles';
}

function permissionsOf(role: JsonObject): Permission[] {
  return listAt(role, 'rules').flatMap((rule) => {
    const texts = (field: string): string[] =>
      listAt(rule, field).filter((each): each is string => typeof each === 'string');
    const verbs = texts('verbs');
    const urls = texts('nonResourceURLs').flatMap((url) => verbs.map((verb): Permission => ['URL', url, '', verb]));
    const names = texts('resourceNames').length > 0 ? texts('resourceNames') : ['*'];
    const resources = texts('apiGroups').flatMap((group) =>
      texts('resources').flatMap((resource) =>
        names.flatMap((name) => verbs.map((verb): Permission => [group, resource, name, verb])),
      ),
    );
    return [...urls, ...resources];
  });
}

function covers(known: Permission, wanted: Permission): boolean {
  return known.every(
    (part, index) =>
      part === '*' ||
      part === wanted[index] ||
      (part.endsWith('*') && (wanted[index] ?? '').startsWith(part.slice(0, -1))),
  );
}

function permissionText([group, resource, name, verb]: Permission): string {
  if (group === 'URL') return `${verb} ${resource}`;
  return `${verb} ${resource}${group === '' ? '' : `.${group}`}${name === '*' ? '' : `/${name}`}`;
}

function bindingWidened(before: JsonObject | undefined, after: JsonObject | undefined): string | undefined {
  if (after === undefined) return undefined;
  const old = new Set(listAt(before, 'subjects').map(subjectText));
  const gained = listAt(after, 'subjects').filter((subject) => !old.has(subjectText(subject)));
  const role = `${textAt(after, 'roleRef', 'kind') ?? ''} ${textAt(after, 'roleRef', 'name') ?? ''}`;
  if (before === undefined || gained.length > 0)
    return `gives ${role} to ${gained.map(subjectText).join(', ') || 'nothing yet'}`;
  return undefined;
}

function subjectText(subject: JsonValue): string {
  const namespace = textAt(subject, 'namespace');
  return `${textAt(subject, 'kind') ?? ''} ${namespace === undefined ? '' : `${namespace}/`}${textAt(subject, 'name') ?? ''}`;
}

/** A policy permits more when a rule is not covered by one rule before, or a direction is no longer closed. */
function policyWidened(before: JsonObject | undefined, after: JsonObject | undefined): string | undefined {
  if (before === undefined) return undefined;
  if (after === undefined) return 'without the policy its pods may be open';
  const [old, now] = [directionsOf(before), directionsOf(after)];
  const opened = old.filter((direction) => !now.includes(direction));
  if (opened.length > 0) return `the policy no longer closes ${opened.join(' and ')}`;
  const gained = (['ingress', 'egress'] as const).filter((direction) => {
    if (!old.includes(direction)) return false;
    const known = listAt(before, 'spec', direction);
    return listAt(after, 'spec', direction).some((rule) => !known.some((each) => ruleCovers(each, rule, direction)));
  });
  return gained.length > 0 ? `the policy permits more ${gained.join(' and ')}` : undefined;
}

function directionsOf(policy: JsonObject): string[] {
  const stated = listAt(policy, 'spec', 'policyTypes').flatMap((each) =>
    typeof each === 'string' ? [each.toLowerCase()] : [],
  );
  if (stated.length > 0) return stated;
  return listAt(policy, 'spec', 'egress').length > 0 ? ['ingress', 'egress'] : ['ingress'];
}

function ruleCovers(known: JsonValue, wanted: JsonValue, direction: 'ingress' | 'egress'): boolean {
  const peers = direction === 'ingress' ? 'from' : 'to';
  return (
    listCovers(listAt(known, peers), listAt(wanted, peers), peerCovers) &&
    listCovers(listAt(known, 'ports'), listAt(wanted, 'ports'), portCovers)
  );
}

/** An empty list is everything. */
function listCovers(
  known: readonly JsonValue[],
  wanted: readonly JsonValue[],
  one: (known: JsonValue, wanted: JsonValue) => boolean,
): boolean {
  if (known.length === 0) return true;
  return wanted.length > 0 && wanted.every((each) => known.some((other) => one(other, each)));
}

function peerCovers(known: JsonValue, wanted: JsonValue): boolean {
  if (canonicalJson(known) === canonicalJson(wanted)) return true;
  const [outer, inner] = [known, wanted].map((each) => parseIpRange(textAt(each, 'ipBlock', 'cidr') ?? ''));
  if (outer === undefined || inner === undefined || listAt(known, 'ipBlock', 'except').length > 0) return false;
  return outer.family === inner.family && outer.first <= inner.first && outer.last >= inner.last;
}

function portCovers(known: JsonValue, wanted: JsonValue): boolean {
  if (canonicalJson(known) === canonicalJson(wanted)) return true;
  if (!isJsonObject(known) || !isJsonObject(wanted)) return false;
  if ((known.protocol ?? 'TCP') !== (wanted.protocol ?? 'TCP')) return false;
  const range = ({ port, endPort }: JsonObject): readonly [number, number] | undefined =>
    port === undefined
      ? [0, 65535]
      : typeof port === 'number'
        ? [port, typeof endPort === 'number' ? endPort : port]
        : undefined;
  const [outer, inner] = [range(known), range(wanted)];
  return outer !== undefined && inner !== undefined && outer[0] <= inner[0] && outer[1] >= inner[1];
}

function authorizationWidened(before: JsonObject | undefined, after: JsonObject | undefined): string | undefined {
  if (before === undefined) return undefined;
  if (after === undefined) return 'what it refused is permitted';
  const [old, now] = [before, after].map((each) => textAt(each, 'spec', 'action') ?? 'ALLOW');
  if (old !== now) return `the action is ${now} and no longer ${old}`;
  const rules = (object: JsonObject): string[] => listAt(object, 'spec', 'rules').map(canonicalJson);
  const [first, second] = now === 'DENY' ? [after, before] : [before, after];
  const isMore = rules(second).some((rule) => !rules(first).includes(rule));
  return isMore ? 'the policy permits other requests' : undefined;
}
