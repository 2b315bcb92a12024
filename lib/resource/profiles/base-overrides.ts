import type { JsonObject } from '../../values/json';
import { chartLabels, preferredAntiAffinity, preferredAntiAffinityOfApp, spreadByLabels } from './affinity';
import { withValues } from './switches';

/** cert-manager and its two helpers: one replica each, spread over nodes. */
export const CERT_MANAGER: JsonObject = withValues({
  ...spreadReplica('cert-manager'),
  cainjector: spreadReplica('cainjector'),
  webhook: spreadReplica('webhook'),
});

function spreadReplica(app: string): JsonObject {
  return { affinity: preferredAntiAffinity({ app }), replicaCount: 1 };
}

/** The console: one replica. */
export const CONSOLE: JsonObject = withValues({
  affinity: preferredAntiAffinity({ app: 'verrazzano-console' }),
  replicas: 1,
});

/** The ingress controller and its default backend. */
export const INGRESS: JsonObject = {
  ...withValues({
    controller: {
      affinity: preferredAntiAffinity(chartLabels('ingress-nginx', { component: 'controller' })),
      autoscaling: { enabled: false, minReplicas: 1 },
    },
    defaultBackend: {
      affinity: preferredAntiAffinity(chartLabels('ingress-nginx', { component: 'default-backend' })),
      replicaCount: 1,
    },
  }),
  type: 'LoadBalancer',
};

/** Istio: placement of istiod, and other settings of `components`, in an IstioOperator document. */
export function istio(components: JsonObject): JsonObject {
  const pilot = { k8s: { affinity: preferredAntiAffinity({ app: 'istiod' }) } };
  return withValues({
    apiVersion: 'install.istio.io/v1alpha1',
    kind: 'IstioOperator',
    spec: { components: { ...components, pilot } },
  });
}

/** One Istio gateway with one replica. */
export function istioGateway(name: string, more: JsonObject = {}): JsonObject {
  return { enabled: true, k8s: { affinity: preferredAntiAffinityOfApp(name), replicaCount: 1, ...more }, name };
}

/** Keycloak and its MySQL: one replica each. The chart of Keycloak takes the affinity as YAML text. */
export const KEYCLOAK: JsonObject = {
  ...withValues({ affinity: keycloakAffinity(), replicas: 1 }),
  mysql: withValues({
    serverInstances: 1,
    routerInstances: 1,
    router: { podSpec: mysqlPod('router', 'mysql-router') },
    image: { pullPolicy: 'IfNotPresent', pullSecrets: { enabled: false } },
    podSpec: mysqlPod('mysql-server', 'mysql-innodbcluster-mysql-server'),
  }),
};

function mysqlPod(part: string, name: string): JsonObject {
  return { affinity: preferredAntiAffinity(chartLabels(name, { instance: `mysql-innodbcluster-mysql-${part}` })) };
}

function keycloakAffinity(): string {
  return lines([
    'podAntiAffinity:',
    '  preferredDuringSchedulingIgnoredDuringExecution:',
    '    - weight: 100',
    '      podAffinityTerm:',
    '        labelSelector:',
    '          matchLabels:',
    '            app.kubernetes.io/instance: keycloak',
    '            app.kubernetes.io/name: keycloak',
    '        topologyKey: kubernetes.io/hostname',
  ]);
}

/** The auth proxy of v1beta1: one replica. Its chart takes the affinity as YAML text. */
export const AUTH_PROXY: JsonObject = withValues({
  affinity: lines([
    'podAntiAffinity:',
    '  preferredDuringSchedulingIgnoredDuringExecution:',
    '  - podAffinityTerm:',
    '      labelSelector:',
    '        matchExpressions:',
    '        - key: app',
    '          operator: In',
    '          values:',
    '          - verrazzano-authproxy',
    '      topologyKey: kubernetes.io/hostname',
    '    weight: 100',
  ]),
  replicas: 1,
});

function lines(text: readonly string[]): string {
  return text.map((line) => `${line}\n`).join('');
}

/** Kiali: one replica. */
export const KIALI: JsonObject = withValues({
  deployment: { affinity: { pod_anti: spreadByLabels({ app: 'kiali' }) }, replicas: 1 },
});

/** Prometheus, which the Prometheus operator runs: one replica. */
export const PROMETHEUS_OPERATOR: JsonObject = withValues({
  prometheus: {
    prometheusSpec: { affinity: preferredAntiAffinity(chartLabels('prometheus', {})), replicas: 1 },
  },
});
