import type { ResourceRequirements } from '../../definition/kubernetes-types';

/** Replicas of the CA injector or the webhook of cert-manager. */
export interface CertManagerPartValues {
  /**
   * Number of pods.
   * @default 1
   */
  readonly replicaCount?: number;
}

/** The typed part of the values of chart `cert-manager`. */
export interface CertManagerValues {
  /**
   * Number of pods of the controller.
   * @default 1
   */
  readonly replicaCount?: number;
  /**
   * Resource requests and limits of the controller.
   * @default - none
   */
  readonly resources?: ResourceRequirements;
  /** The CA injector, which injects certificates of authorities into webhook configurations. */
  readonly cainjector?: CertManagerPartValues;
  /** The webhook, which validates the resources of cert-manager. */
  readonly webhook?: CertManagerPartValues;
}
