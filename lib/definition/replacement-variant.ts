import type { ChangePoint } from './change-point';
import type { PublishedImageValues } from './image-values';
import type { ImageName } from './images';
import type { ScrapeTargetDefinition } from './scrape-target-definition';
import type { UnreachedAccount } from './pull-secret';
import type { ServiceDefinition } from './service-definition';
import type { WorkloadDefinition } from './workload-definition';
import type { IngressDefinition } from './ingress-definition';
import type { PortDefinition } from './port-definition';

/** What differs of a workload; ports are merged by key, and null takes one away. */
export interface WorkloadVariant extends Omit<WorkloadDefinition, 'ports'> {
  /**
   * Workload of the release whose facts it takes, where its object has another name.
   * @default - the one of its own name
   */
  readonly like?: string;
  /** Ports that are added or changed, keyed by the name of the container port; null is gone. */
  readonly ports?: Readonly<Record<string, number | PortDefinition | null>>;
}

/** How the definition of a component differs from a version of its published chart on: what is not named stays. */
export interface DefinitionVariant {
  /** First version. */
  readonly since: ChangePoint;
  /**
   * First version to which it no longer applies.
   * @default - all later ones
   */
  readonly until?: ChangePoint;
  /**
   * Null: its own chart makes its objects, where another component did.
   * @default - as in the release
   */
  readonly createdBy?: null;
  /** Pods by the name of their object: fields that differ; null is gone. A name that is new is a workload of its own. */
  readonly workloads?: Readonly<Record<string, WorkloadVariant | null>>;
  /** Services by name, each in whole; null is gone. */
  readonly services?: Readonly<Record<string, ServiceDefinition | null>>;
  /** Fields of Ingresses that differ, by name; null is gone. */
  readonly ingresses?: Readonly<Record<string, Partial<IngressDefinition> | null>>;
  /** Scrape targets by name, each in whole; null is gone. */
  readonly scrapeTargets?: Readonly<Record<string, ScrapeTargetDefinition | null>>;
  /** Names of webhook configurations that are gone. */
  readonly withoutWebhooks?: readonly string[];
  /** Names of Certificates that are gone. */
  readonly withoutCertificates?: readonly string[];
  /**
   * Images that the published chart names, to the chart values by which each is set: `resource` where the resource of its operator has
   * it, null where nothing does. References have `{app}` for the version of the application. A tag that is left out is one that the
   * chart chooses.
   */
  readonly images?: Readonly<Record<string, PublishedImageValues | 'resource' | null>>;
  /** Images of the release that it names beside `images`. */
  readonly releaseImages?: readonly ImageName[];
  /** Chart values that name the Secret with the credentials of a private registry, such as `imagePullSecrets[0].name`. */
  readonly pullSecretValues?: readonly string[];
  /** Service accounts of pods that no chart value gives that Secret, all of them. */
  readonly unreachedAccounts?: Readonly<Record<string, UnreachedAccount>>;
}
