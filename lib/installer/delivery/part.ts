import type { ComponentDefinition } from '../../definition/definition';
import type { KubernetesManifest } from '../../definition/kubernetes-manifest';
import type { WithoutObjects } from '../../gitops/helm-source';
import type { JsonObject } from '../../values/json';
import type { ReleaseChart } from '../chart-source';

/** A chart with its values, as it is delivered. */
export interface PartChart {
  /** The chart. */
  readonly chart: ReleaseChart;
  /** Name of the release. */
  readonly release: string;
  /** Namespace of the release. */
  readonly namespace: string;
  /** Values above those of all files. */
  readonly values: JsonObject;
  /** Objects that the chart of another component has. @default - none */
  readonly without?: WithoutObjects;
}

/** What one delivery unit holds of a component: a chart, or objects. */
export interface Part {
  /** Name of the unit. */
  readonly unit: string;
  /** Name of the component. */
  readonly component: string;
  /** The chart. @default - objects */
  readonly chart?: PartChart;
  /** The objects. @default - a chart */
  readonly objects?: readonly KubernetesManifest[];
}

/** How a component is delivered. */
export interface ComponentDelivery {
  /** The component. */
  readonly definition: ComponentDefinition;
  /** Objects that its chart needs. */
  readonly before: readonly Part[];
  /** What makes it run; empty where another component does. */
  readonly main: readonly Part[];
  /** Objects that need it. */
  readonly after: readonly Part[];
}

/** A component that a person installs, and why. */
export interface ByHand {
  /** The component. */
  readonly definition: ComponentDefinition;
  /** Why it cannot be delivered from Git. */
  readonly reason: string;
}
