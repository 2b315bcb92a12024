import type { ChangePoint } from './change-point';

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
