import { rancherAgent, verrazzanoPlatformOperator, COMPONENTS } from '../../components';
import { objectAt, textAt } from '../../connectivity/manifest';
import { replacementOf } from '../../components/replacements';
import type { ComponentDefinition } from '../../definition/definition';
import { definitionVariant } from '../../definition/definition-variant';
import { servicesOf, type ComponentService } from '../../definition/service';
import { versionLine, type KnownVersion } from '../../definition/version-line';
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
  /** Workloads that are seen, or Services of workloads that the dump does not list, as `Kind namespace/name`. */
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
 * @param versions - versions of components whose chart is not that of the release
 */
export function foundComponents(
  dump: Dump,
  workloads: readonly RunningWorkload[],
  resource: JsonObject | undefined,
  versions: ReadonlyMap<string, KnownVersion> = new Map(),
): readonly FoundComponent[] {
  const status = objectAt(resource, 'status', 'components');
  const byPlace = new Map<string, RunningWorkload>();
  for (const one of workloads) byPlace.set(`${one.kind} ${one.namespace}/${one.name}`, one);
  return ALL.map((definition) => {
    const reported = Object.hasOwn(status, definition.name) ? status[definition.name] : undefined;
    const own = isJsonObject(reported) ? reported : {};
    return {
      name: definition.name,
      ...presenceOf(variantOf(definition, versions.get(definition.name)), dump, byPlace, workloads),
      state: textAt(own, 'state'),
      version: textAt(own, 'version'),
    };
  });
}

/** A published chart may have workloads of other names. */
function variantOf(definition: ComponentDefinition, version: KnownVersion | undefined): ComponentDefinition {
  const replacement = replacementOf(definition.name);
  if (version === undefined || replacement === undefined) return definition;
  return definitionVariant(definition, versionLine(replacement), version);
}

/**
 * The components with what delivers their charts: one without workloads is known by that alone.
 * @param components - as workloads show them
 * @param delivered - components of which something delivers a chart; undefined where nothing is known of it
 */
export function withDelivered(
  components: readonly FoundComponent[],
  delivered: ReadonlySet<string> | undefined,
): readonly FoundComponent[] {
  if (delivered === undefined || delivered.size === 0) return components;
  return components.map((one) => {
    const definition = ALL.find(({ name }) => name === one.name);
    const isByChart = definition?.chart !== undefined && workloadsOf(definition).length === 0;
    if (delivered.has(one.name)) return { ...one, presence: DELIVERED[one.presence] ?? one.presence };
    return isByChart && one.presence === 'unknown' ? { ...one, presence: 'absent' } : one;
  });
}

/** What is delivered is there, whatever the dump lacks. */
const DELIVERED: Readonly<Partial<Record<Presence, Presence>>> = { unknown: 'running', absent: 'partly' };

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
  const presence = presenceSeen(lasting, lastingSeen, seen.filter(isOwn).length, earlier.length);
  if (presence !== undefined) return { presence, workloads: names };
  const isGone = lasting.some(({ kind, namespace }) => dump.covers(kind, namespace));
  const served = isGone ? { presence: 'absent' as const, services: [] } : presenceServed(definition, lasting, dump);
  return { presence: served.presence, workloads: [...names, ...served.services.map(serviceText)] };
}

/** What the Services of workloads tell whose kinds the dump does not list: `kubectl cluster-info dump` leaves StatefulSets out. */
function presenceServed(definition: ComponentDefinition, lasting: readonly Workload[], dump: Dump) {
  const all = servicesOf(definition).filter(({ workload }) => lasting.some((one) => one.name === workload?.name));
  const services = all.filter(({ namespace, name }) => dump.find('Service', namespace, name) !== undefined);
  const isGone = all.some(({ namespace }) => dump.covers('Service', namespace));
  const presence: Presence = services.length > 0 ? 'partly' : isGone ? 'absent' : 'unknown';
  return { presence, services };
}

function serviceText({ namespace, name }: ComponentService): string {
  return `Service ${namespace}/${name}`;
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
