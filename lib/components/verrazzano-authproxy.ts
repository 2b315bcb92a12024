import type { Construct } from 'constructs';
import { Category } from '../definition/category';
import { ownChart } from '../definition/chart';
import type { ChartProps } from '../definition/component';
import { Component } from '../definition/component';
import { defineComponent } from '../definition/define-component';
import type { Affinity } from '../definition/kubernetes-types';
import { adminHost, managedHost, ownHost } from '../definition/external-calls';
import { POD_NAME } from '../definition/scrape-labels';

/**
 * Signs users in before their requests reach a system component.
 */
export const authProxy = defineComponent({
  name: 'verrazzano-authproxy',
  source: 'platform-operator/controllers/verrazzano/component/authproxy',
  specKey: 'authProxy',
  category: Category.IDENTITY_MANAGEMENT,
  namespace: 'verrazzano-system',
  chart: ownChart('verrazzano-authproxy'),
  after: ['verrazzano-network-policies', 'ingress-controller', 'istio', 'fluent-operator', 'dex'],
  images: ['verrazzano-authproxy', 'nginx-ingress-controller', 'nginx-prometheus-exporter'],
  workloads: {
    'verrazzano-authproxy': {
      labels: { app: 'verrazzano-authproxy' },
      annotations: {
        'sidecar.istio.io/inject': 'true',
        'traffic.sidecar.istio.io/excludeOutboundPorts': '443,6443',
        'verrazzano.io/metricsEnabled': 'true',
      },
      ports: {
        'http-api': { port: 8775, unnamed: true },
        grpc: { port: 8776, unnamed: true },
        'http-metrics': 9113,
        'http-v2': { port: 8777, undeclared: true },
      },
      apiServer: 'direct',
      calls: [
        { to: 'keycloak', ports: ['http'], reason: 'tokens and keys', service: 'keycloak-http' },
        { to: 'dex', ports: ['http'], reason: 'tokens and keys', service: 'dex' },
        { to: 'verrazzano-console', ports: ['http-console'], reason: 'console', service: 'verrazzano-console' },
      ],
      external: [
        adminHost('keycloak', 'tokens and keys', {
          when: 'registered managed cluster',
          ifBlocked: 'users cannot sign in',
        }),
        ownHost('verrazzano', 'facts about a managed cluster', { when: 'a request names a managed cluster' }),
        managedHost('verrazzano', 'API of managed clusters', { when: 'a request names a managed cluster' }),
      ],
    },
  },
  services: {
    'verrazzano-authproxy': { ports: ['http-api', 'grpc', 'http-v2'] },
    'verrazzano-authproxy-opensearch': { ports: [{ name: 'http-authproxy', to: 'http-api' }] },
  },
  ingresses: {
    'verrazzano-ingress': {
      host: 'verrazzano',
      through: 'authproxy',
      behind: null,
      tlsSecret: 'verrazzano-tls',
      sessionCookie: 'route',
      annotations: { 'proxy-body-size': null, 'rewrite-target': '/$1$2' },
      annotationsWith: { wildcardDns: { 'verrazzano.io/dns.wildcard.domain': '{wildcard}' } },
      // Host names of OAM applications are derived from the target.
      externalDns: { target: 'always', ttl: 'never' },
    },
  },
  scrapeTargets: {
    authproxy: {
      port: 'http-metrics',
      scheme: 'mesh',
      labels: { pod_name: POD_NAME },
      podLabels: true,
      createdBy: 'prometheus-operator',
    },
  },
});

/** The typed part of the values of chart `verrazzano-authproxy`. */
export interface AuthProxyValues {
  /**
   * Number of pods.
   * @default 1
   */
  readonly replicas?: number;
  /**
   * Affinity of the pods: an object, or its YAML as text.
   * @default - preferably on different nodes
   */
  readonly affinity?: string | Affinity;
  /** The second generation of the proxy. */
  readonly v2?: {
    /**
     * Whether it is used.
     * @default false
     */
    readonly enabled?: boolean;
  };
}

/** Options of the auth proxy. */
export type AuthProxyProps = ChartProps<AuthProxyValues>;

/** The auth proxy, as part of a profile. */
export class AuthProxy extends Component<typeof authProxy, AuthProxyProps> {
  /**
   * @param scope - the profile
   * @param props - options
   */
  constructor(scope: Construct, props: AuthProxyProps = {}) {
    super(scope, authProxy, props);
  }
}
