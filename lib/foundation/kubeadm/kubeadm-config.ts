import type { Construct } from 'constructs';
import { Construct as Base } from 'constructs';
import { GitOpsCluster } from '../../gitops/gitops-cluster';
import { explainFields } from '../../gitops/provenance/field-origin';
import { toYaml } from '../../gitops/output/yaml';
import type { JsonObject } from '../../values/json';
import { throwProblems } from '../../values/problem';
import type { FoundationPart } from '../inventory';
import { kubeadmInventory } from '../inventory';
import { commonHostFiles, RUN_TIME_FILES } from './host-files';
import { DISCOVERY_FILE, firstNode, kubeadmDocuments } from './kubeadm-documents';
import { kubeadmOrigins } from './kubeadm-origins';
import { kubeadmProblems } from './kubeadm-problems';
import type { KubeadmConfigProps, KubeadmNode } from './kubeadm-props';
import type { KubernetesVersion } from './kubeadm-version';
import { kubernetesVersion } from './kubeadm-version';
import { requireProps } from '../../values/shape/require-props';

/**
 * The configuration of a cluster that kubeadm makes, as files for its hosts. They are written below `_host/<cluster>/`, outside
 * of what Argo CD reads:
 *
 * ```text
 * <node>/kubeadm.yaml       for kubeadm init or kubeadm join --config
 * all/etc/...               kernel modules, sysctl, the kubelet's drop-in, containerd
 * ```
 *
 * No file holds a bootstrap token or a certificate key; what is to be done about these is a remaining step.
 */
export class KubeadmConfig extends Base {
  /** The configuration, as given. */
  readonly props: KubeadmConfigProps;

  private readonly version: KubernetesVersion;

  /**
   * @param scope - a construct in a `GitOpsCluster`
   * @param id - id of the construct
   * @param props - the cluster
   * @throws Error that lists everything that kubeadm or a kubelet would refuse, or when there is no `GitOpsCluster`
   */
  constructor(scope: Construct, id: string, props: KubeadmConfigProps) {
    requireProps('KubeadmConfigProps', props, scope, id);
    super(scope, id);
    const cluster = GitOpsCluster.of(this);
    const version = kubernetesVersion(props.version);
    const outside = { what: 'is not in a GitOpsCluster', fix: 'create it below a cluster' };
    throwProblems([...kubeadmProblems(props), ...(cluster === undefined ? [outside] : [])], this.node.path);
    if (cluster === undefined || version === undefined) throw new Error('unreachable: reported above');
    this.props = props;
    this.version = version;
    for (const [path, content] of this.files) cluster.addHostFile(path, content, { construct: this });
    explainFields(this, (document) => kubeadmOrigins(document, props, this.node.path));
    for (const step of remainingSteps(props)) cluster.addRemainingStep({ ...step, when: 'before' });
  }

  /** What runs in the cluster because of kubeadm, with its ports. */
  get inventory(): readonly FoundationPart[] {
    return kubeadmInventory(this.props);
  }

  /**
   * The documents of `kubeadm.yaml` on a host, as data.
   * @param node - name of the node
   * @throws Error when there is no such node
   * @internal
   */
  documents(node: string): JsonObject[] {
    return this.documentsOf(this.nodeOf(node));
  }

  private nodeOf(name: string): KubeadmNode {
    const node = this.props.nodes.find((one) => one.name === name);
    if (node !== undefined) return node;
    const allowed = this.props.nodes.map((one) => one.name).join(', ');
    throwProblems([{ at: this.node.path, what: 'there is no such node', got: name, allowed }]);
    throw new Error('unreachable: reported above');
  }

  private documentsOf(node: KubeadmNode): JsonObject[] {
    return kubeadmDocuments(this.props, this.version, node);
  }

  private get files(): readonly (readonly [string, string])[] {
    return [
      ...this.props.nodes.map((node) => {
        const content = this.documentsOf(node).map(toYaml).join('');
        return [`${node.name}/kubeadm.yaml`, content] as const;
      }),
      ...[...commonHostFiles(this.props)].map(([path, content]) => [`all/${path}`, content] as const),
    ];
  }
}

/** What needs a credential, and therefore is not in a file. */
function remainingSteps(props: KubeadmConfigProps): { readonly title: string; readonly instructions: string }[] {
  const first = firstNode(props)?.name ?? '';
  const others = props.nodes.filter(({ name }) => name !== first);
  const redirect =
    (props.discoveryFile ?? DISCOVERY_FILE) === DISCOVERY_FILE ? ' < /etc/kubernetes/discovery.conf' : '';
  const init = {
    title: `Hosts 1: make the cluster on ${first}`,
    instructions: [
      'Install `containerd`, `kubelet`, `kubeadm` and `kubectl`, and copy the files of `all/` to `/`, on every host.',
      `Then, on ${first}: \`kubeadm init --config kubeadm.yaml\`.`,
    ].join('\n'),
  };
  if (others.length === 0) return [init];
  const join = {
    title: `Hosts 3: let ${others.map(({ name }) => name).join(', ')} join the cluster`,
    instructions: [
      `On ${first}, make a short-lived token with \`kubeadm token create --ttl 1h\`. On each of the hosts, write it to \`${RUN_TIME_FILES.token}\`, and`,
      `copy \`/etc/kubernetes/pki/ca.crt\` of ${first} to \`${RUN_TIME_FILES.ca}\`; \`/etc/kubernetes/discovery.conf\` names both. Then run`,
      `\`kubeadm join --config kubeadm.yaml${redirect}\` there.`,
    ].join('\n'),
  };
  const more = others.filter(({ role }) => role === 'control-plane').map(({ name }) => name);
  if (more.length === 0) return [init, join];
  const keys = {
    title: `Hosts 2: copy the keys of the cluster to ${more.join(', ')}`,
    instructions: [
      `Before these nodes join, copy \`ca.*\`, \`sa.*\`, \`front-proxy-ca.*\` and \`etcd/ca.*\` of \`/etc/kubernetes/pki\` from ${first} to`,
      'the same folder on each of them, over a connection that is encrypted.',
    ].join('\n'),
  };
  return [init, keys, join];
}
