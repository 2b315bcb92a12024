import { ChartFacts, chartValues, hasChartValues, RANDOM, type ChartRelease, type ClusterState } from '../charts';
import type { ComponentDefinition } from '../definition/definition';
import type { Platform, PlatformAdmin } from '../definition/platform';
import { hostNames } from '../ingress';
import type { JsonObject } from '../values/json';
import { Registry } from '../values/registry';

/** A chart that Argo CD can deliver. */
export interface DeliveredChart {
  /** The component. */
  readonly definition: ComponentDefinition;
  /** Its release and values. */
  readonly release: ChartRelease & { readonly release: string; readonly chart: string };
}

/** A component that a person installs, and why. */
export interface ChartByHand {
  /** The component. */
  readonly definition: ComponentDefinition;
  /** Why it cannot be delivered from Git. */
  readonly reason: string;
}

/** What becomes of the enabled components. */
export interface PlatformCharts {
  /** In the order in which they become ready. */
  readonly delivered: readonly DeliveredChart[];
  /** In the same order. */
  readonly byHand: readonly ChartByHand[];
}

/** Components whose charts are not for Argo CD, and why. */
const UNSUITABLE: Readonly<Record<string, string>> = {
  istio: 'istioctl installs it from an IstioOperator document, and its own charts are not delivered yet',
  mysql: 'its values hold passwords, which no repository may hold',
  dex: 'its values hold the hash of a password and the secret of a client, which no repository may hold',
  'cluster-api': 'clusterctl installs it from manifests of its providers',
  opensearch: 'the platform operator makes an OpenSearchCluster for it in code',
  'opensearch-dashboards': 'it is part of the OpenSearchCluster',
  grafana: 'the platform operator makes a VerrazzanoMonitoringInstance for it in code',
};

/** Components whose objects the library writes itself. */
const COVERED: ReadonlySet<string> = new Set(['verrazzano-network-policies', 'cluster-issuer']);

/**
 * What becomes of the enabled components: charts with values, and what a person installs.
 * @param platform - the profile
 * @throws MergeError when the platform operator would refuse the merge
 */
export function platformCharts(platform: Platform): PlatformCharts {
  const facts = new ChartFacts(
    { ...platform.resource, metadata: { ...platform.resource.metadata, uid: platform.node.path } },
    clusterState(platform),
  );
  const delivered: DeliveredChart[] = [];
  const byHand: ChartByHand[] = [];
  for (const definition of platform.enabledComponents) {
    if (COVERED.has(definition.name)) continue;
    const found = chartOf(definition, facts);
    if (typeof found === 'string') byHand.push({ definition, reason: found });
    else if (found !== undefined) delivered.push({ definition, release: found });
  }
  return { delivered, byHand };
}

/** The release, or why there is none to deliver; undefined for components that others make. */
function chartOf(definition: ComponentDefinition, facts: ChartFacts): DeliveredChart['release'] | string | undefined {
  const { name } = definition;
  const reason = UNSUITABLE[name];
  if (reason !== undefined) return reason;
  if (!hasChartValues(definition)) return undefined;
  if (name === 'mysql-operator' && facts.hasPullSecret) {
    return 'its chart looks for the Secret of the registry while it is rendered, and fails in Argo CD';
  }
  try {
    const { release, chart, ...rest } = chartValues(definition, facts);
    if (release === null || chart === null) return undefined;
    if (JSON.stringify(rest.values).includes(RANDOM)) return 'its values hold what must be secret';
    return { ...rest, release, chart };
  } catch (error) {
    if (error instanceof Error && error.name === 'ChartValuesError') return error.message;
    throw error;
  }
}

/**
 * A cluster in which the platform runs: with the address that the program states, the router of MySQL, and credentials of a
 * private registry.
 */
function clusterState(platform: Platform): ClusterState {
  const { registry, kubernetes, admin } = platform;
  const { address } = hostNames(platform);
  const service = { namespace: 'verrazzano-ingress-nginx', name: 'ingress-controller-ingress-nginx-controller' };
  const pullSecret = { namespace: 'default', name: Registry.PULL_SECRET };
  return {
    objects: [
      { kind: 'Deployment', metadata: { namespace: 'keycloak', name: 'mysql-router' } },
      ...(address === undefined ? [] : [{ kind: 'Service', metadata: service, spec: { externalIPs: [address] } }]),
      ...(registry === undefined ? [] : [{ kind: 'Secret', metadata: pullSecret }]),
      ...(admin === undefined ? [] : [registrationSecret(admin)]),
    ],
    environment: {
      ...(registry !== undefined && { REGISTRY: registry.registry }),
      ...(registry?.repository !== undefined && { IMAGE_REPO: registry.repository }),
    },
    kubeVersion: kubernetes === undefined ? 'v1.27.0' : `v${kubernetes.version}`,
  };
}

/**
 * What charts read of the registration of a managed cluster that does not have the platform operator; its credentials stay in the
 * Secret.
 */
function registrationSecret({ registeredAs, domain }: PlatformAdmin): JsonObject {
  return {
    kind: 'Secret',
    metadata: { namespace: 'verrazzano-system', name: 'verrazzano-cluster-registration' },
    stringData: {
      'managed-cluster-name': registeredAs,
      'es-url': `https://opensearch.vmi.system.${domain}:443`,
      'keycloak-url': `https://keycloak.${domain}`,
      'oidc-provider': 'keycloak',
    },
  };
}
