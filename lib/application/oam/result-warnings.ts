import { istioProblems } from '../../checks/istio-problems';
import type { JsonObject } from '../../values/json';
import { isDnsSubdomain } from '../../values/names';
import { PLATFORM_NAMESPACE } from './names';
import { asText, groupOf, itemsAt, labelsOf, listAt, nameOf, namespaceOf, textAt, type KubeObject } from './object';
import type { Translation } from './translation';

/** Label of the AuthorizationPolicies of IngressTraits. */
export const INGRESS_TRAIT = 'verrazzano.io/ingress-trait';

/**
 * Warns about what release 1.7.2 makes and a reader would not expect, as far as the objects show it.
 * @param translation - what was worked on
 */
export function warnAboutResult(translation: Translation): void {
  const { state, findings } = translation;
  const objects = state.result;
  // What lacks something because of an error is not looked at.
  const isWhole = findings.all.every(({ severity }) => severity === 'warning');
  for (const object of objects) {
    if (object.kind === 'Gateway') warnGateway(object, translation);
    if (isIngressPolicy(object)) warnPolicy(object, translation);
    if (isWhole) addRefused(object, translation);
  }
  warnAffinity(objects, translation);
}

/** What Istio refuses: release 1.7.2 then reports the trait as failed. */
function addRefused(object: KubeObject, { findings, corrected }: Translation): void {
  for (const { what, got } of istioProblems(object as JsonObject)) {
    // A host without an address is a finding of its own.
    if (got?.includes('..') === true) continue;
    findings.add(corrected ? 'error' : 'warning', object, {
      what: `is refused by the webhook of istiod: ${what}`,
      ...(got !== undefined && { got }),
      fix: 'correct the trait',
    });
  }
}

function isIngressPolicy(object: KubeObject): boolean {
  return object.kind === 'AuthorizationPolicy' && labelsOf(object)[INGRESS_TRAIT] !== undefined;
}

function warnGateway(gateway: KubeObject, { findings, corrected }: Translation): void {
  const seen = new Map<string, string>();
  for (const server of itemsAt(gateway, 'spec', 'servers')) {
    for (const host of listAt(server, 'hosts').map(asText)) {
      const [other, name] = [seen.get(host), textAt(server, 'name') ?? ''];
      seen.set(host, other ?? name);
      if (host.includes('..')) {
        const fix = 'give the rules hosts';
        findings.add(corrected ? 'error' : 'warning', gateway, {
          what: 'has a generated host without address, since the ingress gateway has a host name only',
          got: host,
          fix,
        });
      }
      if (other === undefined) continue;
      findings.add('warning', gateway, {
        what: `has servers ${other} and ${name} with one host and different certificates; Istio uses the first one`,
        got: host,
        fix: 'put the rules into one IngressTrait, or give each its hosts',
      });
    }
  }
}

function warnPolicy(policy: KubeObject, { findings }: Translation): void {
  findings.add('warning', `Gateway pods in ${PLATFORM_NAMESPACE.istio}`, {
    what: 'get AuthorizationPolicies of IngressTraits, so they refuse every request that none of their policies allows, even requests to other applications',
    fix: 'see that each host of the ingress gateway has a policy',
  });
  if (isDnsSubdomain(nameOf(policy))) return;
  findings.add('warning', policy, {
    what: 'has a name that the API server refuses, since it is made of the path',
    fix: 'use a path of letters, digits, - and / for paths with an authorizationPolicy',
  });
}

/** DestinationRules of cookies that are about one host. */
function warnAffinity(objects: readonly KubeObject[], { findings }: Translation): void {
  const seen = new Map<string, string>();
  for (const object of objects) {
    const host = textAt(object, 'spec', 'host');
    if (object.kind !== 'DestinationRule' || groupOf(object.apiVersion) !== 'networking.istio.io' || host === undefined)
      continue;
    const key = `${namespaceOf(object)}/${host}`;
    const other = seen.get(key);
    seen.set(key, other ?? nameOf(object));
    if (other === undefined) continue;
    findings.add('warning', object, {
      what: `is for a host that DestinationRule ${other} is for, too; Istio takes the settings of one of them`,
      got: host,
      fix: 'give the cookie in one rule only',
    });
  }
}
