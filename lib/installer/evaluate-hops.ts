import { replacementOf } from '../components/replacements';
import { KUBERNETES_OF_RELEASE } from '../definition/hop/hop-kubernetes';
import type { Platform } from '../definition/platform';
import { versionLine } from '../definition/version-line';
import { GitOpsApp } from '../gitops/gitops-app';
import type { GitOpsCluster } from '../gitops/gitops-cluster';
import type { ChartSource } from './chart-source';
import { orderedParts } from './delivery/delivery-order';
import type { DeliveryPlan } from './delivery/delivery-plan';
import { hopCheck } from './hop-check';

/** What hops are evaluated by. */
interface Hops {
  readonly plan: DeliveryPlan;
  readonly cluster: GitOpsCluster;
  readonly source: ChartSource;
  /** Hops that a person has prepared, as `<component> <from> <to>`. */
  readonly accepted: readonly string[];
}

/**
 * Compares the Applications with those of the committed output, when the output is written.
 * @param platform - the profile
 * @param hops - what is delivered to where, and the hops that a person has prepared
 */
export function evaluateHops(platform: Platform, { plan, cluster, source, accepted }: Hops): void {
  const components = new Map(
    orderedParts(plan, platform).map(({ part }) => [part.unit.replace('/', '-'), part.component]),
  );
  const versions = platform.enabledComponents.flatMap(({ name }) => {
    const replacement = replacementOf(name);
    if (replacement === undefined) return [];
    return [[name, (source.published(name)?.version ?? versionLine(replacement).release).app] as const];
  });
  const context = {
    kubernetes: platform.kubernetes?.version ?? KUBERNETES_OF_RELEASE,
    others: Object.fromEntries(versions),
  };
  GitOpsApp.of(cluster).addChangeCheck(hopCheck({ cluster: cluster.clusterName, components, context, accepted }));
}
