import type { ImageValues } from '../definition/image-values';
import type { ImageName } from '../definition/images';
import type { JsonObject } from '../values/json';
import type { ChartFacts } from './chart-facts';
import type { KeyValue } from './helm-set';

/** What the platform operator adds to the values file of one chart, as data and small rules. */
export interface ValuesDefinition {
  /**
   * Value for the Secret with credentials of the registry, where it exists.
   * @default - none
   */
  readonly pullSecret?: string;
  /**
   * Values of images.
   * @default - those by which the section of the component sets its images
   */
  readonly images?: Readonly<Partial<Record<ImageName, ImageValues>>>;
  /**
   * Settings, later ones winning.
   * @default - none
   */
  readonly settings?: (facts: ChartFacts) => readonly KeyValue[];
  /**
   * Documents that it generates above the settings, the strongest first.
   * @default - none
   */
  readonly documents?: (facts: ChartFacts) => readonly JsonObject[];
  /**
   * Values files besides that of the component.
   * @default - none
   */
  readonly files?: (facts: ChartFacts) => readonly string[];
  /**
   * Namespace of the release.
   * @default - that of the component
   */
  readonly namespace?: (facts: ChartFacts) => string;
  /** The values file of the component is a template, whose result is one of the documents. */
  readonly generatedFile?: true;
}

/** Pull secret as most charts take it. */
export const PULL_SECRET = 'imagePullSecrets[0].name';

/** Pull secret as the charts of Verrazzano take it. */
export const GLOBAL_PULL_SECRET = 'global.imagePullSecrets[0]';
