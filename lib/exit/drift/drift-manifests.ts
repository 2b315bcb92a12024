import { ApiObject, Chart } from 'cdk8s';
import { ROOT_CERTIFICATE } from '../../components/cluster-issuer';
import { kindOf } from '../../connectivity/manifest';
import type { ComponentDefinition } from '../../definition/definition';
import type { KubernetesManifest } from '../../definition/kubernetes-manifest';
import { servicesOf } from '../../definition/service';
import type { WebhookDefinition } from '../../definition/webhook-definition';
import { certificateObjects, systemIngressTable } from '../../ingress';
import { UNKNOWN_ADDRESS } from '../../ingress/host-names';
import { scrapeMonitors } from '../../ingress/scraping';
import { ChartSource } from '../../installer/chart-source';
import { orderedParts } from '../../installer/delivery/delivery-order';
import { deliveryPlan } from '../../installer/delivery/delivery-plan';
import type { Part } from '../../installer/delivery/part';
import { platformNamespaces } from '../../installer/namespaces';
import { upstreamAuthorizationPolicies, upstreamMeshObjects } from '../../mesh';
import type { Profile } from '../../profile/profile';
import { ChartValuesError } from '../../charts/chart-values-error';
import { isJsonObject, type JsonObject } from '../../values/json';
import { withoutDelivery, type Statement } from './drift-manifest';
import { WEBHOOK_KINDS } from '../../definition/webhook-kinds';

/** Objects that the program states as a whole, or in part, with their component. */
export interface StatedObject extends Statement {
  readonly manifest: KubernetesManifest;
  readonly component: string;
}

/** An address for values that need one; what holds it is compared without. */
export const ASSUMED = '192.0.2.1';

/** Kinds of objects that the platform operator makes in code, with the fields of `spec` that the library makes in its own way. */
const MADE_IN_CODE: ReadonlyMap<string, readonly string[]> = new Map([
  ['ClusterRole', []],
  ['InnoDBCluster', ['podSpec']],
  ['OpenSearchCluster', []],
  ['Setting', []],
  ['VerrazzanoMonitoringInstance', ['alertmanager', 'lock', 'opensearch', 'opensearchDashboards']],
]);

/**
 * What a platform makes in a cluster with the fields that are known: Ingresses, certificates and issuers, the mesh and its policies, labels of
 * namespaces, monitors, webhooks, and the resources of other operators.
 * @param platform - the platform
 */
export function statedObjects(platform: Profile): readonly StatedObject[] {
  return platform.hasOperator ? statedBesideOperator(platform) : writtenObjects(platform);
}

/** Without the platform operator the program writes everything that no chart makes. */
function writtenObjects(platform: Profile): readonly StatedObject[] {
  const key = ({ kind, metadata }: KubernetesManifest): string =>
    `${kind} ${metadata.namespace ?? ''}/${metadata.name}`;
  const parts = deliveredParts(platform);
  const owners = new Map(
    parts.flatMap(({ component, objects = [] }) => objects.map((one) => [key(one), component] as const)),
  );
  const chart = platform.node.scopes.find((scope): scope is Chart => Chart.isChart(scope));
  // A program that does not synthesize is a finding, and its objects are compared all the same.
  const constructs = chart?.node.findAll() ?? [];
  const all = constructs.filter((one) => ApiObject.isApiObject(one)).map((one) => one.toJson() as KubernetesManifest);
  return [
    ...all.map((manifest): StatedObject => ({
      manifest: withoutDelivery(manifest),
      component: owners.get(key(manifest)) ?? WRITTEN_FOR[manifest.kind] ?? 'verrazzano',
      // Others add labels to namespaces.
      whole: manifest.kind !== 'Namespace',
    })),
    ...webhookObjects(platform),
  ];
}

/** Components whose place the program takes with objects of a kind. */
const WRITTEN_FOR: Readonly<Record<string, string>> = {
  AuthorizationPolicy: 'istio',
  DestinationRule: 'istio',
  EnvoyFilter: 'istio',
  NetworkPolicy: 'verrazzano-network-policies',
  PeerAuthentication: 'istio',
};

function webhookObjects(platform: Profile): readonly StatedObject[] {
  return platform.runningComponents.flatMap((definition) =>
    (definition.webhooks ?? [])
      .flatMap((one) => webhookObject(one, definition))
      .map((manifest): StatedObject => ({ manifest, component: definition.name, whole: false })),
  );
}

