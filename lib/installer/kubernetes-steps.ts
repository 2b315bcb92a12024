import { replacementOf } from '../components/replacements';
import { kubernetesRanges } from '../definition/hop/hop-kubernetes';
import type { Platform } from '../definition/platform';
import { versionLine } from '../definition/version-line';
import type { RemainingStep } from '../gitops/gitops-cluster';
import { placeInRange } from '../values/version-number';
import type { ChartSource } from './chart-source';

/**
 * What remains to be done where charts do not take the Kubernetes of the cluster: Helm refuses a chart outside of the range that it states.
 * @param platform - the profile
 * @param source - where the charts come from
 */
export function kubernetesSteps(platform: Platform, source: ChartSource): readonly RemainingStep[] {
  const version = platform.kubernetes?.version;
  if (version === undefined) return [];
  const refused = platform.enabledComponents.flatMap(({ name }) => refusedChart(name, source, version));
  if (refused.length === 0) return [];
  return [
    {
      title: 'Bring Kubernetes to a version that every chart takes',
      when: 'before',
      instructions:
        `Helm refuses these charts on Kubernetes ${version}: ${refused.join(', ')}. ` +
        'Upgrade Kubernetes and state its version in the facts of the cluster, or choose other versions of these charts.',
    },
  ];
}

/** A chart with its version and the range of Kubernetes that it states, where the cluster is outside of it. */
function refusedChart(component: string, source: ChartSource, kubernetes: string): readonly string[] {
  const replacement = replacementOf(component);
  if (replacement === undefined) return [];
  const line = versionLine(replacement);
  const version = source.published(component)?.version ?? line.release;
  return kubernetesRanges(line, version)
    .filter(({ by, range }) => by === 'chart' && placeInRange(kubernetes, range) !== 'inside')
    .map(({ range }) => `${component} ${version.version} (needs ${range})`);
}
