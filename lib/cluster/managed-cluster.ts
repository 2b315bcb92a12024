import type { Construct } from 'constructs';
import type { KubernetesManifest } from '../definition/kubernetes-manifest';
import { declaredOwned, type OwnedObject } from '../definition/owned-objects';
import { declareAdmin, declareClusterRole, declareWithoutRancher, onPlatform } from '../definition/platform';
import type { DeliveryUnitProps } from '../gitops/delivery-unit';
import { GitOpsApp } from '../gitops/gitops-app';
import { unlessRefused } from '../resource/unless-refused';
import type { RemainingStep } from '../gitops/gitops-cluster';
import { explainFields } from '../gitops/provenance/field-origin';
import { WAITING_RETRY } from '../gitops/retry';
import { ManifestSet } from '../installer/manifest-set';
import { describeProblem } from '../values/problem';
import type { VirtualCluster } from '../virtual-cluster/virtual-cluster';
import type { AdminCluster } from './admin-cluster';
import { MANAGED_CLUSTER_HEALTH } from './registration/managed-cluster-health';
import { managedProblems } from './registration/managed-problems';
import { CLUSTERS_GROUP, MULTICLUSTER_NAMESPACE, registrationNames } from './registration/names';
import { platformAdmin } from './registration/platform-admin';
import { Registration } from './registration/registration';
import { registrationOrigins } from './registration/registration-origins';
import type { RegistrationProps } from './registration/registration-props';
import type { VerrazzanoClusterProps } from './verrazzano-cluster';
import { VerrazzanoCluster } from './verrazzano-cluster';
import { prepareHost } from './virtual-host';
import { requireProps } from '../values/shape/require-props';

/** Properties of a managed cluster. */
export interface ManagedClusterProps extends VerrazzanoClusterProps {
  /**
   * The admin cluster that it is registered with: both halves of the registration follow, each in the folder of its cluster.
   * @default - the registration is not declared here
   */
  readonly admin?: AdminCluster;
  /**
   * What differs from a usual registration.
   * @default - what Rancher on the admin cluster and the certificates of both clusters require
   */
  readonly registration?: RegistrationProps;
}

/** Properties of a managed cluster in a virtual cluster. */
export interface InVirtualClusterProps extends Omit<ManagedClusterProps, 'destination'> {
  /**
   * Name of the managed cluster.
   * @default - that of the virtual cluster
   */
  readonly name?: string;
}

/** The half on the admin cluster. The managed cluster waits for it; other clusters do not. */
function registrationUnit(name: string): DeliveryUnitProps {
  return {
    wave: -10,
    namespace: MULTICLUSTER_NAMESPACE,
    requiredBy: name,
    description: `Registration of cluster ${name}: the half on its admin cluster`,
    // Refused until the installation of the admin cluster is complete, and again whenever one of its components changes.
    retry: WAITING_RETRY,
    ignoreDifferences: [
      {
        group: CLUSTERS_GROUP,
        kind: 'VerrazzanoManagedCluster',
        jsonPointers: ['/metadata/finalizers', '/spec/managedClusterManifestSecret', '/spec/serviceAccount', '/status'],
        reason: 'the cluster operator names what it makes, and reports its state (cluster-operator/controllers/vmc)',
      },
    ],
  };
}

/** The half on the managed cluster: after the platform, since its namespace comes with it. */
const MANAGED_UNIT: DeliveryUnitProps = {
  wave: 30,
  description: 'Registration with the admin cluster: the half on this cluster',
  retry: WAITING_RETRY,
};

/**
 * A cluster that gets its configuration from an admin cluster, and sends its logs and metrics there. It runs profile
 * `managed-cluster`, or `prod`.
 *
 * With `admin`, the registration is declared: its VerrazzanoManagedCluster is in the folder of the admin cluster, and this cluster is
 * set up when it is ready. Objects that operators make are only listed, in {@link ManagedCluster.ownedByOperator}, and what exists only at run
 * time is a remaining step.
 */
export class ManagedCluster extends VerrazzanoCluster {
  /**
   * A managed cluster in a virtual cluster: Argo CD reaches it as the virtual cluster says, the namespace on the host gets the policies that
   * its traffic needs where it is isolated, and what Verrazzano needs and the virtual cluster lacks becomes remaining steps of the host.
   * @param virtualCluster - the virtual cluster, on a cluster of a `GitOpsApp`
   * @param props - facts and registration
   * @throws Error when the name is not valid, or the virtual cluster is not part of a `GitOpsApp`
   */
  static inVirtualCluster(virtualCluster: VirtualCluster, props: InVirtualClusterProps): ManagedCluster {
    const { name = virtualCluster.name, ...rest } = props;
    const app = GitOpsApp.of(virtualCluster);
    const cluster = new ManagedCluster(app, name, { ...rest, destination: virtualCluster.destination });
    const { kubeconfigSecret } = virtualCluster;
    cluster.addRemainingStep({
      title: 'Give Argo CD the kubeconfig of the virtual cluster',
      when: 'before',
      instructions:
        `Its control plane writes it: Secret \`${kubeconfigSecret.namespace}/${kubeconfigSecret.name}\` on the host, key \`${kubeconfigSecret.key}\`. ` +
        `\`kubectl -n ${kubeconfigSecret.namespace} get secret ${kubeconfigSecret.name} -o jsonpath='{.data.${kubeconfigSecret.key}}' | base64 -d > ${name}.kubeconfig\`, then ` +
        `\`argocd cluster add <context in it> --kubeconfig ${name}.kubeconfig --name ${name}\`. Keep it out of Git.`,
    });
    const { admin } = props;
    const { port } =
      admin === undefined ? { port: undefined } : (platformAdmin(name, admin)?.apiServer ?? { port: undefined });
    prepareHost(virtualCluster, {
      name,
      adminPorts: [443, ...(port === undefined || port === 443 ? [] : [port])],
      adminAddress: () => (admin === undefined ? undefined : platformAdmin(name, admin)?.address),
    });
    cluster.inside = virtualCluster;
    return cluster;
  }

