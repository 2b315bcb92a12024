import type { PortSet } from '../../connectivity';
import { groupOf, listAt, nameOf, namespaceOf, objectAt, textAt, textsAt } from '../../connectivity/manifest';
import { compare } from '../../values/compare';
import type { JsonObject, JsonValue } from '../../values/json';
import type { Source } from './authorization-rule';
import { matchRule } from './authorization-rule';
import type { Match } from './match';
import { ALWAYS, some } from './match';
import type { MeshPod } from './mesh-pod';

/** An AuthorizationPolicy. */
export interface Authorization {
  /** `namespace/name`. */
  readonly id: string;
  /** Namespace. */
  readonly namespace: string;
  /** What it does with requests that match. */
  readonly action: string;
  /** Labels of the pods that it is for; empty is every pod. */
  readonly selector: Readonly<Record<string, string>>;
  /** Its rules; none matches nothing. */
  readonly rules: readonly JsonValue[];
}

/** What AuthorizationPolicies say about one source. */
export interface Verdict {
  /** Ports at which requests can get through. */
  readonly allowed: PortSet;
  /** Why, a sentence each. */
  readonly reasons: readonly string[];
}

/**
 * The AuthorizationPolicies in manifests, by namespace and name. Left out are those for gateways of the Gateway API (`targetRef`),
 * which are not for sidecars, and those in dry-run mode, which decide nothing.
 * @param objects - manifests of any kind
 */
export function readAuthorizations(objects: readonly JsonObject[]): readonly Authorization[] {
  return objects
    .filter((object) => object.kind === 'AuthorizationPolicy' && groupOf(object) === 'security.istio.io')
    .filter((object) => !isDryRun(object) && !hasTarget(object))
    .map((object) => ({
      id: `${namespaceOf(object)}/${nameOf(object)}`,
      namespace: namespaceOf(object),
      action: textAt(object, 'spec', 'action') ?? 'ALLOW',
      selector: textsAt(object, 'spec', 'selector', 'matchLabels'),
      rules: listAt(object, 'spec', 'rules'),
    }))
    .sort((a, b) => compare(a.id, b.id));
}

/** Whether an AuthorizationPolicy is in dry-run mode: Istio reports what it would do, and does nothing. */
export function isDryRun(object: JsonObject): boolean {
  const text = textAt(object, 'metadata', 'annotations', 'istio.io/dry-run') ?? '';
  return ['1', 't', 'T', 'TRUE', 'true', 'True'].includes(text);
}

/** Whether an AuthorizationPolicy is for a target of the Gateway API, which Istio 1.19 does not know. */
export function hasTarget({ spec }: JsonObject): boolean {
  return 'targetRef' in objectAt(spec) || listAt(spec, 'targetRefs').length > 0;
}

/**
 * Whether a policy is for a pod: in its namespace or the root namespace, and with a selector that its labels fulfil.
 * @param policy - the policy
 * @param pod - the pod
 * @param rootNamespace - root namespace of the mesh
 */
export function appliesTo(
  { namespace, selector }: Pick<Authorization, 'namespace' | 'selector'>,
  pod: MeshPod,
  rootNamespace: string,
): boolean {
  if (namespace !== rootNamespace && namespace !== pod.namespace) return false;
  return Object.entries(selector).every(([key, value]) => pod.labels[key] === value);
}

/**
 * What policies say: CUSTOM first, then DENY, then ALLOW. Without a policy that allows, what is not denied is allowed; with one, only
 * what a rule matches. AUDIT decides nothing.
 * @param policies - policies of the destination
 * @param source - who asks
 * @param asked - ports that are asked for; reasons are about these only
 */
export function evaluatePolicies(policies: readonly Authorization[], source: Source, asked: PortSet): Verdict {
  const of = (action: string): readonly Authorization[] => policies.filter((policy) => policy.action === action);
  const [denies, allows, customs] = [of('DENY'), of('ALLOW'), of('CUSTOM')];
  const denied = matchOf(denies, source);
  const granted = allows.length === 0 ? ALWAYS : matchOf(allows, source);
  const allowed = granted.possible.subtract(denied.sure);
  const ports = asked.intersect(allowed);
  const say = (where: PortSet, text: (ports: string) => string): string[] =>
    where.isEmpty() ? [] : [text(where.toString())];
  const who = source.principal ?? 'plaintext';
  return {
    allowed,
    reasons: [
      ...denies.flatMap((policy) =>
        say(
          asked.intersect(matchOf([policy], source).sure),
          (at) => `AuthorizationPolicy ${policy.id} denies ${who} at ${at}`,
        ),
      ),
      ...say(
        asked.subtract(granted.possible),
        (at) => `AuthorizationPolicy ${names(allows)}: no rule allows ${who} at ${at}`,
      ),
      ...allows.flatMap((policy) => {
        const { sure, possible } = matchOf([policy], source);
        return [
          ...say(ports.intersect(sure), (at) => `AuthorizationPolicy ${policy.id} allows ${who} at ${at}`),
          ...say(
            ports.intersect(possible).subtract(granted.sure),
            (at) => `AuthorizationPolicy ${policy.id} may allow ${who} at ${at}: ${DEPENDS}`,
          ),
        ];
      }),
      ...say(
        ports.intersect(denied.possible),
        (at) => `AuthorizationPolicy ${names(denies)} may deny ${who} at ${at}: ${DEPENDS}`,
      ),
      ...say(
        ports.intersect(matchOf(customs, source).possible),
        (at) => `AuthorizationPolicy ${names(customs)}: an external authorizer decides about ${at}`,
      ),
    ],
  };
}

const DEPENDS = 'it depends on the request or on addresses, which manifests do not say';

function matchOf(policies: readonly Authorization[], source: Source): Match {
  return some(policies.flatMap(({ rules }) => rules.map((rule) => matchRule(rule, source))));
}

function names(policies: readonly Authorization[]): string {
  return policies.map(({ id }) => id).join(', ');
}
