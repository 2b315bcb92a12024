import { CLUSTER_ISSUER } from '../values/certificates';
import type { Creator } from './creator';
import type { ComponentDefinition } from './definition';
import type { IngressBackend, IngressDefinition } from './ingress-definition';
import type { NamespaceName } from './namespaces';

/** Service in front of the components whose users sign in at the platform. */
const AUTH_PROXY = { service: 'verrazzano-authproxy', namespace: 'verrazzano-system' } as const;

/** Prefix of the annotations of the ingress controller. */
export const NGINX = 'nginx.ingress.kubernetes.io';

/** Annotations of every Ingress of the auth proxy: the Service name is hidden, and uploads of a few megabytes are allowed. */
const AUTH_PROXY_ANNOTATIONS = {
  'proxy-body-size': '6M',
  'rewrite-target': '/$2',
  'service-upstream': 'true',
  'upstream-vhost': '${service_name}.${namespace}.svc.cluster.local',
};

/** An Ingress, with defaults filled in. */
export interface Ingress {
  /** Name. */
  readonly name: string;
  /** Namespace. */
  readonly namespace: NamespaceName;
  /** Labels before `<environment name>.<DNS suffix>`. */
  readonly host: string;
  /** Path; undefined when the rule has none. */
  readonly path: string | undefined;
  /** Whether requests pass the auth proxy. */
  readonly through: 'authproxy' | 'direct';
  /** Service behind it. */
  readonly backend: IngressBackend;
  /** Secret of the certificate. */
  readonly tlsSecret: string;
  /** Whether it exists only with certain chart values. */
  readonly optional: boolean;
  /** What creates it. */
  readonly createdBy: Creator;
  /** The declared facts. */
  readonly definition: IngressDefinition;
}

/**
 * The Ingresses of a component, with defaults filled in.
 * @param definition - the component
 */
export function ingressesOf(definition: ComponentDefinition): readonly Ingress[] {
  return Object.entries(definition.ingresses ?? {}).map(([name, facts]) => ({
    name,
    namespace: facts.namespace ?? (facts.through === 'direct' ? definition.namespace : AUTH_PROXY.namespace),
    host: facts.host,
    path: facts.path === undefined ? (facts.through === 'direct' ? '/' : '/()(.*)') : (facts.path ?? undefined),
    through: facts.through,
    backend: facts.backend ?? { service: AUTH_PROXY.service, port: facts.authproxyPort ?? 'http-api' },
    tlsSecret: facts.tlsSecret,
    optional: facts.onlyWhen?.otherwise === false,
    createdBy: facts.createdBy ?? definition.createdBy ?? 'chart',
    definition: facts,
  }));
}

/**
 * Annotations of an Ingress, apart from those of ExternalDNS.
 * @param ingress - the Ingress
 * @param domain - `<environment name>.<DNS suffix>`
 */
export function ingressAnnotations(ingress: Ingress, domain: string): Readonly<Record<string, string>> {
  const facts = ingress.definition;
  const host = `${ingress.host}.${domain}`;
  const nginx: Record<string, string | null> = {
    ...(ingress.through === 'authproxy' && AUTH_PROXY_ANNOTATIONS),
    ...(facts.sessionCookie !== undefined && stickySession(facts.sessionCookie?.replace('{host}', host))),
    ...facts.annotations,
  };
  const kept = Object.entries(nginx).filter((entry): entry is [string, string] => entry[1] !== null);
  return {
    'cert-manager.io/cluster-issuer': CLUSTER_ISSUER.name,
    'cert-manager.io/common-name': facts.commonName === undefined ? host : `${facts.commonName}.${domain}`,
    'kubernetes.io/tls-acme': 'true',
    ...Object.fromEntries(
      kept.map(([key, value]) => [key.includes('/') ? key : `${NGINX}/${key}`, value.replace('{domain}', domain)]),
    ),
  };
}

function stickySession(cookie: string | undefined): Record<string, string> {
  return {
    affinity: 'cookie',
    'session-cookie-conditional-samesite-none': 'true',
    'session-cookie-expires': '86400',
    'session-cookie-max-age': '86400',
    ...(cookie !== undefined && { 'session-cookie-name': cookie }),
    'session-cookie-samesite': 'Strict',
  };
}
