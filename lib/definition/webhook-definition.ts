import type { Creator } from './creator';

/** One webhook of a configuration. */
export interface HookDefinition {
  /** Resources that it admits, as `<group>/<resource>`; `core` is the group without a name. */
  readonly resources: readonly string[];
  /** Path below the Service. */
  readonly path: string;
  /**
   * What happens when it does not answer.
   * @default Fail
   */
  readonly failurePolicy?: 'Fail' | 'Ignore';
}

/** A webhook configuration of the API server. */
export interface WebhookDefinition {
  /** Validating or mutating. */
  readonly kind: 'mutating' | 'validating';
  /** Name of the configuration. */
  readonly name: string;
  /** Service of the webhook. */
  readonly service: string;
  /**
   * Name of the port of that Service.
   * @default - port 443, the default of Kubernetes; otherwise the first port
   */
  readonly port?: string;
  /**
   * Webhooks, keyed by name.
   * @default - not known: the configuration is created at run time
   */
  readonly hooks?: Readonly<Record<string, HookDefinition>>;
  /**
   * Paths, where the webhooks are not known one by one.
   * @default - those of the hooks
   */
  readonly paths?: readonly string[];
  /**
   * Certificate whose authority cert-manager injects into the configuration. @default - none: cert-manager does not inject it
   */
  readonly caFrom?: string;
  /**
   * What creates it. @default - as for the component
   */
  readonly createdBy?: Creator;
  /** Known only from the source code of another project, and not observed. */
  readonly unverified?: true;
}
