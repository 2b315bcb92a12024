import type { KubernetesManifest } from '../../definition/kubernetes-manifest';
import type { OwnedObject } from '../../definition/owned-objects';
import type { Platform } from '../../definition/platform';
import type { RemainingStep, RequiredSecret } from '../../gitops/gitops-cluster';
import { MergeError } from '../../resource/merge';
import { adminObjects } from './admin-objects';
import { carriedToManaged } from './carried-secrets';
import { ownedOnAdmin, ownedOnManaged } from './owned-objects';
import type { RegistrationFacts } from './registration-facts';
import { registrationFacts } from './registration-facts';
import type { RegistrationProps } from './registration-props';
import { managedSteps, removalSteps, secretsOnAdmin, secretsOnManaged } from './steps';

/** A cluster with a profile. */
export interface RegisteredCluster {
  /** Name of the cluster. */
  readonly clusterName: string;
  /** Its profile; undefined while it has none. */
  readonly platform: Platform | undefined;
}

/** Objects of one cluster, and of the other. */
export interface Halves<T> {
  readonly admin: readonly T[];
  readonly managed: readonly T[];
}

const NOTHING = { admin: [], managed: [] };

/**
 * The registration of a managed cluster with its admin cluster: both halves follow from this one value. While the admin cluster has no
 * profile, or one whose merge is refused, there is nothing.
 */
export class Registration {
  private found: RegistrationFacts | undefined;

  /**
   * @param admin - the admin cluster
   * @param managed - the managed cluster
   * @param props - what the program says
   */
  constructor(
    readonly admin: RegisteredCluster,
    readonly managed: RegisteredCluster,
    readonly props: RegistrationProps,
  ) {}

  /** What it follows from; undefined while the admin cluster has no profile, or a merge is refused. */
  get facts(): RegistrationFacts | undefined {
    const { admin, managed, props, found } = this;
    if (admin.platform === undefined) return undefined;
    if (found?.admin === admin.platform && found.managed === managed.platform) return found;
    const ends = { name: managed.clusterName, adminName: admin.clusterName, props };
    try {
      this.found = registrationFacts({ ...ends, admin: admin.platform, managed: managed.platform });
      return this.found;
    } catch (error) {
      if (error instanceof MergeError) return undefined;
      throw error;
    }
  }

  /** Objects that are declared. */
  get objects(): Halves<KubernetesManifest> {
    return this.halves(adminObjects, carriedToManaged);
  }

  /** Objects that operators make or change. */
  get owned(): Halves<OwnedObject> {
    return this.halves(ownedOnAdmin, ownedOnManaged);
  }

  /** Secrets that must exist. */
  get secrets(): Halves<RequiredSecret> {
    return this.halves(secretsOnAdmin, secretsOnManaged);
  }

  /** What remains to be done, in order. */
  get steps(): readonly RemainingStep[] {
    return this.facts === undefined ? [] : managedSteps(this.facts);
  }

  /** How the cluster is taken out of the estate, in order. */
  get removal(): readonly RemainingStep[] {
    return this.facts === undefined ? [] : removalSteps(this.facts);
  }

  private halves<T>(
    onAdmin: (facts: RegistrationFacts) => readonly T[],
    onManaged: (facts: RegistrationFacts) => readonly T[],
  ): Halves<T> {
    const { facts } = this;
    return facts === undefined ? NOTHING : { admin: onAdmin(facts), managed: onManaged(facts) };
  }
}
