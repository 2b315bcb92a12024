import { applicationVersion } from '../definition/application-version';
import { certificatesOf } from '../definition/certificate';
import type { ComponentDefinition } from '../definition/definition';
import { effectiveImages } from '../definition/effective-images';
import { endOfLifeOf, type EndOfLife } from '../definition/end-of-life';
import { imageReference } from '../definition/image-references';
import { imageOf } from '../definition/images';
import { ingressesOf } from '../definition/ingress';
import { ownedObjectsOf } from '../definition/owned-objects';
import type { Platform } from '../definition/platform';
import { servicesOf } from '../definition/service';
import { workloadsOf } from '../definition/workload';
import { COMPONENTS } from '../components';
import { replacementOf } from '../components/replacements';
import type { MaintenanceStatus } from '../definition/replacement';
import type { ProfileName } from '../resource/merge';
import { enabledInProfile, PROFILE_NAMES } from './profiles';

/** A component in the list of components. */
export interface ComponentSummary {
  /** Name that the platform operator gives it. */
  readonly name: string;
  /** Key in `spec.components` of the Verrazzano resource; null when it cannot be configured. */
  readonly key: string | null;
  /** Kind of component. */
  readonly category: string;
  /** Whether each profile enables it. */
  readonly profiles: Readonly<Record<ProfileName, boolean>>;
  /** Namespace. */
  readonly namespace: string;
  /** Version of what runs, by its image; null when neither image nor chart has one. */
  readonly version: string | null;
  /** Version of its chart; null when it has no chart. */
  readonly chartVersion: string | null;
  /** Components that must be ready first, unless they are off. */
  readonly dependencies: readonly string[];
  /** Upstream products among its images that are past their end of life, earliest first. */
  readonly endOfLife: readonly EndOfLife[];
  /** The chart that is still maintained, or what there is instead. */
  readonly maintenance: Maintenance;
}

/** What replaces the chart of a component. */
export interface Maintenance {
  /** State of the replacement. */
  readonly status: MaintenanceStatus;
  /** The state in words. */
  readonly statement: string;
  /** Public source of it. */
  readonly source: string;
  /** Name of the newest chart; null where there is no successor. */
  readonly chart: string | null;
  /** The published version nearest to the release; null where there is none. */
  readonly closest: string | null;
  /** The newest version that the facts know; null where there is none. */
  readonly newest: string | null;
}

/**
 * What replaces the chart of a component.
 * @param component - name of the component
 */
export function maintenanceOf(component: string): Maintenance {
  const replacement = replacementOf(component);
  if (replacement === undefined) throw new Error(`${component} has no replacement facts`);
  const { status, statement, source, charts, closest = null, newest = null } = replacement;
  return { status, statement, source, chart: charts.at(-1)?.name ?? null, closest, newest };
}

const enabled = new Map<ProfileName, ReadonlySet<string>>();

/**
 * The entry of a component in the list of components.
 * @param definition - the component
 */
export function componentSummary(definition: ComponentDefinition): ComponentSummary {
  const { name, specKey, category, namespace, chart, after, images } = definition;
  return {
    name,
    key: specKey ?? null,
    category,
    profiles: statePerProfile(name),
    namespace,
    version: applicationVersion(definition) ?? null,
    chartVersion: chart?.version ?? null,
    dependencies: after ?? [],
    endOfLife: endOfLifeOf(images),
    maintenance: maintenanceOf(name),
  };
}

/**
 * All facts about a component, as plain data.
 * @param definition - the component
 * @param platform - whose effective resource decides; undefined is an installation without settings
 */
export function componentFacts(definition: ComponentDefinition, platform?: Platform): object {
  const { name } = definition;
  const { requires = [], chart = null, release, namespaces = [], images, webhooks = [] } = definition;
  return {
    ...componentSummary(definition),
    awaitedBy: COMPONENTS.filter(({ after }) => after?.includes(name)).map((one) => one.name),
    requires,
    partOf: definition.partOf ?? null,
    chart,
    release: release === undefined ? name : release,
    namespaces,
    images:
      platform === undefined ? images.map((image) => imageReference(imageOf(image))) : imagesOf(definition, platform),
    ...(platform !== undefined && { enabled: platform.isEnabled(name) }),
    workloads: workloadsOf(definition),
    services: servicesOf(definition).map(({ workload, ...service }) => ({
      ...service,
      workload: workload?.name ?? null,
    })),
    ingresses: ingressesOf(definition).map(({ definition: _, ...ingress }) => ingress),
    certificates: certificatesOf(definition),
    webhooks,
    scrapeTargets: definition.scrapeTargets ?? {},
    crds: definition.crds?.names ?? {},
    owned: ownedObjectsOf(definition).map(({ component: _, namespace = null, ...object }) => ({
      ...object,
      namespace,
    })),
  };
}

function imagesOf(definition: ComponentDefinition, { effective }: Platform): string[] {
  return effectiveImages([definition], effective.spec).map(({ reference }) => reference);
}

function statePerProfile(component: string): Record<ProfileName, boolean> {
  const isOn = (profile: ProfileName): boolean => {
    const names = enabled.get(profile) ?? enabledInProfile(profile);
    enabled.set(profile, names);
    return names.has(component);
  };
  const [dev, prod, managedCluster, none] = PROFILE_NAMES.map(isOn);
  return { dev: dev === true, prod: prod === true, 'managed-cluster': managedCluster === true, none: none === true };
}
