import type { JsonObject } from '../values/json';
import type { ChangePoint } from './change-point';

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
