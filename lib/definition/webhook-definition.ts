import type { Creator } from './creator';

/** One webhook of a configuration. */
export interface HookDefinition {
  /** What it is asked about, as `<group>/<resource>`; `core` is the group without a name. */
  readonly resources: readonly string[];
  /** Path below the Service. */
  readonly path: string;
  /**
   * What happens when it does not answer.
   * @default Fail
   */
  readonly failurePolicy?: 'Fail' | 'Ignore';
}

/** A webhook configuration: what the API server asks before it admits an object. */
export interface WebhookDefinition {
  /** Whether it may change the object. */
  readonly kind: 'mutating' | 'validating';
  /** Name of the configuration. */
  readonly name: string;
  /** Service that answers. */
  readonly service: string;
  /**
   * Name of the port of that Service.
   * @default - that with number 443, which Kubernetes assumes; else the first
   */
  readonly port?: string;
  /**
   * Webhooks, keyed by name.
   * @default - not known: the configuration is made at run time
   */
  readonly hooks?: Readonly<Record<string, HookDefinition>>;
  /**
   * Paths, where the webhooks are not known one by one.
   * @default - those of the hooks
   */
  readonly paths?: readonly string[];
  /**
   * Certificate whose authority cert-manager writes into the configuration.
   * @default - somebody else does
   */
  readonly caFrom?: string;
  /**
   * Who makes it.
   * @default - as the component says
   */
  readonly createdBy?: Creator;
  /** Known from the source of another project only, and not observed. */
  readonly unverified?: true;
}
