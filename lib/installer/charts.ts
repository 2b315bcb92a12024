import type { Platform, PlatformInstaller } from '../definition/platform';
import type { DeliveryUnitProps } from '../gitops/delivery-unit';
import { GitOpsApp } from '../gitops/gitops-app';
import { GitOpsCluster } from '../gitops/gitops-cluster';
import { authoritySteps, ingressProblems, zoneSecrets } from '../ingress';
import { upstreamMeshObjects } from '../mesh';
import type { Problem } from '../values/problem';
import { ChartSource } from './chart-source';
import { deliveryPlan, type DeliveryPlan } from './delivery/delivery-plan';
import { deliveryProblems } from './delivery/delivery-problems';
import { orderedParts } from './delivery/delivery-order';
import { byHandSteps, partUnit, revisionSteps } from './delivery/part-unit';
import { deliverySecrets, pullSecrets } from './delivery/secrets';
import { deliverySteps } from './delivery/steps';
import { ManifestSet } from './manifest-set';
import { MESH_UNIT } from './mesh-unit';
import { createdNamespaces, platformNamespaces } from './namespaces';
import { cniSteps, inChart, placementProblems } from './placement';

/** What a user says about the installation from charts. */
export interface ChartsProps {
  /**
   * Where Argo CD finds the charts of the components.
   * @default ChartSource.release()
   */
  readonly source?: ChartSource;
}

/**
 * Installs a profile without Verrazzano's platform operator: each component is a delivery unit with the chart that the operator would
 * install and the values that it would compute, and units with the objects that it makes in code. The profile adds NetworkPolicies and
 * AuthorizationPolicies for everything.
 */
export class Charts implements PlatformInstaller {
  private readonly plans = new Map<Platform, DeliveryPlan>();
  /** Why nothing can be derived: the merge is refused, which the profile reports, or values cannot be computed. */
  private readonly failures = new Map<Platform, Error>();
  private readonly source: ChartSource;

  /** @param props - what the user says */
  constructor({ source = ChartSource.release() }: ChartsProps = {}) {
    this.source = source;
  }

  /** {@inheritDoc PlatformInstaller.install} */
  install(platform: Platform): void {
    const cluster = GitOpsCluster.of(platform);
    if (cluster === undefined && !inChart(platform)) return;
    try {
      const plan = deliveryPlan(platform);
      this.plans.set(platform, plan);
      if (cluster === undefined) emitObjects(platform, plan);
      else deliver(platform, { plan, cluster, source: this.source });
    } catch (error) {
      if (!(error instanceof Error && ['MergeError', 'ChartValuesError'].includes(error.name))) throw error;
      this.failures.set(platform, error);
    }
    platform.requiredSecrets.forEach((secret) => cluster?.addRequiredSecret(secret));
    for (const { unit: _, ...step } of cniSteps(platform)) cluster?.addRemainingStep(step);
  }

  /** {@inheritDoc PlatformInstaller.problems} */
  problems(platform: Platform): readonly Problem[] {
    const plan = this.plans.get(platform);
    const failure = this.failures.get(platform);
    if (failure?.name === 'MergeError') return placementProblems(platform);
    const found = [...placementProblems(platform), ...ingressProblems(platform)];
    if (found.length > 0 || failure !== undefined) return found.length > 0 ? found : [{ what: failure?.message ?? '' }];
    return plan === undefined ? [] : deliveryProblems(plan, platform);
  }
}

/** What is delivered to where. */
interface Delivery {
  readonly plan: DeliveryPlan;
  readonly cluster: GitOpsCluster;
  readonly source: ChartSource;
}

function deliver(platform: Platform, { plan, cluster, source }: Delivery): void {
  const { repository } = GitOpsApp.of(cluster).delivery;
  new ManifestSet(
    cluster.unit('namespaces', NAMESPACES),
    `Namespaces-${platform.node.id}`,
    platformNamespaces(platform),
  );
  const parts = orderedParts(plan, platform);
  for (const { part, wave } of parts) {
    const definition = platform.enabledComponents.find(({ name }) => name === part.component);
    const unit = cluster.unit(part.unit, partUnit(part, { definition, source, output: repository, wave }));
    if (part.objects !== undefined) new ManifestSet(unit, `Objects-${platform.node.id}`, part.objects);
  }
  const mesh = upstreamMeshObjects(platform);
  if (mesh.length > 0) new ManifestSet(cluster.unit('mesh', MESH_UNIT), `Mesh-${platform.node.id}`, mesh);
  cluster.declareNamespaces(() => createdNamespaces(platform, undefined));
  const delivered = parts.map(({ part }) => part.component);
  const charts = parts.flatMap(({ part }) => part.chart?.namespace ?? []);
  const enabled = platform.enabledComponents.map(({ name }) => name);
  const secrets = [
    ...deliverySecrets(plan.facts, [...new Set(delivered)]),
    ...(platform.registry === undefined ? [] : pullSecrets(charts)),
    ...zoneSecrets(platform),
  ];
  secrets.forEach((secret) => cluster.addRequiredSecret(secret));
  const units = new Set(parts.map(({ part }) => part.unit));
  const steps = [
    ...deliverySteps({ facts: plan.facts, source, units }, enabled),
    ...authoritySteps(platform).map((step) => ({ ...step, unit: 'objects/cluster-issuer' })),
    ...byHandSteps(plan.byHand, source),
    ...revisionSteps(source),
  ];
  steps.forEach((step) => cluster.addRemainingStep(step));
}

/** A plain Chart has no order and no Argo CD: it gets the objects alone. */
function emitObjects(platform: Platform, plan: DeliveryPlan): void {
  const parts = orderedParts(plan, platform).flatMap(({ part }) => part.objects ?? []);
  const all = [...platformNamespaces(platform), ...parts, ...upstreamMeshObjects(platform)];
  new ManifestSet(platform, `Objects-${platform.node.id}`, all);
}

/** The unit of the namespaces, before everything else. */
const NAMESPACES: DeliveryUnitProps = { wave: 0, description: 'The namespaces of the platform, with their labels' };
