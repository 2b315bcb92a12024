import type { ResourceRequirements } from '../../definition/kubernetes-types';

/** How often a helper of cert-manager runs. */
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
   * What the controller gets and may use.
   * @default - none
   */
  readonly resources?: ResourceRequirements;
  /** The CA injector, which writes certificates of authorities into webhooks. */
  readonly cainjector?: CertManagerPartValues;
  /** The webhook, which checks the resources of cert-manager. */
  readonly webhook?: CertManagerPartValues;
}