  /** The admin cluster; undefined where the registration is not declared. */
  readonly admin: AdminCluster | undefined;
  /** The registration; undefined where it is not declared. @internal */
  readonly registration: Registration | undefined;
  /** Whether its profile was constructed before that of the admin cluster. @internal */
  isBeforeAdmin = false;
  private inside: VirtualCluster | undefined;

  /**
   * @param scope - the app
   * @param id - name of the cluster and of its VerrazzanoManagedCluster, a DNS label
   * @param props - facts, destination and registration
   * @throws Error when the name is not valid; what relates clusters is reported at synthesis
   */
  constructor(scope: Construct, id: string, props: ManagedClusterProps) {
    requireProps('ManagedClusterProps', props, scope, id);
    super(scope, id, props);
    declareClusterRole(this, 'managed');
    this.admin = props.admin;
    const { rancher } = props.registration ?? {};
    this.node.addValidation({ validate: () => managedProblems(this, rancher).map(describeProblem) });
    const { admin } = this;
    if (admin === undefined) {
      if (props.registration?.rancher === false) declareWithoutRancher(this);
      this.addRemainingStep(BY_HAND);
      return;
    }
    this.registration = new Registration(admin, this, props.registration ?? {});
    this.declareOwnedObjects(() => declaredOwned(unlessRefused([], () => this.ownedByOperator)));
    declareAdmin(this, () => platformAdmin(id, admin));
    if (isRegistrable(admin)) this.declareRegistration(admin, this.registration, props);
  }

  /** The virtual cluster that it is, for questions about its endpoints on the host; undefined for a cluster of its own. */
  get virtualCluster(): VirtualCluster | undefined {
    return this.inside;
  }

  /** Objects that operators make or change on this cluster because it is registered; the library emits none of them. */
  get ownedByOperator(): readonly OwnedObject[] {
    return this.registration?.owned.managed ?? [];
  }

  /** How to remove the cluster from the estate, in the order in which each deletion can finish. */
  get removalSteps(): readonly RemainingStep[] {
    return this.registration?.removal ?? [];
  }

  private declareRegistration(admin: AdminCluster, registration: Registration, props: ManagedClusterProps): void {
    const name = this.clusterName;
    admin.register(registration);
    const halves: Readonly<Record<string, () => readonly KubernetesManifest[]>> = {
      admin: () => registration.objects.admin,
      managed: () => registration.objects.managed,
    };
    const unit = admin.unit(registrationNames(name).unit, registrationUnit(name));
    const sets = [
      new ManifestSet(unit, 'Registration', halves.admin),
      new ManifestSet(this.unit('registration', MANAGED_UNIT), 'Registration', halves.managed),
    ];
    for (const set of sets) explainFields(set, (document) => registrationOrigins(document, props, this.node.path));
    const invalidate = (): void => {
      for (const set of sets) set.invalidate();
      admin.invalidateRegistrations();
    };
    onPlatform(this, () => {
      this.isBeforeAdmin = admin.platform === undefined;
      invalidate();
    });
    onPlatform(admin, () => {
      this.platform?.adminChanged?.();
      invalidate();
    });
    admin.declareRequiredSecrets(() => registration.secrets.admin);
    this.declareRequiredSecrets(() => registration.secrets.managed);
    this.declareRemainingSteps(() => registration.steps);
    const app = GitOpsApp.of(this);
    app.declareKind({ group: CLUSTERS_GROUP, kind: 'VerrazzanoManagedCluster', namespaced: true });
    app.declareHealthCheck(MANAGED_CLUSTER_HEALTH);
  }
}

const BY_HAND: RemainingStep = {
  title: 'Register the cluster',
  when: 'after',
  instructions:
    "The program does not name the admin cluster. Give `admin` to the ManagedCluster, or register it as Verrazzano's documentation describes.",
};

/** Programs in JavaScript may pass another cluster, which is a problem at synthesis. */
function isRegistrable(admin: AdminCluster): boolean {
  return typeof admin.register === 'function';
}
