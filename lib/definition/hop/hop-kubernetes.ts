import type { KubernetesRange } from '../replacement-change';
import type { KnownVersion, VersionLine } from '../version-line';
import { placeInRange, type RangePlace } from '../../values/version-number';

/** Kubernetes that Verrazzano 1.7 runs on at most; see its documentation, Prepare. */
export const KUBERNETES_OF_RELEASE = '1.27';

/**
 * The ranges of Kubernetes that hold at a version: the one that Helm checks, and the one of the project.
 * @param line - all versions of the component
 * @param version - the version
 */
export function kubernetesRanges(line: VersionLine, version: KnownVersion): KubernetesRange[] {
  const { kubernetes = [] } = line.replacement;
  const holds = kubernetes.filter(({ since }) => {
    const start = line.start(since);
    return start !== undefined && start <= version.index;
  });
  const of = (by: KubernetesRange['by']): KubernetesRange[] => {
    const own = holds.filter((range) => range.by === by);
    const release = version.index === 0 ? own.find(({ since }) => since === 'release') : undefined;
    return [release ?? own.at(-1) ?? []].flat().filter(({ range }) => range !== '');
  };
  return [...of('chart'), ...of('project')];
}

/**
 * Where a version of Kubernetes is, relative to what a version runs on.
 * @param line - all versions of the component
 * @param version - the version
 * @param kubernetes - version of Kubernetes, such as `1.27`
 */
export function kubernetesPlace(line: VersionLine, version: KnownVersion, kubernetes: string): RangePlace {
  const places = kubernetesRanges(line, version).map(({ range }) => placeInRange(kubernetes, range));
  return places.find((place) => place !== 'inside') ?? 'inside';
}
