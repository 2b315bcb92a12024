import { posix } from 'path';
import { fluentd } from '../../components';
import { UNKNOWN_ADDRESS } from '../../ingress/host-names';
import { ChartValuesError } from '../../charts/chart-values-error';
import type { HelmSource } from '../../gitops/helm-source';
import { partUnit } from '../../installer/delivery/part-unit';
import type { Part } from '../../installer/delivery/part';
import { publishedImages } from '../../installer/published/published-images';
import type { Profile } from '../../profile/profile';
import { pushTo } from '../../values/push-to';
import type { DriftEntry, FieldDrift } from '../drift/drift-entry';
import { ASSUMED, deliveredParts } from '../drift/drift-manifests';
import { valueField, valuesDrift, type ValueDrift } from '../drift/drift-values';
import type { FoundCharts, PlacedChart } from './adopt-charts';
import { sourceCall, sourceOf } from './adopt-charts-installer';
import type { AdoptFinding } from './adopt-finding';

/** A chart that something delivers beside the one that the program delivers in its place. */
export interface ComparedChart extends PlacedChart {
  /** What the values do not have in common. */
  readonly values: readonly ValueDrift[];
  /** Names of values files of the program; undefined where those that run have the same ones. */
  readonly files: readonly string[] | undefined;
}

/** What the values of delivered charts are beside those of the program. */
export interface ComparedCharts {
  readonly compared: readonly ComparedChart[];
  /** Those in whose place the program has no chart, and those that could not be read. */
  readonly findings: readonly AdoptFinding[];
}

/**
 * Compares the values of all charts that Argo CD or Flux delivers with those that the program would give them.
 * @param charts - what is delivered
 * @param platform - the platform of the program
 */
export function comparedCharts(charts: FoundCharts, platform: Profile): ComparedCharts {
  const wanted = wantedCharts(charts, platform);
  const compared: ComparedChart[] = [];
  const findings: AdoptFinding[] = [];
  for (const placed of charts.placed) {
    const { component, place } = placed;
    const chart = inPlaceOf(placed, wanted.get(component) ?? []);
    if (!place.isRead) findings.push(unreadFinding(placed));
    if (chart === undefined) {
      for (const finding of unmatchedFindings(placed)) findings.push(finding);
    } else {
      const { values, valueFiles = [] } = chart;
      const isSameFiles = namesOf(place.files) === namesOf(valueFiles);
      compared.push({
        ...placed,
        values: place.isRead ? valuesDrift(place.values, values).filter((one) => !isDerived(component, one)) : [],
        files: isSameFiles ? undefined : valueFiles,
      });
    }
  }
  return { compared, findings };
}

/**
 * Differences of values as drift: each is a field that the program would change.
 * @param compared - what was compared
 */
export function chartValuesDrift(compared: readonly ComparedChart[]): readonly DriftEntry[] {
  return compared.flatMap(({ component, place, values, files }): DriftEntry[] => {
    const fields: FieldDrift[] = [
      ...values.map((one) => valueField(place.at, one)),
      ...(files === undefined ? [] : [{ path: place.filesAt, runs: [...place.files], wanted: [...files] }]),
    ];
    return fields.length === 0 ? [] : [{ kind: 'changed', object: place.by, component, fields }];
  });
}

/** Values that follow from the section of the component as it is written, and say nothing of their own. */
const DERIVED: ReadonlyArray<readonly [component: string, key: string]> = [[fluentd.name, 'logging.configHash']];

function isDerived(component: string, { keys }: ValueDrift): boolean {
  return DERIVED.some(([name, key]) => name === component && key === keys.join('.'));
}

/** Values files by their names: each tool finds them by a path of its own. */
function namesOf(files: readonly string[]): string {
  return files.map((file) => posix.basename(file)).join('\n');
}

/** Any repository: where the output goes does not matter for values. */
export const OUTPUT = { url: 'https://git.example.com/platform.git', revision: 'main' };

/** The charts of the program with their values, by component. */
function wantedCharts(charts: FoundCharts, platform: Profile): ReadonlyMap<string, readonly HelmSource[]> {
  const source = sourceOf(sourceCall(charts));
  const found = new Map<string, HelmSource[]>();
  for (const part of deliveredParts(platform, source)) {
    const helm = helmOf(part, platform, source);
    if (helm !== undefined) pushTo(found, part.component, helm);
  }
  return found;
}

/** Undefined for objects, and for values that the chart does not take, which a synthesis reports. */
function helmOf(part: Part, platform: Profile, source: ReturnType<typeof sourceOf>): HelmSource | undefined {
  const definition = platform.enabledComponents.find(({ name }) => name === part.component);
  const images = publishedImages(definition, platform);
  const context = { definition, images, source, output: OUTPUT, wave: 0, hasFluentBit: false };
  try {
    const { helm } = partUnit(part, { ...context, rendering: undefined, directory: undefined });
    return helm === undefined ? undefined : (withoutAssumed(helm) as HelmSource);
  } catch (error) {
    if (error instanceof ChartValuesError) return undefined;
    throw error;
  }
}

/** With the address of the cluster in place of the assumed one. */
function withoutAssumed(helm: HelmSource): unknown {
  return JSON.parse(JSON.stringify(helm).replaceAll(ASSUMED, UNKNOWN_ADDRESS));
}

/** The chart of a component that is the delivered one: the only one, or the one of several with the same name, folder and release. */
function inPlaceOf({ place }: PlacedChart, charts: readonly HelmSource[]): HelmSource | undefined {
  const isSame = (one: string | undefined, other: string | undefined): boolean =>
    one === undefined || other === undefined || posix.basename(one) === posix.basename(other);
  const named = charts.filter(({ chart }) => isSame(chart, place.chart));
  if (charts.length === 1) return named[0];
  const [first, ...others] = named.filter(({ path }) => isSame(path, place.path));
  return others.length === 0 ? first : [first, ...others].find((one) => one?.release === place.release);
}

function unreadFinding({ component, place }: PlacedChart): AdoptFinding {
  const what = 'states values that are no YAML object; they are not compared';
  return { severity: 'warning', at: `${component}: ${place.by}`, what, fix: `correct ${place.at}` };
}

/** Charts without values say nothing that could be lost. */
function unmatchedFindings({ component, place }: PlacedChart): AdoptFinding[] {
  if (Object.keys(place.values).length === 0 && place.files.length === 0) return [];
  const what = 'states values of a chart that the program does not deliver; they are not compared';
  const fix = 'compare them with what the program makes of the component';
  const got = [...Object.keys(place.values), ...place.files].join(', ');
  return [{ severity: 'warning', at: `${component}: ${place.by}`, what, got, fix }];
}
