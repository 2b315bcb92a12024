import { ChartFacts, type ClusterState } from '../../charts';
import type { ComponentDefinition } from '../../definition/definition';
import type { KubernetesManifest } from '../../definition/kubernetes-manifest';
import type { Platform, PlatformAdmin, VerrazzanoManifest } from '../../definition/platform';
import { clusterIssuerObjects, componentCertificates, hostNames, systemIngressTable } from '../../ingress';
import { scrapeMonitors } from '../../ingress/scraping';
import { WELL_KNOWN } from '../../resource/multicluster/names';
import { authProxy, clusterAPI, clusterIssuer, prometheusOperator, verrazzanoNetworkPolicies } from '../../components';
import type { JsonObject } from '../../values/json';
import { Registry } from '../../values/registry';
import type { ChartSource } from '../chart-source';
import { objectKey, ownedByCharts } from '../chart-objects';
import { chartParts } from './component-charts';
import { clusterApiObjects, otherProviders } from './objects/cluster-api';
import { AFTER, BEFORE, INSTEAD, LACKED, WITHIN } from './component-objects';
import { PUBLISHED_ALONE } from './published-alone';
import type { ByHand, ComponentDelivery, Part } from './part';
import { withVersions } from './resource-versions';

/** How the components of a platform are delivered. */
export interface DeliveryPlan {
  /** What values are computed from. */
  readonly facts: ChartFacts;
  /** Components with a part of their own, in the order in which the platform operator installs them. */
  readonly components: readonly ComponentDelivery[];
  /** Components that a person installs. */
  readonly byHand: readonly ByHand[];
}

/** What a platform is told besides what its profile knows. */
export interface StatedPlatform {
  /** The resource. @default - that of the profile */
  readonly resource?: VerrazzanoManifest;
  /** Address of the ingress controller where the profile knows none. @default - values that need it are an error */
  readonly address?: string;
  /** Folder with the charts and manifests of the release. @default - that of a vendored source */
  readonly directory?: string;
}

/**
 * How the components of a platform are delivered without the platform operator: charts, and what that does in code as objects.
 * @param platform - the profile
 * @param source - where the charts come from: what they lack are objects, too
 * @param stated - the Verrazzano resource, and an address to assume for the ingress controller where none is known
 * @throws MergeError when the platform operator would refuse the merge
 * @throws ChartValuesError when values of objects cannot be computed
 */
export function deliveryPlan(platform: Platform, source: ChartSource, stated: StatedPlatform = {}): DeliveryPlan {
  const { resource = platform.resource, address, directory = source.directory } = stated;
  const facts = new ChartFacts(
    { ...resource, metadata: { ...resource.metadata, uid: platform.node.path } },
    clusterState(platform, address),
  );
  const own = platform.enabledComponents.filter(
    ({ name }) => name !== verrazzanoNetworkPolicies.name && WITHIN[name] === undefined,
  );
  const byHand: ByHand[] = [];
  const charts = new Map<string, readonly Part[]>();
  for (const definition of own) {
    const found = mainParts(definition, facts, source, { directory, registry: platform.registry });
    if (typeof found === 'string') byHand.push({ definition, reason: found });
    else if (found.length > 0) charts.set(definition.name, found);
  }
  const isDelivered = ({ name, createdBy = '', partOf = '' }: ComponentDefinition): boolean =>
    [name, createdBy, partOf, WITHIN[name] ?? ''].some(
      (one) => charts.has(one) || byHand.some((b) => b.definition.name === one),
    );
  const ownObjects = [...charts.values()].flat().flatMap(({ objects = [] }) => objects.map(objectKey));
  const made = new Set([...madeByCharts(platform.runningComponents.filter(isDelivered), source), ...ownObjects]);
  const objects = componentObjects(platform, made);
  const components = own
    .map((definition) => ({
      definition,
      before: objectParts(`${definition.name}-prerequisites`, definition, beforeOf(definition, facts, source)),
      main: charts.get(definition.name) ?? [],
      // What a person installs brings its own.
      after: byHand.some((one) => one.definition === definition)
        ? []
        : objectParts(
            INSTEAD[definition.name] === undefined ? definition.name : `${definition.name}-ingress`,
            definition,
            [...(AFTER[definition.name]?.(facts) ?? []), ...(objects.get(definition.name) ?? [])],
          ),
    }))
    .filter(({ before, main, after }) => before.length + main.length + after.length > 0);
  return { facts, components, byHand };
}

