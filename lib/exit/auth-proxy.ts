import { INJECT } from '../values/injection-labels';
import { ingressNGINX, istio, keycloak } from '../components';
import type { KubernetesManifest } from '../definition/kubernetes-manifest';
import type { Platform, PlatformSecret } from '../definition/platform';
import { hostNames } from '../ingress/host-names';
import { USER_HEADER } from '../installer/delivery/objects/grafana-values';
import type { JsonObject } from '../values/json';
import { isDnsLabel, DNS_LABEL } from '../values/names';
import { throwProblems } from '../values/problem';
import type { SecretReference } from '../values/secret-reference';
import { admissions, consolesOf, OAUTH2_PROXY_PORT, type ProxiedConsole } from './auth-proxy-consoles';
import { ingressObjects, meshObjects } from './auth-proxy-routes';
import { requireShape } from '../values/shape/require-shape';

/** The public image of oauth2-proxy; chart oauth2-proxy 10.7.0 has the same (oauth2-proxy/manifests f8c5ef9708, 2026-06-09). */
const IMAGE = 'quay.io/oauth2-proxy/oauth2-proxy:v7.15.3';

/** What both kinds of successor need. */
export interface AuthProxySuccessorProps {
  /** Client of the realm, of type confidential with standard flow: the program states its id, and Keycloak stores the client. */
  readonly clientId: string;
  /** Secret of that client. */
  readonly clientSecret: SecretReference;
  /** Random 32 bytes by which cookies are encrypted. */
  readonly cookieSecret: SecretReference;
  /**
   * URL of the issuer, as browsers and pods reach it.
   * @default - realm verrazzano-system of the Keycloak of the platform
   */
  readonly issuer?: string;
  /**
   * Image of oauth2-proxy.
   * @default quay.io/oauth2-proxy/oauth2-proxy:v7.15.3
   */
  readonly image?: string;
  /**
   * Namespace, which is in the mesh.
   * @default verrazzano-system
   */
  readonly namespace?: string;
}

/** What takes the place of verrazzano-authproxy. */
export interface AuthProxyResult {
  /** Proxy, routes and policies. The Ingresses of the release have the same hosts: they go in the same sync. */
  readonly manifests: readonly KubernetesManifest[];
  /** Values for Istio, in mode `istio`: merged into `meshConfig`. */
  readonly meshConfig: JsonObject;
  /** Secrets that must exist first. */
  readonly requiredSecrets: readonly PlatformSecret[];
  /** The consoles that it protects, as `host -> namespace/Service:port`. */
  readonly consoles: readonly string[];
  /** What goes without a successor, and what to do. */
  readonly removed: readonly string[];
}

/**
 * The successor of verrazzano-authproxy: one declaration of the proxy that signs users in, the routes to the consoles, the client of
 * Keycloak by reference, and the network flows that change with it.
 *
 * Source: `oracle-cne/ocne` 55ed7b5bb5, doc/experimental/phase1/oauth2-proxy.md, and the documentation of oauth2-proxy and Istio.
 */
export class AuthProxy {
  /**
   * oauth2-proxy in front of Ingresses: the ingress controller asks it before every request.
   * @param props - client, secrets and image
   * @throws Error that lists every bad field
   */
  static oauth2Proxy(props: AuthProxySuccessorProps): AuthProxy {
    requireShape('AuthProxySuccessorProps', props, 'AuthProxy.oauth2Proxy');
    return new AuthProxy('ingress', props);
  }

  /**
   * oauth2-proxy behind the ingress gateway of Istio: Envoy asks it by `ext_authz`, and no ingress controller is needed.
   * @param props - client, secrets and image
   * @throws Error that lists every bad field
   */
  static istio(props: AuthProxySuccessorProps): AuthProxy {
    requireShape('AuthProxySuccessorProps', props, 'AuthProxy.istio');
    return new AuthProxy('istio', props);
  }

