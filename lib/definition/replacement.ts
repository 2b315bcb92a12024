import type { JsonObject } from '../values/json';
import type { ChangePoint } from './change-point';
import type { DefinitionVariant } from './replacement-variant';

/** State of a replacement, as its project states it. */
export type MaintenanceStatus =
  /** Releases are made. */
  | 'maintained'
  /** Few releases, or releases of one vendor. */
  | 'weak'
  /** The chart moved to another repository. */
  | 'moved'
  /** Images or patches need a subscription. */
  | 'paywalled'
  /** No further releases, and no security fixes. */
  | 'retired'
  /** No successor. */
  | 'none';

/** How much can go wrong on the way. */
export type ReplacementRisk = 'low' | 'medium' | 'high' | 'very high';

/**
 * How it is read: a chart from a Helm repository, an OCI registry or a folder in Git, or the image that a custom resource names.
 */
export type ChartRepositoryKind = 'helm' | 'oci' | 'git' | 'image';

/** A published chart, and every version of it that the facts know. */
export interface ReplacementChart {
  /** Name in `Chart.yaml`; for `image` that of the custom resource's version. */
  readonly name: string;
  /**
   * Name in `line <name>`, where two charts have the same name.
   * @default - the name
   */
  readonly line?: string;
  /** How it is read. */
  readonly kind: ChartRepositoryKind;
  /** URL of the repository; for OCI without the name of the chart. */
  readonly repository: string;
  /**
   * Folder of the chart, for `git`.
   * @default - none
   */
  readonly path?: string;
  /**
   * Tag of a version, with `{version}` for that of the chart and `{app}` for that of the application.
   * @default `{version}`
   */
  readonly tag?: string;
  /**
   * Charts of the same version that belong to it.
   * @default - none
   */
  readonly companions?: readonly string[];
  /**
   * Released versions from oldest to newest: `<application version>: <chart versions>`, or chart versions alone where both are the
   * same. `5.45.3-5` is 5.45.3, 5.45.4 and 5.45.5.
   */
  readonly releases: readonly string[];
  /** Stored index or tags that list the releases, with the day of the stored copy. */
  readonly source: string;
  /** Licence of the chart. */
  readonly licence: string;
}

/** What kind of change it is. */
export type ChangeKind =
  /** Selector that the API server does not let change. */
  | 'selector'
  /** StatefulSet field, or volume, that the API server does not let change. */
  | 'statefulset'
  /** Object under another name, created again, or gone. */
  | 'object'
  /** Port of a Service or pod: renamed, moved, added or gone. */
  | 'port'
  /** Service account, by which policies know the pods. */
  | 'principal'
  /** NetworkPolicy of the chart. */
  | 'policy'
  /** CustomResourceDefinition. */
  | 'crd'
  /** Helm hook. */
  | 'hook'
  /** Value that is gone, renamed or refused. */
  | 'values'
  /** Data that migrate one way. */
  | 'migration'
  /** Secret or key whose values are generated again. */
  | 'secret'
  /** Image or registry. */
  | 'image'
  /** Anything else that behaves in another way. */
  | 'behaviour';

/**
 * How much a change asks for. `error`: applied as it is, the hop fails or loses something. `warning`: it works, and something else
 * must follow or cannot be undone. `note`: worth knowing.
 */
export type ChangeLevel = 'error' | 'warning' | 'note';

/** One change between two versions. */
export interface ReplacementChange {
  /** Where it begins. */
  readonly since: ChangePoint;
  /** Kind. */
  readonly kind: ChangeKind;
  /** What it asks for. */
  readonly level: ChangeLevel;
  /** What changes. */
  readonly what: string;
  /** What to do. */
  readonly fix: string;
  /**
   * Public source.
   * @default - that of the replacement
   */
  readonly source?: string;
}

/** Versions of Kubernetes, from a version of the component on until the next entry. */
export interface KubernetesRange {
  /** First version of the component. */
  readonly since: ChangePoint;
  /** Range such as `>=1.25` or `>=1.29 <1.34`; empty where it is not stated. */
  readonly range: string;
  /** `chart`: Helm refuses others. `project`: others are not supported. */
  readonly by: 'chart' | 'project';
}

/** Another component that a version needs in a certain range. */
export interface ReplacementNeed {
  /** First version that needs it. */
  readonly since: ChangePoint;
  /**
   * First version that no longer needs it.
   * @default - all later ones
   */
  readonly until?: ChangePoint;
  /** The other component. */
  readonly component: string;
  /** Range of the application version of the other one, such as `>=8.4`. */
  readonly range: string;
  /** Why. */
  readonly why: string;
  /**
   * Public source.
   * @default - that of the replacement
   */
  readonly source?: string;
}

/** A component that is moved first, where both are moved. */
export interface ReplacementOrder {
  /** The other component. */
  readonly component: string;
  /** Why. */
  readonly why: string;
}

/** A version to come by: one version, or the newest of every minor or major line. */
export type ReplacementStop =
  | {
      /** Version of the chart. */
      readonly at: string;
      readonly each?: undefined;
      /** Why it must not be left out. */
      readonly why: string;
      /** The project allows leaving it out; it is safer not to. */
      readonly advised?: true;
    }
  | {
      readonly at?: undefined;
      /** Every line of that kind is one stop. */
      readonly each: 'minor' | 'major';
      /** Whose lines. */
      readonly of: 'app' | 'chart';
      /**
       * First version that counts.
       * @default - all
       */
      readonly since?: ChangePoint;
      /** Why it must not be left out. */
      readonly why: string;
      /** The project allows leaving it out; it is safer not to. */
      readonly advised?: true;
    };

