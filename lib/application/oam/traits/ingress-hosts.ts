import type { OamClusterState } from '../cluster-state';
import type { FindingText } from '../finding';
import type { Translation } from '../translation';
import { OAM_LABEL, PLATFORM_NAMESPACE } from '../names';
import {
  asText,
  annotationsOf,
  itemsAt,
  labelsOf,
  listAt,
  namespaceOf,
  textAt,
  type Fields,
  type KubeObject,
} from '../object';
import { CONSOLE_INGRESS } from '../../../ingress/host-names';

const TARGET = 'external-dns.alpha.kubernetes.io/target';
const WILDCARD = 'verrazzano.io/dns.wildcard.domain';
const GATEWAY = 'istio-ingressgateway';

/** A host name, or why there is none. */
type GeneratedHost =
  | { readonly host: string; readonly problem?: undefined }
  | { readonly host?: undefined; readonly problem: FindingText };

/** Hosts of a rule, or of rules up to one, with the first problem. */
interface RuleHosts {
  /** The hosts; nothing when the generated one is needed and cannot be had. */
  readonly hosts?: readonly string[];
  /** Why. */
  readonly problem?: FindingText;
}

/**
 * The host that an application gets without asking: `<app>.<namespace>.<domain>`, of which the domain comes from the Ingress of the
 * console, and for wildcard DNS from the address of the ingress gateway. Source: application-operator, ingresstrait_controller.go.
 * @param app - name of the ApplicationConfiguration
 * @param namespace - its namespace
 * @param state - the cluster
 */
export function generatedHost(app: string, namespace: string, state: OamClusterState): GeneratedHost {
  const console = state.get('networking.k8s.io', 'Ingress', PLATFORM_NAMESPACE.system, CONSOLE_INGRESS);
  const fix = `pass Ingress ${PLATFORM_NAMESPACE.system}/${CONSOLE_INGRESS} and Service ${PLATFORM_NAMESPACE.istio}/${GATEWAY} as context, or give every rule a host`;
  const cannot = (got: string): GeneratedHost => ({
    problem: { what: 'needs a generated host, of which the domain is not known', got, fix },
  });
  if (console === undefined) return cannot('no Ingress of the console');
  const annotations = annotationsOf(console);
  const target = annotations[TARGET] ?? '';
  if (target === '') return cannot(`no annotation ${TARGET}`);
  const suffix = annotations[WILDCARD] ?? '';
  if (suffix === '') return { host: `${app}.${namespace}.${target.slice(CONSOLE_INGRESS.length + 1)}` };
  const gateway = state.get('', 'Service', PLATFORM_NAMESPACE.istio, GATEWAY);
  if (gateway === undefined) return cannot('no Service of the ingress gateway');
  const type = textAt(gateway, 'spec', 'type') ?? '';
  if (type !== 'LoadBalancer' && type !== 'NodePort') return cannot(`a gateway of type ${type}`);
  const [external] = listAt(gateway, 'spec', 'externalIPs');
  const [balancer] = itemsAt(gateway, 'status', 'loadBalancer', 'ingress');
  if (external === undefined && balancer === undefined) return cannot('a gateway without address');
  const ip = typeof external === 'string' ? external : (textAt(balancer, 'ip') ?? '');
  return { host: `${app}.${namespace}.${ip}.${suffix}` };
}

/**
 * The hosts of a rule after those that are there. Empty ones and wildcards are dropped; a rule that has none left gets the generated host.
 * @param rule - the rule
 * @param trait - the IngressTrait
 * @param state - the cluster
 * @param before - hosts of earlier rules
 */
export function ruleHosts(
  rule: Fields,
  trait: KubeObject,
  state: OamClusterState,
  before: readonly string[] = [],
): RuleHosts {
  const hosts = [...before];
  let needsHost = true;
  const has = (host: string): boolean => hosts.some((each) => each.toLowerCase() === host.toLowerCase());
  for (const given of listAt(rule, 'hosts')) {
    const host = asText(given).trim();
    if (!has(host)) {
      if (host === '' || host.includes('*')) continue;
      hosts.push(host.toLowerCase());
    }
    needsHost = false;
  }
  if (!needsHost) return { hosts };
  const { host, problem } = generatedHost(labelsOf(trait)[OAM_LABEL.app] ?? '', namespaceOf(trait), state);
  if (host === undefined) return { problem };
  if (!has(host)) hosts.push(host);
  return { hosts };
}

/** The rules of a trait; a trait without rules routes as if it had an empty one. */
export function ingressRules(trait: KubeObject): readonly Fields[] {
  const rules = itemsAt(trait, 'spec', 'rules');
  return rules.length === 0 ? [{}] : rules;
}

/**
 * The hosts of all rules of a trait: none for a trait without rules, and after a rule that fails the list begins again, so that
 * hosts of earlier rules are lost. Where mistakes are corrected neither is so.
 * @param trait - the IngressTrait
 * @param translation - what is worked on
 */
export function traitHosts(trait: KubeObject, { state, corrected }: Translation): readonly string[] {
  let all: readonly string[] = [];
  for (const rule of corrected ? ingressRules(trait) : itemsAt(trait, 'spec', 'rules')) {
    all = ruleHosts(rule, trait, state, all).hosts ?? (corrected ? all : []);
  }
  return all;
}
