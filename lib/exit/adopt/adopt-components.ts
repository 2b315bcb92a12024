import { rancherAgent, verrazzanoPlatformOperator, COMPONENTS } from '../../components';
import { objectAt, textAt } from '../../connectivity/manifest';
import type { ComponentDefinition } from '../../definition/definition';
import { servicesOf } from '../../definition/service';
import { workloadsOf, type Workload } from '../../definition/workload';
import { isJsonObject, type JsonObject } from '../../values/json';
import type { Dump } from '../dump/dump';
import { EARLIER_WORKLOADS } from './adopt-earlier-names';
import type { RunningWorkload } from './adopt-workloads';

/**
 * What is seen of a component: all of its workloads, some, workloads of an earlier release, none although the dump lists them, or nothing
 * that proves either.
 */
export type Presence = 'running' | 'partly' | 'earlier' | 'absent' | 'unknown';

/** A component of the platform, as a dump shows it. */
export interface FoundComponent {
  /** Its name, as the platform operator gives it. */
  readonly name: string;
  /** What is seen of its workloads. */
  readonly presence: Presence;
  /** Workloads that are seen, as `Kind namespace/name`. */
  readonly workloads: readonly string[];
  /** State that the resource reports, such as `Ready` or `Disabled`; undefined when it reports none. */
  readonly state: string | undefined;
  /** Version that the resource reports; undefined when it reports none. */
  readonly version: string | undefined;
}

/**
 * The components of the platform as a dump shows them, in upstream's order, with the platform operator at the end.
 * @param dump - the dump
 * @param workloads - what runs
 * @param resource - the Verrazzano resource, if there is one
 */
export function foundComponents(
  dump: Dump,
  workloads: readonly RunningWorkload[],
  resource: JsonObject | undefined,
): readonly FoundComponent[] {
  const status = objectAt(resource, 'status', 'components');
  const byPlace = new Map<string, RunningWorkload>();
  for (const one of workloads) byPlace.set(`${one.kind} ${one.namespace}/${one.name}`, one);
  return ALL.map((definition) => {
    const reported = Object.hasOwn(status, definition.name) ? status[definition.name] : undefined;
    const own = isJsonObject(reported) ? reported : {};
    return {
      name: definition.name,
      ...presenceOf(definition, dump, byPlace, workloads),
      state: textAt(own, 'state'),
      version: textAt(own, 'version'),
    };
  });
}

function presenceOf(
  definition: ComponentDefinition,
  dump: Dump,
  byPlace: ReadonlyMap<string, RunningWorkload>,
  workloads: readonly RunningWorkload[],
): Pick<FoundComponent, 'presence' | 'workloads'> {
  // What comes and goes proves nothing by its absence, and what several components have proves none of them.
  const lasting = workloadsOf(definition).filter((one) => !one.atRunTime && one.kind !== 'Job' && isOwn(one));
  const seen = workloadsOf(definition).filter((one) => byPlace.has(placeOf(one)));
  const lastingSeen = lasting.filter((one) => byPlace.has(placeOf(one)));
  const earlier = workloads.filter((one) => isEarlier(definition.name, one));
  const names = [...seen.map(placeOf), ...earlier.map(({ kind, namespace, name }) => `${kind} ${namespace}/${name}`)];
  const presence = presenceSeen(lasting, lastingSeen, seen.length, earlier.length);
  return { presence: presence ?? (isGone(definition, lasting, dump) ? 'absent' : 'unknown'), workloads: names };
}

/** Nothing where none of its workloads is seen. */
function presenceSeen(
  lasting: readonly Workload[],
  lastingSeen: readonly Workload[],
  seen: number,
  earlier: number,
): Presence | undefined {
  if (lasting.length > 0 && lastingSeen.length === lasting.length) return 'running';
  if (lastingSeen.length > 0) return 'partly';
  if (earlier > 0) return 'earlier';
  return lasting.length === 0 && seen > 0 ? 'running' : undefined;
}

/** Whether the dump lists a kind and namespace in which the component would have a workload, or the Service of one. */
function isGone(definition: ComponentDefinition, lasting: readonly Workload[], dump: Dump): boolean {
  const services = servicesOf(definition).filter(
    ({ namespace, name, workload }) =>
      workload !== undefined &&
      lasting.some((one) => one.name === workload.name) &&
      !dump.find('Service', namespace, name),
  );
  return (
    lasting.some(({ kind, namespace }) => dump.covers(kind, namespace)) ||
    services.some(({ namespace }) => dump.covers('Service', namespace))
  );
}

/** Whether a workload is one that an earlier release had for a component. */
export function isEarlier(component: string, workload: RunningWorkload): boolean {
  return EARLIER_WORKLOADS.some(
    (one) =>
      one.component === component &&
      one.namespace === workload.namespace &&
      one.name.test(workload.name) &&
      (one.kind === undefined || one.kind === workload.kind),
  );
}

const ALL: readonly ComponentDefinition[] = [...COMPONENTS, rancherAgent, verrazzanoPlatformOperator];

/** Places of workloads that several components have. */
const SHARED: ReadonlySet<string> = new Set(
  ALL.flatMap((one) => workloadsOf(one).map(placeOf)).filter((place, at, places) => places.indexOf(place) !== at),
);

function isOwn(workload: Workload): boolean {
  return !SHARED.has(placeOf(workload));
}

function placeOf({ kind, namespace, name }: Workload): string {
  return `${kind} ${namespace}/${name}`;
}
