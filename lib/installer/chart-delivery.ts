import type { KubernetesManifest } from '../definition/kubernetes-manifest';
import type { Platform } from '../definition/platform';
import type { DeliveryUnitProps } from '../gitops/delivery-unit';
import { GitOpsApp } from '../gitops/gitops-app';
import type { GitOpsCluster, RemainingStep } from '../gitops/gitops-cluster';
import { WAITING_RETRY } from '../gitops/retry';
import { authoritySteps, zoneSecrets } from '../ingress';
import { upstreamMeshObjects } from '../mesh';
import { authorityBundles, keptAuthorities, trustManagerStep, type AuthorityProps } from './authority';
import type { ChartSource } from './chart-source';
import { orderedParts, type OrderedPart } from './delivery/delivery-order';
import type { DeliveryPlan } from './delivery/delivery-plan';
import type { Part } from './delivery/part';
import { byHandSteps, partUnit, revisionSteps } from './delivery/part-unit';
import { pullSecretSteps } from './delivery/pull-secret-steps';
import { checkHelm, renderedObjects, type ChartRendering } from './delivery/rendered-charts';
import { deliverySecrets, pullSecrets } from './delivery/secrets';
import { deliverySteps } from './delivery/steps';
import { ManifestSet } from './manifest-set';
import { publishedImages } from './published/published-images';
import { publishedSteps } from './published/published-steps';
import { MESH_UNIT } from './mesh-unit';
import { createdNamespaces, platformNamespaces } from './namespaces';

/** What is delivered to where. */
interface Delivery {
  readonly plan: DeliveryPlan;
  readonly cluster: GitOpsCluster;
  readonly source: ChartSource;
  /** Undefined where Argo CD renders the charts. */
  readonly rendering: ChartRendering | undefined;
  readonly authority: AuthorityProps;
  /** Folder with the charts and values files of the release; undefined where synthesis does not see them. */
  readonly directory: string | undefined;
}

/**
 * Makes the delivery units of a platform, and tells the cluster what they need: Secrets, namespaces, steps.
 * @param platform - the profile
 * @param delivery - what is delivered to where
 * @throws RenderError when charts cannot be rendered
 */
export function deliver(platform: Platform, delivery: Delivery): void {
  const { plan, cluster, rendering, authority } = delivery;
  if (rendering !== undefined) checkHelm(rendering);
  const id = platform.node.id;
  new ManifestSet(cluster.unit('namespaces', NAMESPACES), `Namespaces-${id}`, platformNamespaces(platform));
  const parts = orderedParts(plan, platform);
  parts.forEach((part) => deliverPart(platform, delivery, part));
  const mesh = upstreamMeshObjects(platform);
  if (mesh.length > 0) new ManifestSet(cluster.unit('mesh', MESH_UNIT), `Mesh-${id}`, mesh);
  cluster.declareNamespaces(() => createdNamespaces(platform, undefined));
  requireSecrets(platform, delivery, parts);
  const { bundles } = authorityBundles(platform, authority);
  if (bundles.length > 0) deliverBundles(platform, cluster, bundles);
  const steps = [...stepsOf(platform, delivery, parts), ...authorityStepsOf(platform, bundles.length > 0)];
  steps.forEach((step) => cluster.addRemainingStep(step));
}

function deliverPart(platform: Platform, delivery: Delivery, { part, wave }: OrderedPart): void {
  const { plan, cluster, source, rendering, authority, directory } = delivery;
  const { repository } = GitOpsApp.of(cluster).delivery;
  const definition = platform.enabledComponents.find(({ name }) => name === part.component);
  const images = publishedImages(definition, platform);
  const hasFluentBit = platform.isEnabled('fluent-operator');
  const context = { definition, images, source, output: repository, wave, rendering, directory, hasFluentBit };
  const unit = cluster.unit(part.unit, partUnit(part, context));
  const objects = keptAuthorities(objectsOf(part, plan, rendering), authority);
  if (objects.length > 0) new ManifestSet(unit, `Objects-${platform.node.id}`, objects);
}

function objectsOf(
  { chart, objects = [] }: Part,
  { facts }: DeliveryPlan,
  rendering: ChartRendering | undefined,
): readonly KubernetesManifest[] {
  return chart === undefined || rendering === undefined ? objects : renderedObjects(chart, facts, rendering);
}

function requireSecrets(platform: Platform, { plan, cluster }: Delivery, parts: readonly OrderedPart[]): void {
  const delivered = parts.map(({ part }) => part.component);
  const charts = parts.flatMap(({ part }) => part.chart?.namespace ?? []);
  const secrets = [
    ...deliverySecrets(plan.facts, [...new Set(delivered)]),
    ...(platform.registry === undefined ? [] : pullSecrets(charts)),
    ...zoneSecrets(platform),
  ];
  secrets.forEach((secret) => cluster.addRequiredSecret(secret));
}

function deliverBundles(platform: Platform, cluster: GitOpsCluster, bundles: readonly KubernetesManifest[]): void {
  GitOpsApp.of(cluster).declareKind({ group: 'trust.cert-manager.io', kind: 'Bundle', namespaced: false });
  new ManifestSet(cluster.unit('objects/trust', TRUST), `Bundles-${platform.node.id}`, bundles);
}

function stepsOf(
  platform: Platform,
  { plan, source }: Delivery,
  parts: readonly OrderedPart[],
): readonly RemainingStep[] {
  const units = new Set(parts.map(({ part }) => part.unit));
  const enabled = platform.enabledComponents.map(({ name }) => name);
  const published = parts.map(({ part }) => part);
  return [
    ...deliverySteps({ facts: plan.facts, source, units }, enabled),
    ...byHandSteps(plan.byHand, source),
    ...revisionSteps(source),
    ...publishedSteps(published, source, platform),
    ...pullSecretSteps(platform, units),
  ];
}

function authorityStepsOf(platform: Platform, hasBundles: boolean): readonly RemainingStep[] {
  const steps = hasBundles ? [trustManagerStep(platform)] : authoritySteps(platform);
  return steps.map((step) => ({ ...step, unit: 'objects/cluster-issuer' }));
}

/** The unit of the copies of the authority: after the authority, and after trust-manager, which a person installs. */
const TRUST: DeliveryUnitProps = {
  wave: 40,
  description: 'What keeps the copies of the authority up to date',
  retry: WAITING_RETRY,
};

/** The unit of the namespaces, before everything else. */
const NAMESPACES: DeliveryUnitProps = { wave: 0, description: 'The namespaces of the platform, with their labels' };