  private constructor(
    /** Who asks the proxy. */
    readonly mode: 'ingress' | 'istio',
    private readonly props: AuthProxySuccessorProps,
  ) {
    const at = mode === 'ingress' ? 'AuthProxy.oauth2Proxy' : 'AuthProxy.istio';
    const { clientId, issuer, namespace = 'verrazzano-system' } = props;
    throwProblems(
      [
        ...(/^[\w.-]{1,128}$/.test(clientId)
          ? []
          : [{ what: 'clientId is not valid', got: clientId, allowed: 'letters, digits, dots and dashes' }]),
        ...(issuer === undefined || /^https:\/\/[^\s/?#@]+(\/[^\s?#]*)?$/.test(issuer)
          ? []
          : [{ what: 'issuer is not a URL', got: issuer, allowed: 'https://<host>/<path> without credentials' }]),
        ...(isDnsLabel(namespace) ? [] : [{ what: 'namespace is not valid', got: namespace, allowed: DNS_LABEL }]),
      ],
      at,
    );
  }

  /**
   * What takes the place of verrazzano-authproxy on a platform.
   * @param platform - the profile
   * @throws MergeError when the platform operator would refuse the merge
   */
  on(platform: Platform): AuthProxyResult {
    const { namespace = 'verrazzano-system' } = this.props;
    const consoles = consolesOf(platform);
    const domain = hostNames(platform).pattern;
    const caller = this.mode === 'ingress' ? ingressNGINX : istio;
    const routes =
      this.mode === 'ingress'
        ? ingressObjects(platform, consoles, namespace)
        : meshObjects(platform, consoles, namespace);
    return {
      manifests: [...this.proxy(domain), ...routes.manifests, ...admissions(consoles, namespace, caller)],
      meshConfig: routes.meshConfig,
      requiredSecrets: this.secrets(),
      consoles: consoles.map(describe),
      removed: [
        'Deployment, Services and Ingresses of verrazzano-authproxy: remove the chart after users have signed in by the new way',
        `header ${USER_HEADER.release}, by which Grafana and OpenSearch Dashboards know the user: set auth.proxy.header_name and proxycache.user_header to ${USER_HEADER.oauth2Proxy} (charts do so for Grafana once the auth proxy is off)`,
        'basic authentication of machines (Fluentd, remote Prometheus, Thanos at 8776): give them mutual TLS, or internal users of OpenSearch',
        'the console, and the API of managed clusters through the proxy: no successor',
      ],
    };
  }

  private secrets(): PlatformSecret[] {
    const { namespace = 'verrazzano-system', clientSecret, cookieSecret } = this.props;
    const usedBy = 'oauth2-proxy';
    return [
      {
        namespace,
        name: clientSecret.name,
        keys: [clientSecret.key],
        usedBy,
        description: 'secret of the client in Keycloak',
      },
      { namespace, name: cookieSecret.name, keys: [cookieSecret.key], usedBy, description: '32 random bytes, base64' },
    ];
  }

  private proxy(domain: string): KubernetesManifest[] {
    const { namespace = 'verrazzano-system', image = IMAGE } = this.props;
    const labels = { app: 'oauth2-proxy' };
    const metadata = { name: 'oauth2-proxy', namespace, labels };
    const ports = [{ name: 'http', containerPort: OAUTH2_PROXY_PORT }];
    const probe = (path: string): JsonObject => ({ httpGet: { path, port: OAUTH2_PROXY_PORT } });
    return [
      { apiVersion: 'v1', kind: 'ServiceAccount', metadata, automountServiceAccountToken: false },
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata,
        spec: {
          replicas: 2,
          selector: { matchLabels: labels },
          template: {
            metadata: { labels: { ...labels, [INJECT]: 'true' } },
            spec: {
              serviceAccountName: 'oauth2-proxy',
              automountServiceAccountToken: false,
              securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
              containers: [
                {
                  name: 'oauth2-proxy',
                  image,
                  args: this.args(domain),
                  env: this.environment(),
                  ports,
                  livenessProbe: probe('/ping'),
                  readinessProbe: probe('/ready'),
                  securityContext: {
                    allowPrivilegeEscalation: false,
                    capabilities: { drop: ['ALL'] },
                    readOnlyRootFilesystem: true,
                  },
                },
              ],
            },
          },
        },
      },
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata,
        spec: { selector: labels, ports: [{ name: 'http', port: OAUTH2_PROXY_PORT, targetPort: OAUTH2_PROXY_PORT }] },
      },
    ];
  }

  private args(domain: string): string[] {
    const { clientId, issuer = `https://${keycloak.name}.${domain}/auth/realms/verrazzano-system` } = this.props;
    return [
      '--provider=keycloak-oidc',
      `--oidc-issuer-url=${issuer}`,
      `--client-id=${clientId}`,
      `--cookie-domain=.${domain}`,
      `--whitelist-domain=.${domain}`,
      '--code-challenge-method=S256',
      '--email-domain=*',
      `--http-address=0.0.0.0:${OAUTH2_PROXY_PORT}`,
      '--reverse-proxy=true',
      '--set-xauthrequest=true',
      '--skip-provider-button=true',
      '--upstream=static://202',
    ];
  }

  private environment(): JsonObject[] {
    const { clientSecret, cookieSecret } = this.props;
    return Object.entries({ OAUTH2_PROXY_CLIENT_SECRET: clientSecret, OAUTH2_PROXY_COOKIE_SECRET: cookieSecret }).map(
      ([name, { name: secret, key }]) => ({ name, valueFrom: { secretKeyRef: { name: secret, key } } }),
    );
  }
}

function describe({ host, service, namespace, port }: ProxiedConsole): string {
  return `${host} -> ${namespace}/${service}:${port}`;
}
