import type { Construct } from 'constructs';
import { Category } from '../definition/category';
import { HELM_LABELS } from '../definition/chart';
import { chartOf } from '../definition/chart-of';
import type { ChartProps } from '../definition/component';
import { Component } from '../definition/component';
import { defineComponent } from '../definition/define-component';
import { ownHost } from '../definition/external-calls';
import { tagOf } from '../definition/images';
import type { ArgoCDValues } from './values/argocd-values';

/** Labels of the pods, and which of them select. */
const pod = (component: string) => ({
  labels: {
    'app.kubernetes.io/name': `argocd-${component}`,
    'app.kubernetes.io/instance': 'argocd',
    'app.kubernetes.io/component': component,
    'app.kubernetes.io/part-of': 'argocd',
  },
  selector: ['app.kubernetes.io/name', 'app.kubernetes.io/instance'],
});

const REPO_SERVER = 'argocd/argocd-repo-server';
const REDIS = 'argocd/argocd-redis';

/** What Argo CD calls to manage other clusters. */
const CLUSTERS = [
  ownHost('rancher', 'clusters that Rancher manages, by its proxy', {
    with: ['rancher'],
    when: 'clusters are registered with Argo CD',
    ifBlocked: 'managed clusters are neither synchronised nor rolled back',
  }),
  { what: 'API servers of other clusters', hosts: [], ports: [6443, 443], optional: true },
] as const;

/**
 * Delivers manifests from Git.
 */
export const argoCD = defineComponent({
  name: 'argocd',
  source: 'platform-operator/controllers/verrazzano/component/argocd',
  specKey: 'argoCD',
  category: Category.GITOPS,
  namespace: 'argocd',
  chart: chartOf('argocd'),
  chartLabels: { ...HELM_LABELS, 'app.kubernetes.io/version': () => tagOf('argocd') },
  valuesFile: 'argocd-values.yaml',
  enabledWhenUnset: false,
  after: ['verrazzano-network-policies', 'istio', 'ingress-controller', 'cluster-issuer', 'keycloak'],
  namespaces: ['argocd'],
  images: ['argocd', 'redis'],
  workloads: {
    'argocd-applicationset-controller': {
      ...pod('applicationset-controller'),
      ports: {
        metrics: { port: 8080, value: 'applicationSet.containerPorts.metrics' },
        probe: { port: 8081, value: 'applicationSet.containerPorts.probe' },
        webhook: { port: 7000, value: 'applicationSet.containerPorts.webhook' },
      },
      scrapedWhen: { metrics: 'applicationSet.metrics.enabled' },
      apiServer: 'sidecar',
      egress: 'documented',
      calls: [
        { to: REPO_SERVER, ports: ['repo-server'], reason: 'generators that read Git', service: 'argocd-repo-server' },
      ],
      external: [
        { what: 'APIs of Git hosts, for generators that list repositories', hosts: [], ports: [443], optional: true },
      ],
    },
    'argocd-notifications-controller': {
      ...pod('notifications-controller'),
      ports: { metrics: { port: 9001, value: 'notifications.containerPorts.metrics' } },
      scrapedWhen: { metrics: 'notifications.metrics.enabled' },
      apiServer: 'sidecar',
      egress: 'documented',
      calls: [
        { to: REPO_SERVER, ports: ['repo-server'], reason: 'facts about commits', service: 'argocd-repo-server' },
      ],
      external: [{ what: 'mail and chat services', hosts: [], ports: [443, 25, 465, 587], optional: true }],
    },
    'argocd-repo-server': {
      ...pod('repo-server'),
      ports: {
        'repo-server': { port: 8081, value: 'repoServer.containerPorts.server' },
        metrics: { port: 8084, value: 'repoServer.containerPorts.metrics' },
      },
      scrapedWhen: { metrics: 'repoServer.metrics.enabled' },
      calls: [{ to: REDIS, ports: ['redis'], reason: 'cache of manifests', service: 'argocd-redis' }],
      external: [
        {
          what: 'Git servers, Helm repositories and registries',
          hosts: [],
          ports: [443, 22, 9418],
          ifBlocked: 'no manifests are rendered, so that Argo CD cannot roll back',
        },
        { what: 'remote bases and plugins', hosts: [], ports: [443], optional: true },
      ],
    },
    'argocd-server': {
      ...pod('server'),
      ports: {
        server: { port: 8080, value: 'server.containerPorts.server' },
        metrics: { port: 8083, value: 'server.containerPorts.metrics' },
      },
      scrapedWhen: { metrics: 'server.metrics.enabled' },
      apiServer: 'sidecar',
      egress: 'documented',
      calls: [
        {
          to: REPO_SERVER,
          ports: ['repo-server'],
          reason: 'questions about repositories',
          service: 'argocd-repo-server',
        },
        { to: REDIS, ports: ['redis'], reason: 'cache', service: 'argocd-redis' },
      ],
      external: [
        ownHost('keycloak', 'single sign-on', {
          with: ['keycloak'],
          ifBlocked: 'only the local administrator can sign in',
        }),
        ...CLUSTERS,
      ],
    },
    'argocd-redis': {
      ...pod('redis'),
      selector: ['app.kubernetes.io/name'],
      serviceAccount: 'default',
      ports: { redis: { port: 6379, value: 'redis.containerPorts.redis' } },
    },
    'argocd-application-controller': {
      kind: 'StatefulSet',
      ...pod('application-controller'),
      ports: { metrics: { port: 8082, value: 'controller.containerPorts.metrics' } },
      scrapedWhen: { metrics: 'controller.metrics.enabled' },
      apiServer: 'sidecar',
      egress: 'documented',
      calls: [
        { to: REPO_SERVER, ports: ['repo-server'], reason: 'rendering', service: 'argocd-repo-server' },
        { to: REDIS, ports: ['redis'], reason: 'cache', service: 'argocd-redis' },
      ],
      external: CLUSTERS,
    },
  },
  services: {
    'argocd-applicationset-controller': { ports: ['webhook'] },
    'argocd-repo-server': { ports: [{ name: 'https-repo-server', to: 'repo-server' }] },
    'argocd-server': {
      ports: [
        { name: 'http', port: 80, to: 'server' },
        { name: 'https', port: 443, to: 'server' },
      ],
    },
    'argocd-redis': { selector: ['app.kubernetes.io/name', 'app.kubernetes.io/instance'], ports: ['redis'] },
  },
  ingresses: {
    'argocd-server': {
      host: 'argocd',
      through: 'direct',
      backend: { service: 'argocd-server', port: 'http', byName: true },
      path: null,
      tlsSecret: 'tls-argocd-ingress',
      sessionCookie: 'route',
      annotations: {
        'backend-protocol': 'HTTP',
        'force-ssl-redirect': 'true',
        'proxy-connect-timeout': '30',
        'proxy-read-timeout': '1800',
        'proxy-send-timeout': '1800',
        'service-upstream': 'true',
        'upstream-vhost': '${service_name}.${namespace}.svc.cluster.local',
      },
    },
  },
  crds: { names: { 'argoproj.io': ['applications', 'applicationsets', 'appprojects', 'argocdextensions'] } },
});

/** Options of Argo CD. */
export type ArgoCDProps = ChartProps<ArgoCDValues>;

/** Argo CD, as part of a profile. */
export class ArgoCD extends Component<typeof argoCD, ArgoCDProps> {
  /**
   * @param scope - the profile
   * @param props - options
   */
  constructor(scope: Construct, props: ArgoCDProps = {}) {
    super(scope, argoCD, props);
  }
}
