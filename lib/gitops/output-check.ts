import type { GitOpsCluster } from './gitops-cluster';
import type { Manifest } from './render/rendered-object';

/** An object of the output. */
export interface OutputObject {
  /** Path of its construct. */
  readonly path: string;
  /** The cluster that it is delivered to. */
  readonly cluster: GitOpsCluster;
  /** Name of its delivery unit. */
  readonly unit: string;
  /** The object, as it is written. */
  readonly manifest: Manifest;
}

/** A chart or a kustomization, whose objects are not in the output. */
export interface OutputSource {
  /** The cluster that it is delivered to. */
  readonly cluster: GitOpsCluster;
  /** Namespace of the chart; undefined: any. */
  readonly namespace: string | undefined;
}

/**
 * Looks at all objects of an output before it is written.
 *
 * @returns messages; nothing is written when there are any
 */
export type OutputCheck = (objects: readonly OutputObject[], sources: readonly OutputSource[]) => readonly string[];
