import { isInMesh } from '../environment';
import { OAM_LABEL, PLATFORM_NAMESPACE, WORKLOAD_KIND } from '../names';
import {
  asText,
  fieldsAt,
  isFields,
  itemsAt,
  labelsOf,
  listAt,
  nameOf,
  namespaceOf,
  numberAt,
  replaced,
  textAt,
  type Fields,
  type KubeObject,
} from '../object';
import { childServices } from '../children';
import type { TranslatedComponent, Translation } from '../translation';
import { ingressAuthorization } from './ingress-authorization';
import { chooseDestination } from './ingress-destination';
import { ruleHosts, traitHosts } from './ingress-hosts';

const ISTIO = 'networking.istio.io/v1alpha3';

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
  const { state, findings } = translation;
  const hosts = traitHosts(trait, state);
  const secret = gatewaySecret(trait, hosts, translation);
  if (secret === undefined) return;
  const gateway = writeGateway(trait, hosts, secret, translation);
  const services = childServices(component, translation);
  if (services.length === 0) {
    findings.add('error', trait, {
      what: 'finds no Service of its workload, so that nothing is routed',
      got: `${component.workload.kind} ${nameOf(component.workload)}`,
      fix: 'pass the Services that other operators make of the workload as context, or put the trait on a Service component',
    });
    return;
  }
  const rules = itemsAt(trait, 'spec', 'rules');
  (rules.length === 0 ? [{}] : rules).forEach((rule, index) => {
    const own = ruleHosts(rule, trait, state);
    if (own.problem !== undefined) findings.add('error', trait, own.problem);
    const { destination, problem } = chooseDestination(rule, services);
    if (destination === undefined) findings.add('error', trait, problem);
    else {
      state.write(virtualService(trait, component, rule, index, own.hosts ?? [], gateway, destination));
      const affinity = destinationRule(trait, rule, index, destination, translation);
      if (affinity !== undefined) state.write(affinity);
    }
    for (const policy of ingressAuthorization(trait, rule, index, hosts, findings)) state.write(policy);
  });
  warnAboutHosts(trait, hosts, rules, translation);
}

function warnAboutHosts(
  trait: KubeObject,
  hosts: readonly string[],
  rules: readonly Fields[],
  { findings }: Translation,
): void {
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

/** The Secret of the Gateway server: that of the trait, or that of a Certificate; nothing when nothing may be made. */
function gatewaySecret(
  trait: KubeObject,
  hosts: readonly string[],
  { state, findings }: Translation,
): string | undefined {
  const tls = fieldsAt(trait, 'spec', 'tls');
  const given = textAt(tls, 'secretName') ?? '';
  if (given !== '') {
    if (itemsAt(trait, 'spec', 'rules').every((rule) => listAt(rule, 'hosts').length > 0)) return given;
    findings.add('error', trait, {
      what: 'names a TLS Secret and has a rule without hosts, so that nothing is made of it',
      got: given,
      fix: 'give each rule a host, or leave tls out',
    });
    return undefined;
  }
  const base = `${namespaceOf(trait)}-${nameOf(trait)}-cert`;
  state.write({
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: { name: base, namespace: PLATFORM_NAMESPACE.istio },
    spec: {
      ...(hosts.length > 0 && { dnsNames: [...hosts] }),
      secretName: `${base}-secret`,
      issuerRef: { name: 'verrazzano-cluster-issuer', kind: 'ClusterIssuer' },
    },
  });
  return `${base}-secret`;
}

/** All traits of an application share one Gateway, in which each has a server. */
function writeGateway(trait: KubeObject, hosts: readonly string[], secret: string, { state }: Translation): string {
  const namespace = namespaceOf(trait);
  const name = `${namespace}-${labelsOf(trait)[OAM_LABEL.app] ?? ''}-gw`;
  const there = state.get('networking.istio.io', 'Gateway', namespace, name);
  const server = {
    name: nameOf(trait),
    ...(hosts.length > 0 && { hosts: [...hosts] }),
    port: { name: `https-${nameOf(trait)}`, number: 443, protocol: 'HTTPS' },
    tls: { mode: 'SIMPLE', credentialName: secret },
  };
  state.write({
    apiVersion: ISTIO,
    kind: 'Gateway',
    metadata: there?.metadata ?? { name, namespace },
    spec: {
      ...fieldsAt(there, 'spec'),
      selector: { istio: 'ingressgateway' },
      servers: withServer(itemsAt(there, 'spec', 'servers'), server),
    },
  });
  return name;
}

function withServer(servers: readonly Fields[], server: Fields): Fields[] {
  const [first] = servers;
  const isOfBefore13 =
    servers.length === 1 && (textAt(first, 'name') ?? '') === '' && textAt(first, 'port', 'name') === 'https';
  if (isOfBefore13) return [server];
  const index = servers.findIndex(({ name }) => name === server.name);
  return index < 0 ? [...servers, server] : replaced(servers, index, server);
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

function destinationRule(
  trait: KubeObject,
  rule: Fields,
  index: number,
  destination: Fields,
  { state }: Translation,
): KubeObject | undefined {
  const cookie = fieldsAt(rule, 'destination').httpCookie;
  if (!isFields(cookie)) return undefined;
  const [name, path] = [textAt(cookie, 'name') ?? '', textAt(cookie, 'path') ?? ''];
  return {
    apiVersion: ISTIO,
    kind: 'DestinationRule',
    metadata: { name: `${nameOf(trait)}-rule-${index}-dr`, namespace: namespaceOf(trait) },
    spec: {
      host: destination.host,
      trafficPolicy: {
        loadBalancer: {
          consistentHash: {
            httpCookie: {
              ...(name !== '' && { name }),
              ...(path !== '' && { path }),
              ttl: `${numberAt(cookie, 'ttl') ?? 0}s`,
            },
          },
        },
        // Mode DISABLE is the zero value of the enumeration, which the API server leaves out.
        tls: isInMesh(state, namespaceOf(trait)) ? { mode: 'ISTIO_MUTUAL' } : {},
      },
    },
  };
}
