import { textAt } from '../../connectivity/manifest';
import { VERRAZZANO_VERSION } from '../../definition/chart';
import { readVersion } from '../../resource/rules/semver';
import type { JsonObject } from '../../values/json';
import type { AdoptFinding } from './adopt-finding';
import type { RunningWorkload } from './adopt-workloads';

/** The release of a running platform. */
export interface FoundRelease {
  /** Version, such as `1.4.2`; undefined when nothing says it. */
  readonly version: string | undefined;
  /** What says it. */
  readonly source: string;
  /** How its minor version compares with that of the facts of this package: `1.7`. */
  readonly age: 'older' | 'same' | 'newer' | 'unknown';
}

/** Deployments whose image has the tag of the release. */
const RELEASE_IMAGES = [
  'verrazzano-platform-operator',
  'verrazzano-application-operator',
  'verrazzano-monitoring-operator',
  'verrazzano-cluster-operator',
  'verrazzano-authproxy',
];

/**
 * The release that runs: what the resource reports, else the tag of an image that each release builds, else what the resource asks for, or
 * the revision of the charts that are delivered.
 * @param resource - the Verrazzano resource, if there is one
 * @param workloads - what runs
 * @param revision - revision of the charts of the release, and what has it
 */
export function foundRelease(
  resource: JsonObject | undefined,
  workloads: readonly RunningWorkload[],
  revision?: { readonly text: string; readonly by: string },
): FoundRelease {
  const candidates: ReadonlyArray<readonly [text: string | undefined, source: string]> = [
    [textAt(resource, 'status', 'version'), 'status.version of the Verrazzano resource'],
    ...workloads
      .filter(({ name }) => RELEASE_IMAGES.includes(name))
      .map(({ name, containers }) => [imageTag(name, containers), `tag of the image of ${name}`] as const),
    [textAt(resource, 'spec', 'version'), 'spec.version of the Verrazzano resource'],
    [revision?.text, `revision of the charts of ${revision?.by}`],
  ];
  for (const [text, source] of candidates) {
    const version = text === undefined ? undefined : plain(text);
    if (version !== undefined) return { version, source, age: ageOf(version) };
  }
  return { version: undefined, source: 'nothing in the dump', age: 'unknown' };
}

/**
 * What the facts of this package cannot say about a release.
 * @param release - the release
 */
export function releaseFindings({ version, source, age }: FoundRelease): AdoptFinding[] {
  const at = 'release';
  const fix =
    'read the drift as the list of what differs, and follow the first steps of the plan before the program is delivered: where it sets another version, its first sync starts an upgrade';
  if (age === 'unknown') {
    const what = `the dump does not say the release; it is read with the facts of ${VERRAZZANO_VERSION}`;
    return [{ severity: 'warning', at, what, fix: 'add the Verrazzano resource with its status to the dump' }];
  }
  if (age === 'same') return [];
  const what = `names, ports, labels and images of this release are not among the facts of this package, which are those of ${VERRAZZANO_VERSION}; found by ${source}`;
  return [{ severity: 'warning', at, what, got: version, allowed: VERRAZZANO_VERSION, fix }];
}

function imageTag(name: string, containers: RunningWorkload['containers']): string | undefined {
  const image = containers.find((one) => one.image?.split(/[/:@]/).includes(name) === true)?.image;
  return /:v?(?<tag>\d+\.\d+\.\d+)[^/]*$/.exec(image ?? '')?.groups?.tag;
}

/** A build of a branch has the version of the next release, which it is not; it stays as it is written. */
function plain(text: string): string | undefined {
  const version = readVersion(text);
  if (version === undefined) return undefined;
  const numbers = version.numbers.join('.');
  return version.pre === '' ? numbers : `${numbers}-${version.pre}`;
}

function ageOf(version: string): FoundRelease['age'] {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [knownMajor = 0, knownMinor = 0] = VERRAZZANO_VERSION.split('.').map(Number);
  if (major === knownMajor && minor === knownMinor) return 'same';
  return major < knownMajor || (major === knownMajor && minor < knownMinor) ? 'older' : 'newer';
}
