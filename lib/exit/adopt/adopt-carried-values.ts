import { isDeepStrictEqual } from 'util';
import { COMPONENTS, istio } from '../../components';
import { listAt } from '../../connectivity/manifest';
import { sectionOf } from '../../definition/effective-definition';
import type { Profile } from '../../profile/profile';
import type { VerrazzanoResource } from '../../resource/merge';
import type { JsonObject } from '../../values/json';
import { withValueAt } from '../../values/path';
import type { ValueDrift } from '../drift/drift-values';
import { hasCredential } from './adopt-applications';
import { comparedCharts, type ComparedChart, type ComparedCharts } from './adopt-chart-values';
import type { FoundCharts } from './adopt-charts';
import type { PlatformResult } from './adopt-platform';

/** A resource with its platform, and what the values of delivered charts are beside those of it. */
export interface CarriedValues extends ComparedCharts {
  readonly resource: VerrazzanoResource;
  readonly platform: Profile;
}

/** Values that overrides of a component state. */
interface Candidate {
  readonly component: string;
  /** Keys of its section below `spec.components`. */
  readonly section: readonly string[];
  readonly values: readonly ValueDrift[];
}

/**
 * The platform with overrides that carry over what only the values of delivered charts say. What cannot be carried over stays a difference:
 * credentials, values that only the program states, those of Istio, whose overrides are an IstioOperator document, and whatever the program
 * would refuse.
 * @param charts - what is delivered
 * @param start - the inferred resource and its platform
 * @param make - makes the platform of a resource
 */
export function carriedValues(
  charts: FoundCharts,
  start: Pick<CarriedValues, 'resource' | 'platform'>,
  make: (resource: VerrazzanoResource) => PlatformResult,
): CarriedValues {
  const first = { ...start, ...comparedCharts(charts, start.platform) };
  const candidates = candidatesOf(first.compared);
  const add = (before: CarriedValues, added: readonly Candidate[]): CarriedValues | undefined =>
    withCandidates(before, added, (resource) => carriedIn(charts, resource, make));
  // All at once, as hardly any is refused; else each on its own.
  return (
    add(first, candidates) ?? candidates.reduce<CarriedValues>((before, each) => add(before, [each]) ?? before, first)
  );
}

/** Undefined where the platform operator would refuse the merge. */
function carriedIn(
  charts: FoundCharts,
  resource: VerrazzanoResource,
  make: (resource: VerrazzanoResource) => PlatformResult,
): CarriedValues | undefined {
  const result = make(resource);
  return 'platform' in result
    ? { resource, platform: result.platform, ...comparedCharts(charts, result.platform) }
    : undefined;
}

/** Undefined where the program refuses them, or the values of a component do not become more like those that are delivered. */
function withCandidates(
  before: CarriedValues,
  added: readonly Candidate[],
  make: (resource: VerrazzanoResource) => CarriedValues | undefined,
): CarriedValues | undefined {
  if (added.length === 0) return before;
  const all = make(withOverrides(before.resource, added));
  if (all === undefined) return undefined;
  // Overrides of what a chart does not get by them would say what is not true.
  const taken = added
    .map((one) => ({ ...one, values: one.values.filter(({ keys }) => !differs(all, one.component, keys)) }))
    .filter(({ values }) => values.length > 0);
  const after = countOf(taken) === countOf(added) ? all : make(withOverrides(before.resource, taken));
  if (after === undefined || taken.length === 0) return taken.length === 0 ? before : undefined;
  const isNearer = taken.every(({ component }) => left(after, component) < left(before, component));
  return isNearer && refusals(after).every((one) => refusals(before).includes(one)) ? after : undefined;
}

function refusals({ platform }: CarriedValues): readonly string[] {
  return platform.node.validate();
}

function differs({ compared }: CarriedValues, component: string, keys: readonly string[]): boolean {
  const of = compared.filter((one) => one.component === component);
  return of.some(({ values }) => values.some((one) => isDeepStrictEqual(one.keys, keys)));
}

function left({ compared }: CarriedValues, component: string): number {
  return countOf(compared.filter((one) => one.component === component));
}

function countOf(all: ReadonlyArray<{ readonly values: readonly ValueDrift[] }>): number {
  return all.reduce((sum, { values }) => sum + values.length, 0);
}

function candidatesOf(compared: readonly ComparedChart[]): readonly Candidate[] {
  return compared.flatMap(({ component, values }): Candidate[] => {
    const definition = COMPONENTS.find(({ name }) => name === component);
    const section = definition && sectionOf(definition);
    const stated = values.filter((one) => one.runs !== undefined && !hasCredential(asValues([one])));
    const isPlain = section !== undefined && component !== istio.name && stated.length > 0;
    return isPlain ? [{ component, section: section.split('.'), values: stated }] : [];
  });
}

function asValues(values: readonly ValueDrift[]): JsonObject {
  return values.reduce<JsonObject>((all, { keys, runs = null }) => withValueAt(all, keys, runs), {});
}

/** The first of several overrides is the strongest. */
function withOverrides(
  { spec = {}, ...resource }: VerrazzanoResource,
  added: readonly Candidate[],
): VerrazzanoResource {
  const own = added.reduce<JsonObject>((left, { section, values }) => {
    const path = ['components', ...section, 'overrides'];
    return withValueAt(left, path, [{ values: asValues(values) }, ...listAt(left, ...path)]);
  }, spec);
  return { ...resource, spec: own };
}
