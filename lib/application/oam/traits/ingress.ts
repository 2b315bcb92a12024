import { childServices } from '../children';
import { WORKLOAD_KIND } from '../names';
import { asText, itemsAt, listAt, nameOf, namespaceOf, textAt, type Fields, type KubeObject } from '../object';
import type { TranslatedComponent, Translation } from '../translation';
import { writeAffinity } from './ingress-affinity';
import { writeIngressAuthorization } from './ingress-authorization';
import { chooseDestination } from './ingress-destination';
import { gatewaySecret, ISTIO, servedHosts, writeGateway } from './ingress-gateway';
import { ingressRules, ruleHosts, traitHosts } from './ingress-hosts';

/**
 * What release 1.7.2 makes of an IngressTrait: a Certificate, a server of the application's Gateway, and for each rule a VirtualService,
 * a DestinationRule for cookies and AuthorizationPolicies. Source: application-operator, ingresstrait_controller.go.
 * @param trait - the trait
 * @param component - its component
 * @param translation - what is worked on
 */
export function translateIngressTrait(
  trait: KubeObject,
  component: TranslatedComponent,
  translation: Translation,
): void {
  const { state, findings, corrected } = translation;
  const rules = ingressRules(trait);
  const hosts = traitHosts(trait, translation);
  const served = servedHosts(trait, hosts, translation);
  const secret = gatewaySecret(trait, served, translation);
  if (secret === undefined) return;
  const gateway = writeGateway(trait, served, secret, translation);
  const services = childServices(component, translation);
  if (services.length === 0 && !(corrected && rules.every(namesHost))) {
    findings.add('error', trait, {
      what: 'finds no Service for its workload, so nothing is routed',
      got: `${component.workload.kind} ${nameOf(component.workload)}`,
      fix: 'pass the Services that other operators make of the workload as context, or put the trait on a Service component',
    });
    return;
  }
  rules.forEach((rule, index) => {
    const own = ruleHosts(rule, trait, state);
    if (own.problem !== undefined) findings.add('error', trait, own.problem);
    const { destination, problem } = chooseDestination(rule, services);
    if (destination === undefined) findings.add('error', trait, problem);
    else {
      state.write(virtualService(trait, component, rule, index, own.hosts ?? [], gateway, destination));
      writeAffinity(trait, rule, index, destination, translation);
    }
    writeIngressAuthorization(trait, rule, index, hosts, translation);
  });
  warnAboutHosts(trait, hosts, translation);
}

/** Whether a rule names the host that it routes to. */
function namesHost(rule: Fields): boolean {
  return (textAt(rule, 'destination', 'host') ?? '') !== '';
}

function warnAboutHosts(trait: KubeObject, hosts: readonly string[], { findings }: Translation): void {
  const rules = itemsAt(trait, 'spec', 'rules');
  const wildcards = rules.flatMap((rule) => listAt(rule, 'hosts').map(asText)).filter((host) => host.includes('*'));
  if (wildcards.length > 0) {
    const fix = 'name each host';
    findings.add('warning', trait, {
      what: 'has hosts with wildcards, which release 1.7.2 drops',
      got: wildcards.join(', '),
      fix,
    });
  }
  if (hosts.length > 0 || rules.length > 0) return;
  findings.add('warning', trait, {
    what: 'has no rules: its Gateway server and Certificate have no hosts, as in release 1.7.2, and nothing is reached through them',
    fix: 'add a rule to spec.rules',
  });
}

function virtualService(
  trait: KubeObject,
  component: TranslatedComponent,
  rule: Fields,
  index: number,
  hosts: readonly string[],
  gateway: string,
  destination: Fields,
): KubeObject {
  const paths = itemsAt(rule, 'paths');
  const isWebLogic = component.workload.kind === WORKLOAD_KIND.weblogic;
  return {
    apiVersion: ISTIO,
    kind: 'VirtualService',
    metadata: { name: `${nameOf(trait)}-rule-${index}-vs`, namespace: namespaceOf(trait) },
    spec: {
      gateways: [gateway],
      ...(hosts.length > 0 && { hosts: [...hosts] }),
      http: [
        {
          match: (paths.length === 0 ? [{}] : paths).map((path) => ({ uri: pathMatch(path) })),
          route: [{ destination }],
          ...(isWebLogic && { headers: { request: { add: { 'WL-Proxy-SSL': 'true' } } } }),
        },
      ],
    },
  };
}

/** Types other than regex and prefix are exact; the path / is a prefix where no type is given. */
function pathMatch(path: Fields): Fields {
  const trimmed = (textAt(path, 'path') ?? '').trim();
  const value = trimmed === '' ? '/' : trimmed;
  const given = (textAt(path, 'pathType') ?? '').trim().toLowerCase();
  const type = given === '' && value === '/' ? 'prefix' : given;
  return { [type === 'regex' || type === 'prefix' ? type : 'exact']: value };
}
