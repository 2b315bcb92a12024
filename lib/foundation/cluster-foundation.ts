import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { GitOpsCluster } from '../gitops/gitops-cluster';
import { explainFields } from '../gitops/provenance/field-origin';
import { ManifestSet } from '../installer/manifest-set';
import { describeProblem, throwProblems, type Problem } from '../values/problem';
import type { Registry } from '../values/registry';
import { fromRegistry } from './foundation-images';
import { foundationOrigins, type StatedUnit } from './foundation-origins';
import type { ClusterNetwork } from './cluster-network';
import type { ClusterStorage } from './cluster-storage';
import type { FoundationContent, SupportedVersions } from './foundation-part';
import { kubeadmInventory, type FoundationPart } from './inventory';
import type { KubeadmConfig } from './kubeadm/kubeadm-config';
import { kubernetesVersion, type KubernetesVersion } from './kubeadm/kubeadm-version';
import type { NodeIngress } from './node-ingress';
import { requireProps } from '../values/shape/require-props';

/** Properties of {@link ClusterFoundation}. */
export interface ClusterFoundationProps {
  /** The network of pods: `ClusterNetwork.external(Cni.calico())`, or Weave Net. */
  readonly network: ClusterNetwork;
  /** Block storage. @default - something else brings it */
  readonly storage?: ClusterStorage;
  /** Ingress on ports of the nodes. @default - something else brings it */
  readonly ingress?: NodeIngress;
  /** Registry that has copies of the images, under their own paths. @default - images as they are */
  readonly registry?: Registry;
  /** The cluster that kubeadm makes; its addresses are compared, and it gives the inventory. @default - unknown */
  readonly kubeadm?: KubeadmConfig;
}

/** Rook's operator has the images of the CSI driver in its code. */
const CSI_IMAGES =
  'The images of the CSI driver of Ceph come from public registries, unless `ROOK_CSI_*_IMAGE` in ConfigMap `rook-ceph-operator-config` names others.';

/**
 * What a bare cluster needs before a platform: network, storage, ingress, each in delivery units of its own with waves
 * before those of the platform.
 *
 * Problems at synthesis: NetworkPolicies in the cluster while its network does not enforce them, and addresses of pods that kubeadm
 * and the network see differently.
 */
export class ClusterFoundation extends Construct {
  /** What a reviewer should know, one sentence each: parts that are not maintained, data without copies. */
  readonly warnings: readonly string[];

  /**
   * @param scope - a `GitOpsCluster`, or a construct in one
   * @param id - id of the construct
   * @param props - the parts
   * @throws Error when there is no `GitOpsCluster`
   */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: ClusterFoundationProps,
  ) {
    requireProps('ClusterFoundationProps', props, scope, id);
    super(scope, id);
    const cluster = clusterOf(this);
    const { network, storage, ingress } = props;
    const stated = [['network', network] as const, ['storage', storage] as const, ['ingress', ingress] as const];
    const parts = stated.flatMap(([option, part]) => {
      if (part !== undefined) this.addTo(cluster, part.content, option);
      return part?.content ?? [];
    });
    const version = kubernetesVersion(props.kubeadm?.props.version ?? '');
    this.warnings = [
      ...parts.flatMap(({ warnings, supports }) => [...warnings, ...versionWarnings(supports, version)]),
      ...(storage === undefined || props.registry === undefined ? [] : [CSI_IMAGES]),
    ];
    if (this.warnings.length > 0) {
      const instructions = this.warnings.map((text) => `- ${text}`).join('\n');
      cluster.addRemainingStep({ title: 'Decide whether the foundation is good enough', when: 'before', instructions });
    }
    this.node.addValidation({ validate: () => this.problems(cluster).map(describeProblem) });
  }

  /** What runs because of kubeadm, with its ports; empty when the cluster is not known. */
  get inventory(): readonly FoundationPart[] {
    return this.props.kubeadm === undefined ? [] : kubeadmInventory(this.props.kubeadm.props);
  }

  private addTo(cluster: GitOpsCluster, { units, secrets }: FoundationContent, option: StatedUnit['option']): void {
    const { registry } = this.props;
    const stated = { option, of: this.node.path, hasRegistry: registry !== undefined };
    for (const each of units) {
      const { name, props, objects } = registry === undefined ? each : fromRegistry(each, registry);
      const unit = cluster.unit(name, props);
      const set = objects.length > 0 ? new ManifestSet(unit, 'Objects', objects) : unit;
      explainFields(set, (document) => foundationOrigins(document, { ...stated, unit: each }));
    }
    for (const secret of secrets) cluster.addRequiredSecret(secret);
  }

  private problems(cluster: GitOpsCluster): Problem[] {
    const { network, kubeadm } = this.props;
    const podSubnet = kubeadm?.props.networking?.podSubnet;
    const isOther = podSubnet !== undefined && network.podRange !== undefined && podSubnet !== network.podRange;
    const fix = 'leave podSubnet out, or give both the same range';
    return [
      ...(isOther
        ? [
            {
              what: 'kubeadm and the network have different addresses of pods',
              got: podSubnet,
              allowed: network.podRange,
              fix,
            },
          ]
        : []),
      ...(network.cni.enforcesNetworkPolicies ? [] : policyProblems(cluster, network.cni.name)),
    ];
  }
}

function versionWarnings(supports: SupportedVersions | undefined, version: KubernetesVersion | undefined): string[] {
  if (supports === undefined || version === undefined) return [];
  const { release, first, last } = supports;
  const isSupported = version.minor >= first && version.minor <= last;
  return isSupported
    ? []
    : [`${release} supports Kubernetes 1.${first} to 1.${last}; the cluster has ${version.text}.`];
}

/** One problem for the cluster, which names the first policy and counts the others. */
function policyProblems(cluster: GitOpsCluster, plugin: string): Problem[] {
  const [first, ...more] = cluster.node
    .findAll()
    .filter(
      (one) => ApiObject.isApiObject(one) && one.kind === 'NetworkPolicy' && one.apiGroup === 'networking.k8s.io',
    );
  if (first === undefined) return [];
  const others = more.length === 0 ? '' : ` and ${more.length} more`;
  const what = `${plugin} does not enforce NetworkPolicies, which would be stored without effect`;
  const fix = 'choose a network that enforces them, or leave the policies out';
  return [{ what, got: `${first.node.path}${others}`, fix }];
}

function clusterOf(construct: Construct): GitOpsCluster {
  const cluster = GitOpsCluster.of(construct);
  if (cluster !== undefined) return cluster;
  throwProblems([{ at: construct.node.path, what: 'is not in a GitOpsCluster', fix: 'create it below a cluster' }]);
  throw new Error('unreachable: reported above');
}
