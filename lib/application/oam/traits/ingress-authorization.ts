import type { Findings } from '../finding';
import { PLATFORM_NAMESPACE } from '../names';
import {
  copyOf,
  itemsAt,
  isFields,
  listAt,
  nameOf,
  namespaceOf,
  textAt,
  valueAt,
  type Fields,
  type KubeObject,
} from '../object';

/**
 * The AuthorizationPolicies of a rule: for all of its paths as soon as one of them has a policy, since a request that no policy allows is
 * refused then.
 * @param trait - the IngressTrait
 * @param rule - the rule
 * @param index - place of the rule
 * @param hosts - hosts of the whole trait
 * @param findings - where problems go
 */
export function ingressAuthorization(
  trait: KubeObject,
  rule: Fields,
  index: number,
  hosts: readonly string[],
  findings: Findings,
): KubeObject[] {
  const paths = itemsAt(rule, 'paths');
  if (!paths.some((path) => isFields(path.authorizationPolicy))) return [];
  const seen = new Map<string, string>();
  return paths.flatMap((path): KubeObject[] => {
    const text = textAt(path, 'path') ?? '';
    const suffix = text.replaceAll('/', '');
    const name = `${nameOf(trait)}-rule-${index}-authz${suffix === '' ? '' : `-${suffix}`}`;
    const given = isFields(path.authorizationPolicy);
    const rules = given ? itemsAt(path, 'authorizationPolicy', 'rules') : [{}];
    if (given && rules.some((each) => !isFields(each.from))) {
      const fix = 'add from.requestPrincipals to each rule of authorizationPolicy';
      findings.add('error', trait, { what: 'has a path whose authorization has no from', got: text, fix });
      return [];
    }
    warnSameName(trait, name, text, seen, findings);
    return [
      policy(
        trait,
        name,
        rules.map((each) => policyRule(each, text, hosts)),
      ),
    ];
  });
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
      labels: { 'verrazzano.io/ingress-trait': `${namespaceOf(trait)}-${nameOf(trait)}` },
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
