import type { Construct } from 'constructs';
import { declaredOwned, type OwnedObject } from '../definition/owned-objects';
import { declareClusterRole, onPlatform } from '../definition/platform';
import type { RemainingStep } from '../gitops/gitops-cluster';
import type { DeliveryUnitProps } from '../gitops/delivery-unit';
import { WAITING_RETRY } from '../gitops/retry';
import { ManifestSet } from '../installer/manifest-set';
import type { KubernetesManifest } from '../definition/kubernetes-manifest';
import { describeProblem, throwProblems } from '../values/problem';
import { Profile } from '../profile/profile';
import { unlessRefused } from '../resource/unless-refused';
import type { ClusterFlow } from './flows/cluster-flow';
import { clusterFlows } from './flows/cluster-flows';
import { adminProblems, apiServerProblems } from './registration/admin-problems';
import { adminConfigMap } from './registration/admin-objects';
import { endpointSteps, SCRAPE_SECRET, sharedMetrics } from './registration/metrics';
import { ownedOnce } from './registration/owned-objects';
import type { Registration } from './registration/registration';
import type { RegistrationFacts } from './registration/registration-facts';
import type { VerrazzanoClusterProps } from './verrazzano-cluster';
import { VerrazzanoCluster } from './verrazzano-cluster';
import { requireProps } from '../values/shape/require-props';

/** Properties of an admin cluster. */
export interface AdminClusterProps extends VerrazzanoClusterProps {
  /**
   * Address of its API server as managed clusters reach it, `https://<host>[:<port>]`; needed where Rancher is off. Its certificate must
   * be signed by the authority in the cluster's own client configuration.
   * @default - none
   */
  readonly apiServer?: string;
}

/** What the admin cluster has once for its managed clusters: after the platform, since the namespaces come with it. */
const MULTICLUSTER_UNIT: DeliveryUnitProps = {
  wave: 15,
  description: 'What the registrations of managed clusters have in common',
  retry: WAITING_RETRY,
  allowSecrets: [
    { name: SCRAPE_SECRET, reason: 'scrape jobs of Prometheus; passwords are read from files of another Secret' },
  ],
};

/**
 * The cluster from which an estate is managed. It runs profile `prod` or `dev` (Verrazzano's documentation, Installation
 * Profiles).
 */
export class AdminCluster extends VerrazzanoCluster {
  /** Address of its API server as managed clusters reach it; undefined when it is not set. */
  readonly apiServer: string | undefined;

  private readonly registered: Registration[] = [];
  private shared: ManifestSet | undefined;

  /**
   * @param scope - the app
   * @param id - name of the cluster, a DNS label
   * @param props - facts and destination
   * @throws Error when the name or the address of the API server is not valid; wrong facts are reported at synthesis
   */
  constructor(scope: Construct, id: string, props: AdminClusterProps) {
    requireProps('AdminClusterProps', props, scope, id);
    super(scope, id, props);
    throwProblems(apiServerProblems(props.apiServer), this.node.path);
    this.apiServer = props.apiServer;
    declareClusterRole(this, 'admin');
    this.declareOwnedObjects(() => declaredOwned(unlessRefused([], () => this.ownedByOperator)));
    this.declareRemainingSteps(() => unlessRefused([], () => this.sharedSteps()));
    onPlatform(this, () => this.shared?.invalidate());
    this.node.addValidation({
      validate: () => adminProblems(this, this.facts).map(describeProblem),
    });
  }

  /** The registrations of its managed clusters, in the order of their construction. @internal */
  get registrations(): readonly Registration[] {
    return [...this.registered];
  }

  /**
   * Objects that operators make or change on this cluster because it manages others; the library emits none of them. Those of the
   * platform itself are in `Profile.ownedByOperator`.
   */
  get ownedByOperator(): readonly OwnedObject[] {
    const { facts } = this;
    const [first] = facts;
    if (first === undefined || first.way === 'declared') return [];
    const once = ownedOnce({ rancher: first.way === 'rancher', privateCa: first.isAdminCaPrivate });
    const each = this.registered.flatMap(({ owned }) => owned.admin);
    const known = new Map([...once, ...each].map((one) => [JSON.stringify(one), one]));
    return [...known.values()];
  }

  /**
   * Traffic between this cluster and its managed clusters; `clusterFirewall` makes the firewall list of it.
   * @throws MergeError when the platform operator would refuse the merge of one of them
   */
  get clusterFlows(): readonly ClusterFlow[] {
    const { facts } = this;
    const [first] = facts;
    if (first === undefined) return [];
    const managed = facts.flatMap(({ name, managed: platform }) =>
      platform instanceof Profile ? [{ name, platform }] : [],
    );
    const admin = first.admin;
    return admin instanceof Profile
      ? clusterFlows({ admin: { name: this.clusterName, platform: admin }, managed })
      : [];
  }

  /**
   * Takes a registration; a managed cluster does this.
   * @param registration - the registration
   * @internal
   */
  register(registration: Registration): void {
    this.registered.push(registration);
    this.shared ??= new ManifestSet(this.unit('multicluster', MULTICLUSTER_UNIT), 'Registrations', () =>
      this.sharedObjects(),
    );
    this.shared.invalidate();
  }

  /** Derives again what follows from the registrations. @internal */
  invalidateRegistrations(): void {
    this.shared?.invalidate();
  }

  private get facts(): readonly RegistrationFacts[] {
    return this.registered.flatMap(({ facts }) => facts ?? []);
  }

  private sharedObjects(): readonly KubernetesManifest[] {
    const { facts } = this;
    const [first] = facts;
    if (first?.way === 'secrets') return this.apiServer === undefined ? [] : [adminConfigMap(this.apiServer)];
    return first?.way === 'declared' ? sharedMetrics(facts) : [];
  }

  private sharedSteps(): readonly RemainingStep[] {
    const { facts } = this;
    return facts[0]?.way === 'declared' ? endpointSteps(facts) : [];
  }
}
