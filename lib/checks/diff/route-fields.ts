import type { JsonValue } from '../../values/json';
import { isZero, isGone, type FieldRow } from './field-row';

const INGRESS = /^(?:networking\.k8s\.io|extensions)\/Ingress$/;
const VIRTUAL = /^networking\.istio\.io\/VirtualService$/;
const RULE = /^networking\.istio\.io\/DestinationRule$/;
const ROUTES = /^gateway\.networking\.k8s\.io\/(?:HTTP|GRPC|TLS|TCP|UDP)Route$/;
const OPENSHIFT = /^route\.openshift\.io\/Route$/;
const PROXIES = /^(?:traefik\.(?:io|containo\.us)\/IngressRoute(?:TCP|UDP)?|projectcontour\.io\/HTTPProxy)$/;
const SERVICE = /^\/Service$/;

const ELSEWHERE = 'requests lead elsewhere';
const had = (before: JsonValue | undefined): boolean => before !== undefined;
const has = (_: JsonValue | undefined, after: JsonValue | undefined): boolean => after !== undefined;
/** Modes of TLS to a host. */
const encrypts = (value: JsonValue | undefined): boolean =>
  /\b(?:SIMPLE|MUTUAL|ISTIO_MUTUAL)\b/.test(JSON.stringify(value ?? ''));
const wasEncrypted = (before: JsonValue | undefined, after: JsonValue | undefined): boolean =>
  encrypts(before) && !encrypts(after);

/** Annotations of Services by which clouds give a load balancer an internal or a public address. */
const BALANCERS = /^metadata\.annotations(?:\["[^"]*load-balancer-(?:internal|scheme|type)[^"]*"\])?$/;
const BALANCING = /"[^"]*load-balancer-(?:internal|scheme|type)[^"]*":"[^"]*"/g;

/** What annotations say of it: all of them, or the one that a path leads to. */
function balancing(value: JsonValue | undefined, path: string): string {
  const text = JSON.stringify(value ?? '');
  return path.endsWith('annotations') ? (text.match(BALANCING) ?? []).join() : text;
}

/**
 * Where requests are led to. Sources: API references of Kubernetes, Istio, the Gateway API, OpenShift, Traefik and Contour.
 */
export const ROUTE_FIELDS: readonly FieldRow[] = [
  {
    kinds: INGRESS,
    path: /^spec\.(?:rules.*\.backend\b|defaultBackend|backend)/,
    risk: 'selector',
    text: ELSEWHERE,
    when: (before, after) => had(before) && after !== undefined,
    alone: true,
  },
  {
    kinds: INGRESS,
    path: /^spec\.(?:rules.*|defaultBackend|backend)$/,
    risk: 'removal',
    text: 'clients no longer reach what they did',
    when: isGone,
    alone: true,
  },
  {
    kinds: VIRTUAL,
    path: /^spec\.(?:http|tls|tcp)(?!.*\.(?:weight|timeout|retries|corsPolicy|headers|fault|mirror\w*|statPrefix)\b|\[[^\]]*\]\.name$)/,
    risk: 'selector',
    text: ELSEWHERE,
    alone: true,
  },
  {
    kinds: VIRTUAL,
    path: /\.mirrors?$|\.mirrors?\.(?:host|subset|port)|\.mirrors?\[/,
    risk: 'exposure',
    text: 'another server gets copies of the requests',
    when: has,
  },
  {
    kinds: VIRTUAL,
    path: /\.fault\b/,
    risk: 'removal',
    text: 'requests are delayed or refused on purpose',
    when: has,
  },
  {
    kinds:
      /^(?:networking\.istio\.io\/VirtualService|gateway\.networking\.k8s\.io\/\w+Route|route\.openshift\.io\/Route)$/,
    path: /\.weight$/,
    risk: 'removal',
    text: 'no requests reach the destination any more',
    when: (before, after) => isZero(after) && !isZero(before),
    alone: true,
  },
  {
    kinds:
      /^(?:networking\.istio\.io\/VirtualService|gateway\.networking\.k8s\.io\/\w+Route|route\.openshift\.io\/Route)$/,
    path: /\.weight$/,
    risk: 'image',
    text: 'another share of the requests reaches the destination',
    alone: true,
  },
  { kinds: RULE, path: /^spec\.host$/, risk: 'selector', text: 'the rule is about another host' },
  {
    kinds: RULE,
    path: /\btrafficPolicy$|\.tls(?:\.mode)?$/,
    risk: 'access',
    text: 'connections to the host are no longer encrypted',
    when: wasEncrypted,
  },
  {
    kinds: RULE,
    path: /\.insecureSkipVerify$/,
    risk: 'access',
    text: 'the certificate of the host is not verified',
    when: (_, after) => after === true,
  },
  {
    kinds: ROUTES,
    path: /^spec\.rules(?!\[[^\]]*\](?:\.name)?$|.*\.(?:weight|timeouts|retry|sessionPersistence)\b)/,
    risk: 'selector',
    text: ELSEWHERE,
    alone: true,
  },
  {
    kinds: ROUTES,
    path: /^spec\.rules\[[^\]]*\]$/,
    risk: 'removal',
    text: 'clients no longer reach what they did',
    when: isGone,
  },
  {
    kinds: ROUTES,
    path: /^spec\.rules\[[^\]]*\]$/,
    risk: 'exposure',
    text: 'other requests are served',
    when: has,
  },
  { kinds: OPENSHIFT, path: /^spec\.(?:to|alternateBackends|port)(?!.*\.weight$)/, risk: 'selector', text: ELSEWHERE },
  {
    kinds: OPENSHIFT,
    path: /^spec\.(?:host|subdomain|path|wildcardPolicy)$/,
    risk: 'exposure',
    text: 'requests for other hosts are served',
  },
  { kinds: OPENSHIFT, path: /^spec\.tls$/, risk: 'exposure', text: 'traffic is no longer encrypted', when: isGone },
  {
    kinds: OPENSHIFT,
    path: /\.(?:termination|insecureEdgeTerminationPolicy)$/,
    risk: 'exposure',
    text: 'traffic is encrypted in another way',
    alone: true,
  },
  { kinds: PROXIES, path: /^spec\.(?:routes|virtualhost|tcpproxy|entryPoints)/, risk: 'selector', text: ELSEWHERE },
  {
    kinds: /^(?:\/Endpoints|discovery\.k8s\.io\/EndpointSlice)$/,
    path: /^(?:subsets|endpoints|ports)\b/,
    risk: 'selector',
    text: ELSEWHERE,
  },
  {
    kinds: SERVICE,
    path: /^spec\.type$/,
    risk: 'removal',
    text: 'clients outside of the cluster no longer reach the Service',
    when: (before, after) =>
      (before === 'LoadBalancer' && after !== 'LoadBalancer') ||
      (before === 'NodePort' && after !== 'LoadBalancer' && after !== 'NodePort'),
  },
  {
    kinds: SERVICE,
    path: /\.nodePort$/,
    risk: 'removal',
    text: 'clients no longer find the port of the nodes',
    when: had,
    alone: true,
  },
  {
    kinds: SERVICE,
    path: /^spec\.publishNotReadyAddresses$/,
    risk: 'removal',
    text: 'requests reach pods that are not ready',
    when: (_, after) => after === true,
  },
  {
    kinds: SERVICE,
    path: BALANCERS,
    risk: 'exposure',
    text: 'the load balancer may get an address of another network, or of the internet',
    when: (before, after, path) => balancing(before, path) !== balancing(after, path),
  },
];
