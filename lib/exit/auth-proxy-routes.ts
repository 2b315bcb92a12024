import type { KubernetesManifest } from '../definition/kubernetes-manifest';
import type { Platform } from '../definition/platform';
import { USER_HEADER } from '../installer/delivery/objects/grafana-values';
import { MESH_API_VERSIONS } from '../mesh/api-versions';
import { isJsonObject, type JsonObject } from '../values/json';
import { CERT_MANAGER_API, platformIssuer } from '../ingress/issuers';
import { OAUTH2_PROXY_PORT, type ProxiedConsole } from './auth-proxy-consoles';
import { NGINX } from '../definition/ingress';

/** Headers in which the proxy says who the user is. */
const USER_HEADERS = ['X-Auth-Request-User', 'X-Auth-Request-Email', USER_HEADER.oauth2Proxy];

/** Name of the extension provider in the settings of the mesh. */
const PROVIDER = 'oauth2-proxy';

/** Objects that lead to the consoles, and settings of the mesh. */
export interface ConsoleRoutes {
  /** The objects. */
  readonly manifests: readonly KubernetesManifest[];
  /** Settings of the mesh. */
  readonly meshConfig: JsonObject;
}

/**
 * Two Ingresses per console: one to the console, for which the ingress controller asks the proxy, and one for signing in.
 * @param platform - the profile
 * @param consoles - the consoles
 * @param namespace - namespace of oauth2-proxy
 */
export function ingressObjects(
  platform: Platform,
  consoles: readonly ProxiedConsole[],
  namespace: string,
): ConsoleRoutes {
  const service = `http://oauth2-proxy.${namespace}.svc.cluster.local:${OAUTH2_PROXY_PORT}`;
  const issuer = platformIssuer(platform).issuer.name;
  const manifests = consoles.flatMap((console): KubernetesManifest[] => {
    const { name, tlsSecret } = console.ingress.ingress;
    const { spec } = console.ingress.manifest;
    const className =
      isJsonObject(spec) && typeof spec['ingressClassName'] === 'string' ? spec['ingressClassName'] : '';
    const route = (
      suffix: string,
      where: string,
      path: string,
      backend: JsonObject,
      annotations: Record<string, string>,
    ) => ({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: {
        name: `${name}${suffix}`,
        namespace: where,
        annotations: { 'cert-manager.io/cluster-issuer': issuer, ...annotations },
      },
      spec: {
        ingressClassName: className,
        rules: [{ host: console.host, http: { paths: [{ path, pathType: 'Prefix', backend: { service: backend } }] } }],
        tls: [{ hosts: [console.host], secretName: `${tlsSecret}${suffix}` }],
      },
    });
    return [
      route(
        '-console',
        console.namespace,
        '/',
        { name: console.service, port: { number: console.port } },
        {
          [`${NGINX}/auth-url`]: `${service}/oauth2/auth`,
          [`${NGINX}/auth-signin`]: 'https://$host/oauth2/start?rd=$escaped_request_uri',
          [`${NGINX}/auth-response-headers`]: USER_HEADERS.join(','),
          [`${NGINX}/service-upstream`]: 'true',
          [`${NGINX}/upstream-vhost`]: `${console.service}.${console.namespace}.svc.cluster.local`,
        },
      ),
      route(
        '-login',
        namespace,
        '/oauth2',
        { name: 'oauth2-proxy', port: { number: OAUTH2_PROXY_PORT } },
        {
          [`${NGINX}/service-upstream`]: 'true',
          [`${NGINX}/upstream-vhost`]: console.host,
        },
      ),
    ];
  });
  return { manifests, meshConfig: {} };
}

/**
 * A Gateway, and a VirtualService and a Certificate per console, and one AuthorizationPolicy by which the ingress gateway asks the proxy.
 * @param platform - the profile
 * @param consoles - the consoles
 * @param namespace - namespace of oauth2-proxy
 */
export function meshObjects(platform: Platform, consoles: readonly ProxiedConsole[], namespace: string): ConsoleRoutes {
  const hosts = [...new Set(consoles.map(({ host }) => host))].sort();
  const gateway = { name: 'consoles', namespace: 'istio-system' };
  const service = `oauth2-proxy.${namespace}.svc.cluster.local`;
  const routes = consoles.map(({ ingress, host, namespace: where, service: name, port }): KubernetesManifest => {
    const to = (address: string, number: number): JsonObject => ({
      route: [{ destination: { host: address, port: { number } } }],
    });
    return {
      apiVersion: MESH_API_VERSIONS.VirtualService,
      kind: 'VirtualService',
      metadata: { name: `${ingress.ingress.name}-console`, namespace: where },
      spec: {
        hosts: [host],
        gateways: [`${gateway.namespace}/${gateway.name}`],
        http: [
          { match: [{ uri: { prefix: '/oauth2' } }], ...to(service, OAUTH2_PROXY_PORT) },
          to(`${name}.${where}.svc.cluster.local`, port),
        ],
      },
    };
  });
  const manifests: KubernetesManifest[] = [
    {
      apiVersion: MESH_API_VERSIONS.Gateway,
      kind: 'Gateway',
      metadata: gateway,
      spec: {
        selector: { app: 'istio-ingressgateway', istio: 'ingressgateway' },
        servers: consoles.map(({ ingress, host }) => ({
          port: { number: 443, name: `https-${ingress.ingress.name}`, protocol: 'HTTPS' },
          hosts: [host],
          tls: { mode: 'SIMPLE', credentialName: ingress.ingress.tlsSecret },
        })),
      },
    },
    ...routes,
    ...consoles.map(({ ingress, host }) => ({
      apiVersion: CERT_MANAGER_API,
      kind: 'Certificate',
      metadata: { name: ingress.ingress.tlsSecret, namespace: gateway.namespace },
      spec: {
        secretName: ingress.ingress.tlsSecret,
        dnsNames: [host],
        issuerRef: { ...platformIssuer(platform).issuer },
      },
    })),
    {
      apiVersion: MESH_API_VERSIONS.AuthorizationPolicy,
      kind: 'AuthorizationPolicy',
      metadata: { name: 'consoles', namespace: gateway.namespace },
      spec: {
        selector: { matchLabels: { app: 'istio-ingressgateway' } },
        action: 'CUSTOM',
        provider: { name: PROVIDER },
        rules: [{ to: [{ operation: { hosts, notPaths: ['/oauth2/*'] } }] }],
      },
    },
  ];
  const provider = {
    name: PROVIDER,
    envoyExtAuthzHttp: {
      service,
      port: OAUTH2_PROXY_PORT,
      includeRequestHeadersInCheck: ['authorization', 'cookie'],
      headersToUpstreamOnAllow: USER_HEADERS.map((header) => header.toLowerCase()),
      headersToDownstreamOnDeny: ['content-type', 'set-cookie', 'location'],
    },
  };
  return consoles.length === 0
    ? { manifests: [], meshConfig: {} }
    : { manifests, meshConfig: { extensionProviders: [provider] } };
}
