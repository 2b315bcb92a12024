import { isDeepStrictEqual } from 'util';
import { isDnsSubdomain } from '../../../values/names';
import type { Findings } from '../finding';
import { PLATFORM_NAMESPACE } from '../names';
import { INGRESS_TRAIT } from '../result-warnings';
import {
  copyOf,
  fieldsAt,
  itemsAt,
  isFields,
  labelsOf,
  listAt,
  nameOf,
  namespaceOf,
  textAt,
  valueAt,
  type Fields,
  type KubeObject,
} from '../object';
import type { Translation } from '../translation';

/**
 * Writes the AuthorizationPolicies of a rule. Those of all namespaces are in one, under names that do not hold the namespace; where
 * two share a name the last one stays, or, where mistakes are corrected, one policy has the rules of both.
 * @param trait - the IngressTrait
 * @param rule - the rule
 * @param index - place of the rule
 * @param hosts - hosts of the whole trait
 * @param translation - what is worked on
 */
export function writeIngressAuthorization(
  trait: KubeObject,
  rule: Fields,
  index: number,
  hosts: readonly string[],
  translation: Translation,
): void {
  for (const made of ingressAuthorization(trait, rule, index, hosts, translation)) {
    writePolicy(made, trait, translation);
  }
}

function writePolicy(made: KubeObject, trait: KubeObject, { state, findings, corrected }: Translation): void {
  const there = state.get('security.istio.io', 'AuthorizationPolicy', namespaceOf(made), nameOf(made));
  const owner = there === undefined ? undefined : labelsOf(there)[INGRESS_TRAIT];
  const isOfOther = owner !== undefined && owner !== labelsOf(made)[INGRESS_TRAIT];
  if (corrected && there !== undefined && (isOfOther || state.isWritten(there))) {
    const rules = [...itemsAt(there, 'spec', 'rules'), ...itemsAt(made, 'spec', 'rules')];
    state.write({ ...there, spec: { ...fieldsAt(made, 'spec'), rules: distinct(rules) } });
    return;
  }
  if (isOfOther) {
    findings.add('warning', trait, {
      what: `has an AuthorizationPolicy whose name IngressTrait ${owner} has too; the last one stays, as in release 1.7.2`,
      got: nameOf(made),
      fix: 'rename one of the traits',
    });
  }
  state.write(made);
}

function distinct(rules: readonly Fields[]): Fields[] {
  return rules.filter((each, index) => rules.findIndex((other) => isDeepStrictEqual(other, each)) === index);
}

/**
 * The AuthorizationPolicies of a rule: for all of its paths as soon as one of them has a policy, since a request that no policy allows is
 * refused then.
 * @param trait - the IngressTrait
 * @param rule - the rule
 * @param index - place of the rule
 * @param hosts - hosts of the whole trait
 * @param translation - what is worked on
 */
function ingressAuthorization(
  trait: KubeObject,
  rule: Fields,
  index: number,
  hosts: readonly string[],
  { findings, corrected }: Translation,
): KubeObject[] {
  const paths = itemsAt(rule, 'paths');
  if (!paths.some((path) => isFields(path.authorizationPolicy))) return [];
  const seen = new Map<string, string>();
  return paths.flatMap((path): KubeObject[] => {
    const text = textAt(path, 'path') ?? '';
    const suffix = text.replaceAll('/', '');
    const plain = `${nameOf(trait)}-rule-${index}-authz${suffix === '' ? '' : `-${suffix}`}`;
    const name = corrected ? validName(plain) : plain;
    const given = isFields(path.authorizationPolicy);
    const rules = given ? itemsAt(path, 'authorizationPolicy', 'rules') : [{}];
    if (given && rules.some((each) => !isFields(each.from))) {
      const fix = 'add from.requestPrincipals to each rule of authorizationPolicy';
      findings.add('error', trait, { what: 'has a path whose authorization has no from', got: text, fix });
      return [];
    }
    if (!corrected) warnSameName(trait, name, text, seen, findings);
    return [
      policy(
        trait,
        name,
        rules.map((each) => policyRule(each, text, hosts)),
      ),
    ];
  });
}

/** A name that the API server takes; most are valid as they are. */
function validName(name: string): string {
  const cleaned = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 253);
  return isDnsSubdomain(name) ? name : cleaned.replace(/^-|-$/g, '');
}

function warnSameName(
  trait: KubeObject,
  name: string,
  path: string,
  seen: Map<string, string>,
  findings: Findings,
): void {
  const other = seen.get(name);
  seen.set(name, path);
  if (other === undefined) return;
  findings.add('warning', trait, {
    what: `has two paths whose AuthorizationPolicies share the name ${name}; the last one stays, as in release 1.7.2`,
    got: `${other}, ${path}`,
    fix: 'put them into rules of their own',
  });
}

function policy(trait: KubeObject, name: string, rules: Fields[]): KubeObject {
  return {
    apiVersion: 'security.istio.io/v1beta1',
    kind: 'AuthorizationPolicy',
    metadata: {
      name,
      namespace: PLATFORM_NAMESPACE.istio,
      labels: { [INGRESS_TRAIT]: `${namespaceOf(trait)}-${nameOf(trait)}` },
    },
    spec: { selector: { matchLabels: { istio: 'ingressgateway' } }, ...(rules.length > 0 && { rules }) },
  };
}

function policyRule(rule: Fields, path: string, hosts: readonly string[]): Fields {
  const when = valueAt(rule, 'when');
  const principals = listAt(rule, 'from', 'requestPrincipals');
  return {
    ...(isFields(rule.from) && {
      from: [{ source: principals.length > 0 ? { requestPrincipals: copyOf(principals) } : {} }],
    }),
    ...(path !== '' && { to: [{ operation: { ...(hosts.length > 0 && { hosts: [...hosts] }), paths: [path] } }] }),
    ...(Array.isArray(when) &&
      when.length > 0 && { when: when.filter(isFields).map(({ key, values }) => copyOf({ key, values })) }),
  };
}
