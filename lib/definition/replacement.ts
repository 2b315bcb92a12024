import type {
  AvoidedVersion,
  KubernetesRange,
  ReplacementChange,
  ReplacementNeed,
  ReplacementOrder,
  ReplacementStop,
} from './replacement-change';
import type { KeepingValue, ReplacementResource, ValuesStep } from './replacement-step';
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
  /**
   * First version whose values the library derives.
   * @default - the first one
   */
  readonly derivedFrom?: string;
  /** Stored index or tags that list the releases, with the day of the stored copy. */
  readonly source: string;
  /** Licence of the chart. */
  readonly licence: string;
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
   * Why the library derives no values.
   * @default - the values differ from those of the release
   */
  readonly underived?: string;
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