function statedBesideOperator(platform: Profile): readonly StatedObject[] {
  const whole = (manifest: KubernetesManifest, component: string): StatedObject => ({
    manifest,
    component,
    whole: true,
  });
  const part = (manifest: KubernetesManifest, component: string): StatedObject => ({
    manifest,
    component,
    whole: false,
  });
  return [
    ...systemIngressTable(platform).map(({ manifest, component }) => whole(manifest, component)),
    ...certificateObjects(platform).map((manifest) =>
      hasRandomName(manifest, platform) ? part(withoutName(manifest), 'cert-manager') : whole(manifest, 'cert-manager'),
    ),
    ...upstreamMeshObjects(platform).map((manifest) => whole(manifest, 'istio')),
    ...upstreamAuthorizationPolicies(platform).map((manifest) => whole(manifest, 'istio')),
    ...platformNamespaces(platform).map((manifest) => part(manifest, 'verrazzano')),
    // Endpoints and relabelings are upstream's in other words; the labels decide whether Prometheus reads it.
    ...scrapeMonitors(platform).map(({ spec: _, ...manifest }) => part(manifest, 'prometheus-operator')),
    ...webhookObjects(platform),
    ...madeInCode(platform).map(({ manifest, component }) => part(manifest, component)),
  ];
}

/** The root of the platform's own authority has a random suffix in its name, unless the program states the name. */
function hasRandomName({ kind, metadata }: KubernetesManifest, { naming }: Profile): boolean {
  return kind === 'Certificate' && metadata.name === ROOT_CERTIFICATE && naming.certificates?.commonName === undefined;
}

function withoutName({ spec, ...manifest }: KubernetesManifest): KubernetesManifest {
  const { commonName: _, ...rest } = isJsonObject(spec) ? spec : {};
  return { ...manifest, spec: rest };
}

/** What a webhook calls, and what happens when nothing answers. */
function webhookObject(
  { kind, name, service, port, hooks }: WebhookDefinition,
  definition: ComponentDefinition,
): KubernetesManifest[] {
  if (hooks === undefined) return [];
  const found = servicesOf(definition).find((one) => one.name === service);
  if (found === undefined) return [];
  const number = port === undefined ? undefined : found.ports.find((one) => one.name === port)?.port;
  const webhooks = Object.entries(hooks).map(([hook, { path, failurePolicy = 'Fail' }]): JsonObject => ({
    name: hook,
    failurePolicy,
    clientConfig: {
      service: { name: service, namespace: found.namespace, path, ...(number !== undefined && { port: number }) },
    },
  }));
  return [{ apiVersion: 'admissionregistration.k8s.io/v1', kind: WEBHOOK_KINDS[kind], metadata: { name }, webhooks }];
}

/** Without what the library says in its own way, and with the address of the cluster in place of the assumed one. */
function asUpstream(manifest: KubernetesManifest): KubernetesManifest {
  const { spec } = manifest;
  const left = MADE_IN_CODE.get(manifest.kind) ?? [];
  const kept = isJsonObject(spec)
    ? { spec: Object.fromEntries(Object.entries(spec).filter(([key]) => !left.includes(key))) }
    : {};
  return JSON.parse(
    JSON.stringify({ ...manifest, ...kept }).replaceAll(ASSUMED, UNKNOWN_ADDRESS),
  ) as KubernetesManifest;
}

function madeInCode(platform: Profile): ReadonlyArray<{ manifest: KubernetesManifest; component: string }> {
  return deliveredParts(platform)
    .flatMap(({ objects = [], component }) => objects.map((manifest) => ({ manifest, component })))
    .filter(({ manifest }) => MADE_IN_CODE.has(kindOf(manifest)))
    .map(({ manifest, component }) => ({ manifest: asUpstream(manifest), component }));
}

/**
 * The parts in which charts deliver a platform, in the order of their delivery.
 * @param platform - the platform
 * @param source - where the charts come from; those of the release unless given
 * @returns none where values need what only the cluster knows
 */
export function deliveredParts(platform: Profile, source = ChartSource.release()): readonly Part[] {
  try {
    const plan = deliveryPlan(platform, source, { address: ASSUMED });
    return orderedParts(plan, platform).map(({ part }) => part);
  } catch (error) {
    if (error instanceof ChartValuesError) return [];
    throw error;
  }
}