/** Keys of what charts make, without the kinds that a published one lacks. */
function madeByCharts(components: readonly ComponentDefinition[], source: ChartSource): ReadonlySet<string> {
  const lacked = components.flatMap((definition) => {
    const kinds = source.lacks(definition.createdBy ?? definition.name);
    return [...ownedByCharts([definition])].filter((key) => kinds.includes(key.split('/')[1] ?? ''));
  });
  const all = ownedByCharts(components);
  return new Set([...all].filter((key) => !lacked.includes(key)));
}

function mainParts(
  definition: ComponentDefinition,
  facts: ChartFacts,
  source: ChartSource,
  { directory, registry }: { readonly directory: string | undefined; readonly registry: Registry | undefined },
): readonly Part[] | string {
  if (definition.name === clusterAPI.name) {
    const reason =
      directory === undefined
        ? 'clusterctl installs it from manifests of its providers, which have variables'
        : otherProviders(facts);
    return reason ?? objectParts(definition.name, definition, clusterApiObjects(facts, directory ?? ''));
  }
  const alone = PUBLISHED_ALONE[definition.name];
  if (alone !== undefined && source.published(definition.name) !== undefined) return [alone.part(facts, definition)];
  const instead = INSTEAD[definition.name];
  if (instead !== undefined) {
    const within = Object.keys(WITHIN).filter((name) => WITHIN[name] === definition.name);
    const versions = [definition.name, ...within].flatMap((name) => source.published(name) ?? []);
    return objectParts(definition.name, definition, withVersions(instead(facts), versions, registry));
  }
  return chartParts(definition, facts) ?? [];
}

/** What is there before a chart: of the release, or of one that only a published chart makes. */
function beforeOf(
  { name }: ComponentDefinition,
  facts: ChartFacts,
  source: ChartSource,
): readonly KubernetesManifest[] {
  const published = source.published(name);
  const alone = published === undefined ? undefined : PUBLISHED_ALONE[name];
  const lacked = published === undefined ? [] : (LACKED[name]?.(facts, published) ?? []);
  return [...((alone?.before ?? BEFORE[name])?.(facts) ?? []), ...lacked];
}

function objectParts(
  name: string,
  { name: component }: ComponentDefinition,
  objects: readonly KubernetesManifest[],
): readonly Part[] {
  return objects.length === 0 ? [] : [{ unit: `objects/${name}`, component, objects }];
}

/** Issuers, Certificates, Ingresses and monitors by component, without what charts make. */
function componentObjects(
  platform: Platform,
  made: ReadonlySet<string>,
): ReadonlyMap<string, readonly KubernetesManifest[]> {
  // Where the auth proxy is off, its Ingresses lead nowhere: what takes its place brings its own.
  const ingresses = systemIngressTable(platform).filter(
    ({ ingress }) => ingress.through !== 'authproxy' || platform.isEnabled(authProxy.name),
  );
  const monitors = scrapeMonitors(platform);
  const all = platform.enabledComponents.map((definition): [string, readonly KubernetesManifest[]] => {
    const { name } = definition;
    const objects = [
      ...(name === clusterIssuer.name ? clusterIssuerObjects(platform) : componentCertificates(platform, definition)),
      ...ingresses.filter(({ component }) => (WITHIN[component] ?? component) === name).map(({ manifest }) => manifest),
      ...(name === prometheusOperator.name ? monitors : []),
    ];
    return [name, objects.filter((object) => !made.has(objectKey(object)))];
  });
  return new Map(all);
}

/**
 * A cluster in which the platform runs: with the address that the program states, the router of MySQL, the user of the platform, and
 * credentials of a private registry.
 */
function clusterState(platform: Platform, assumed: string | undefined): ClusterState {
  const { registry, kubernetes, admin } = platform;
  const { address = assumed } = hostNames(platform);
  const service = { namespace: 'verrazzano-ingress-nginx', name: 'ingress-controller-ingress-nginx-controller' };
  const pullSecret = { namespace: 'default', name: Registry.PULL_SECRET };
  const user = { namespace: 'verrazzano-system', name: 'verrazzano' };
  return {
    objects: [
      { kind: 'Deployment', metadata: { namespace: 'keycloak', name: 'mysql-router' } },
      { kind: 'Secret', metadata: user, stringData: { username: 'verrazzano' } },
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
    metadata: { namespace: WELL_KNOWN.systemNamespace, name: WELL_KNOWN.registrationSecret },
    stringData: {
      'managed-cluster-name': registeredAs,
      'es-url': `https://opensearch.vmi.system.${domain}:443`,
      'keycloak-url': `https://keycloak.${domain}`,
      'oidc-provider': 'keycloak',
    },
  };
}
