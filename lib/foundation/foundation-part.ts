import type { KubernetesManifest } from '../definition/kubernetes-manifest';
import type { DeliveryUnitProps } from '../gitops/delivery-unit';
import type { RequiredSecret } from '../gitops/gitops-cluster';

/** A delivery unit of the foundation and what it holds. */
export interface FoundationUnit {
  /** Name of the unit. */
  readonly name: string;
  /** How it is delivered. */
  readonly props: DeliveryUnitProps;
  /** Public source of what it holds, at the release: a URL. */
  readonly source: string;
  /** Its objects; none for a kustomization. */
  readonly objects: readonly KubernetesManifest[];
  /** Images of a kustomization, without tag, as its resources name them. @default - none */
  readonly images?: readonly string[];
  /** Places of images that are not in a PodSpec, by kind. @default - none */
  readonly imageFields?: Readonly<Record<string, readonly string[]>>;
}

/** What a part of the foundation brings to a cluster. */
export interface FoundationContent {
  /** Delivery units, in order. */
  readonly units: readonly FoundationUnit[];
  /** Secrets that must exist. */
  readonly secrets: readonly RequiredSecret[];
  /** What a reviewer should know, one sentence each. */
  readonly warnings: readonly string[];
  /** Minor versions of Kubernetes that the release supports. @default - unknown */
  readonly supports?: SupportedVersions;
}

/** Minor versions of Kubernetes that a release supports. */
export interface SupportedVersions {
  /** The release, such as `Rook v1.17.7`. */
  readonly release: string;
  /** Number of the first minor version. */
  readonly first: number;
  /** Number of the last minor version. */
  readonly last: number;
}

/** Waves of the units: before everything of the platform, which begins at 0. */
export const WAVES = { network: -40, storageOperator: -30, storage: -25, ingress: -20 } as const;
