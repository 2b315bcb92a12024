import type { KnownVersion, VersionLine } from '../definition/version-line';
import { lineOf } from '../values/version-number';
import { isAvoided } from '../definition/hop/hop-avoid';
import { kubernetesPlace } from '../definition/hop/hop-kubernetes';
import { stopsBetween } from '../definition/hop/hop-stops';

/** The versions through which one component goes, from the one that runs to the last one. */
export interface Chain {
  /** Name of the component, or {@link KUBERNETES}. */
  readonly component: string;
  /** All versions of the component; undefined for Kubernetes. */
  readonly line: VersionLine | undefined;
  /** At least the one that runs. */
  readonly versions: readonly ChainVersion[];
}

/** One version of a chain. */
export type ChainVersion = Pick<KnownVersion, 'version' | 'app'> & {
  /** Place in the line of the component; absent for Kubernetes. */
  readonly index?: number;
  /** Why the chain stops there; absent where it is the goal, or what runs. */
  readonly why?: string;
  /** It is the step from Verrazzano's chart to a published one. */
  readonly adoption?: true;
};

/** Name of the chain of Kubernetes itself. */
export const KUBERNETES = 'kubernetes';

/**
 * The chain of a component.
 * @param line - all versions of the component
 * @param from - the version that runs
 * @param to - the goal
 * @param kubernetes - versions of Kubernetes at the beginning and the end: a first step that they do not allow is left out
 */
export function chainOf(
  line: VersionLine,
  from: KnownVersion,
  to: KnownVersion,
  kubernetes: { readonly from: string; readonly to: string },
): Chain {
  const first = from.index === 0 ? adoptionOf(line, kubernetes) : undefined;
  const why = 'the published chart first, in the version with the fewest changes';
  const adoption = first !== undefined && first.index < to.index ? [{ ...first, why, adoption: true as const }] : [];
  const stops = stopsBetween(line, from, to).map(({ version, why }) => ({ ...version, why }));
  const between = new Map([...stops, ...adoption].map((version) => [version.index, version]));
  const sorted = [...between.values()].sort((a, b) => a.index - b.index);
  return {
    component: line.replacement.component,
    line,
    versions: from.index === to.index ? [from] : [from, ...sorted, to],
  };
}

/** The closest published version; a later one of the same minor line where Kubernetes is too new for it, and none where it stays too old. */
function adoptionOf(
  line: VersionLine,
  kubernetes: { readonly from: string; readonly to: string },
): KnownVersion | undefined {
  const { closest } = line;
  if (closest === undefined) return undefined;
  const minor = lineOf(closest.version, 2);
  return line.versions
    .slice(closest.index)
    .filter(({ version, chart }) => chart === closest.chart && lineOf(version, 2) === minor)
    .find(
      (one) =>
        !isAvoided(line, one) &&
        kubernetesPlace(line, one, kubernetes.from) !== 'above' &&
        kubernetesPlace(line, one, kubernetes.to) !== 'below',
    );
}

/**
 * The chain of Kubernetes, one minor at a time.
 * @param from - version such as `1.27`
 * @param to - version such as `1.30`
 */
export function kubernetesChain(from: string, to: string): Chain {
  const [low = 0, high = 0] = [from, to].map((version) => Number(version.split('.')[1]));
  const versions = Array.from({ length: Math.max(high - low, 0) + 1 }, (_, at) => `1.${low + at}`);
  const why = 'kubeadm upgrades one minor version at a time';
  return {
    component: KUBERNETES,
    line: undefined,
    versions: versions.map((version, at) => ({
      version,
      app: version,
      ...(at > 0 && at < versions.length - 1 && { why }),
    })),
  };
}

/**
 * The version that a component is moved to where none is stated: the highest up to the end of its ladder that runs on a version of
 * Kubernetes; the first one after that end where Kubernetes leaves no other; what runs where Kubernetes is too old for every known version.
 * @param line - all versions of the component
 * @param from - the version that runs
 * @param kubernetes - version of Kubernetes at the end
 * @param below - place of the first version that cannot be; what it needs is not to be had
 * @returns undefined where no version runs on it
 */
export function goalOf(
  line: VersionLine,
  from: KnownVersion,
  kubernetes: string,
  below = Infinity,
): KnownVersion | undefined {
  const end = line.published(line.replacement.end?.version) ?? line.newest ?? line.release;
  const last = end.index < from.index ? from : end;
  const runs = line.versions.slice(from.index).filter((version) => isGoal(line, version, kubernetes, below));
  const found = runs.filter(({ index }) => index <= last.index).at(-1) ?? runs[0];
  return found ?? (kubernetesPlace(line, from, kubernetes) === 'above' ? undefined : from);
}

function isGoal(line: VersionLine, version: KnownVersion, kubernetes: string, below: number): boolean {
  const isInside = kubernetesPlace(line, version, kubernetes) === 'inside';
  return version.index < below && !isAvoided(line, version) && isInside;
}