/** A version that must not be used. */
export interface AvoidedVersion {
  /** Range of chart versions, such as `1.19.0` or `>=2.8.0 <2.8.3`. */
  readonly range: string;
  /**
   * Only coming from these chart versions.
   * @default - always
   */
  readonly from?: string;
  /** Why. */
  readonly why: string;
  /** What to do. */
  readonly fix: string;
  /**
   * Public source.
   * @default - that of the replacement
   */
  readonly source?: string;
}

/** A rule of the values that keeps what runs: names, selectors, ports, service accounts. */
export interface KeepingValue {
  /** The value, as `key.key: value`, or a name such as the release. */
  readonly value: string;
  /** What it keeps. */
  readonly keeps: string;
  /**
   * First version that needs it.
   * @default - from adoption on
   */
  readonly since?: ChangePoint;
}

/** How the values of Verrazzano become those of a published chart, from a version on. */
export interface ValuesStep {
  /** First version. */
  readonly since: ChangePoint;
  /** First version to which it no longer applies. @default - all later ones */
  readonly until?: ChangePoint;
  /** Paths that are left out of computed values; keys are separated by dots. */
  readonly remove?: readonly string[];
  /** Paths that the values files of the release set and the chart does not have: they are set to null, which removes them. */
  readonly drop?: readonly string[];
  /** Paths that move: from, to. */
  readonly move?: Readonly<Record<string, string>>;
  /**
   * What replaces the values files of the release, which the chart refuses: values below all others. No file is read then.
   * @default - the files are read
   */
  readonly insteadOfFiles?: JsonObject;
  /** Values that become arguments in `extraArgs`: path to the text in front of each. */
  readonly toArguments?: Readonly<Record<string, string>>;
  /** Values to the switches that they need, which are set to true where the value is neither empty, nor false, nor 0. */
  readonly switchOn?: Readonly<Record<string, string>>;
  /** Values that are set: path to value. */
  readonly set?: JsonObject;
  /** Lists that get more items: path to the items. */
  readonly append?: Readonly<Record<string, readonly JsonObject[]>>;
}

/** How the version of a component is stated in the resource from which its operator makes it. */
export interface ReplacementResource {
  /** Kind of the resource. */
  readonly kind: string;
  /** First version at which it differs: before it, the images of the release stay. */
  readonly since: ChangePoint;
  /**
   * Fields that are left out, as keys separated by dots, where `*` is every item of a list.
   * @default - none
   */
  readonly drop?: readonly string[];
  /** Fields that follow from the version, as keys separated by dots: `{app}` is the version of the application. */
  readonly fields: Readonly<Record<string, string>>;
  /**
   * Fields with an image, or with the folder of images, likewise; a private registry changes them.
   * @default - none
   */
  readonly images?: Readonly<Record<string, string>>;
}

/** The maintained replacement of a component: what is published, and what changes on the way there. */
export interface Replacement {
  /** Name of the component. */
  readonly component: string;
  /** State. */
  readonly status: MaintenanceStatus;
  /** The state in words. */
  readonly statement: string;
  /** Where its project states it. */
  readonly source: string;
  /** How much can go wrong. */
  readonly risk: ReplacementRisk;
  /** Version that runs in the release, as chart version, or as version of the application where there is no chart. */
  readonly installed: string;
  /**
   * Version of the application that runs in the release.
   * @default - as installed
   */
  readonly installedApp?: string;
  /** Charts in the order in which they are used; none where there is no successor. */
  readonly charts: readonly ReplacementChart[];
  /**
   * Charts whose values the library derives from the platform, by the name of their line; none leaves the component with the release.
   * @default - the first one
   */
  readonly derived?: readonly string[];
  /**
   * The published version that is nearest to what runs, and changes least.
   * @default - none is published
   */
  readonly closest?: string;
  /**
   * Newest version that a stored source shows.
   * @default - none
   */
  readonly newest?: string;
  /**
   * Where a ladder ends, where that is not the newest version.
   * @default - the newest version
   */
  readonly end?: { readonly version: string; readonly why: string };
  /**
   * Why later versions than the newest known one wait.
   * @default - nothing is known of them
   */
  readonly beyond?: string;
  /**
   * Component whose chart brings this one along: it is moved with it.
   * @default - it has a chart of its own
   */
  readonly movedWith?: string;
  /** Values that keep what runs. */
  readonly keeps?: readonly KeepingValue[];
  /**
   * No chart makes it but its operator, from a resource that the library writes.
   * @default - a chart makes it
   */
  readonly resource?: ReplacementResource;
  /**
   * Kinds of objects that only Verrazzano's chart makes, which the library makes in its place.
   * @default - none
   */
  readonly lacks?: readonly string[];
  /** How Verrazzano's values become those of the published chart. */
  readonly values?: readonly ValuesStep[];
  /** How the definition differs from a version on: ports, Services, scrape targets, webhooks, images. */
  readonly variants?: readonly DefinitionVariant[];
  /** What changes. */
  readonly changes?: readonly ReplacementChange[];
  /** Versions of Kubernetes. */
  readonly kubernetes?: readonly KubernetesRange[];
  /** What it needs of other components. */
  readonly needs?: readonly ReplacementNeed[];
  /** What is moved before it. */
  readonly after?: readonly ReplacementOrder[];
  /** Versions on the way that must not be left out. */
  readonly stops?: readonly ReplacementStop[];
  /** Versions that must not be used. */
  readonly avoid?: readonly AvoidedVersion[];
  /** What to do where there is no successor, or as well. */
  readonly instead?: string;
  /** What the facts do not prove. */
  readonly unproven?: readonly string[];
}
