import { Construct } from 'constructs';
import type { KubernetesManifest } from '../../definition/kubernetes-manifest';
import { toYaml } from '../../gitops/output/yaml';
import { CLUSTERS_V1ALPHA1, MULTICLUSTER_NAMESPACE, validateMulticluster } from '../../resource/multicluster';
import type { JsonObject } from '../../values/json';
import { DNS_LABEL, isDnsLabel } from '../../values/names';
import { describeProblem, throwProblems, type Problem } from '../../values/problem';
import type { OwnedObject } from '../../definition/owned-objects';
import { ManagedCluster } from '../managed-cluster';
import type { OciClusterIdentity } from './oci-cluster-identity';
import type { OciClusterProps, OciNetwork, OciNodes } from './provisioning-props';

/** An object that the operator generates: API version, kind, name. */
export type GeneratedObject = readonly [apiVersion: string, kind: string, name: string];

/** What a subclass says of its kind. */
export interface QuickCreateContent {
  /** Kind of the quick-create resource. */
  readonly kind: string;
  readonly spec: JsonObject;
  /** Subnets that an existing network has. */
  readonly roles: readonly string[];
  readonly generated: readonly GeneratedObject[];
}

/**
 * A cluster that an admin cluster creates in Oracle Cloud Infrastructure by a quick-create resource.
 *
 * The operator deletes the resource when the cluster is complete, and what it generated stays. Argo CD would make it again, and begin another
 * creation: it is therefore a file for hosts, outside of what Argo CD reads, and applying it once is a remaining step. The operator registers
 * the cluster by itself: no ManagedCluster with a registration may have its name.
 *
 * Source: cluster-operator, controllers/quickcreate and controllers/capi at v1.7.2.
 */
export abstract class ProvisionedCluster extends Construct {
  /** Name of the cluster, and of the VerrazzanoManagedCluster that the operator makes. */
  readonly clusterName: string;
  /** The credentials. */
  readonly identity: OciClusterIdentity;

  /**
   * @param identity - the credentials
   * @param id - id of the construct
   * @param props - name and network
   * @param content - the resource
   * @throws Error when the name is not valid, or the schema or the webhook would refuse the resource
   * @internal
   */
  protected constructor(
    identity: OciClusterIdentity,
    id: string,
    props: Pick<OciClusterProps, 'name' | 'network'>,
    private readonly content: QuickCreateContent,
  ) {
    super(identity, id);
    const { name = id, network } = props;
    this.clusterName = name;
    this.identity = identity;
    const isName = isDnsLabel(name);
    throwProblems(
      [
        ...(isName ? [] : [{ what: 'the name is not valid', got: name, allowed: DNS_LABEL }]),
        ...roleProblems(network, content.roles),
        ...(isName ? this.admissionProblems() : []),
      ],
      this.node.path,
    );
    const { admin } = identity;
    admin.addHostFile(this.file, toYaml(this.manifest));
    admin.addRemainingStep({ title: `Create cluster ${name}`, when: 'after', instructions: this.instructions });
    this.node.addValidation({ validate: () => this.problems().map(describeProblem) });
  }

  /** The quick-create resource. */
  get manifest(): KubernetesManifest {
    const { kind, spec } = this.content;
    const { identityName: name, namespace } = this.identity;
    return {
      apiVersion: CLUSTERS_V1ALPHA1,
      kind,
      metadata: { name: this.clusterName, namespace },
      spec: { identityRef: { name, namespace }, ...spec },
    };
  }

  /** What the operators generate on the admin cluster; it stays when the quick-create resource is gone. */
  get ownedByOperator(): readonly OwnedObject[] {
    const { namespace } = this.identity;
    const owned = (of: string, [apiVersion, kind, name]: GeneratedObject): OwnedObject => ({
      apiVersion,
      kind,
      name,
      namespace: of,
      component: 'verrazzano-cluster-operator',
      createdBy: 'operator',
      optional: false,
    });
    return [
      ...this.content.generated.map((each) => owned(namespace, each)),
      owned(MULTICLUSTER_NAMESPACE, [CLUSTERS_V1ALPHA1, 'VerrazzanoManagedCluster', this.clusterName]),
    ];
  }

  private get file(): string {
    return `provisioning/${this.clusterName}.yaml`;
  }

  private get instructions(): string {
    const { namespace, admin } = this.identity;
    const resource = `${this.content.kind.toLowerCase()} ${this.clusterName}`;
    return [
      `Apply the file once on ${admin.clusterName}; it deletes itself when the cluster is complete, and must not be applied again:`,
      '',
      '```sh',
      `kubectl create -f _host/${admin.clusterName}/${this.file}`,
      `kubectl -n ${namespace} wait --for=delete ${resource} --timeout=2h`,
      `kubectl -n ${namespace} get cluster.cluster.x-k8s.io ${this.clusterName}`,
      '```',
      '',
      `Then keep what was generated (\`kubectl -n ${namespace} get cluster-api\`) under your control: changes and the deletion of the cluster are changes of these objects.`,
    ].join('\n');
  }

  private admissionProblems(): Problem[] {
    return validateMulticluster({ object: this.manifest })
      .filter(({ severity }) => severity === 'error')
      .map(({ path, message, fix, ...rest }) => ({
        what: `${path} ${message}`,
        ...('value' in rest && { got: rest.value }),
        fix,
      }));
  }

  /** The operator overwrites the spec of the VerrazzanoManagedCluster of a cluster that it creates. */
  private problems(): Problem[] {
    const twin = this.node.root.node.children.find(
      (each): each is ManagedCluster => each instanceof ManagedCluster && each.clusterName === this.clusterName,
    );
    if (twin?.admin === undefined) return [];
    const what = `has the name of ${twin.node.path}, whose registration is declared; the operator registers the cluster that it creates, and overwrites that`;
    return [{ what, got: this.clusterName, fix: 'leave out admin of the ManagedCluster' }];
  }
}

/** The network as the resource has it. */
export function networkSpec(network: OciNetwork): JsonObject {
  if (network.createVcn) return { createVCN: true };
  const subnets = Object.entries(network.subnets).map(([role, id]) => ({ role, id }));
  return { createVCN: false, vcn: network.vcn, subnets };
}

/** Infrastructure as both kinds have it. */
export function infrastructureSpec(props: Omit<OciClusterProps, 'network'>): JsonObject {
  const { compartment, region, imageId, sshPublicKey, cloudInitScript } = props;
  return {
    compartment,
    region,
    ...(imageId !== undefined && { imageId }),
    ...(sshPublicKey !== undefined && { sshPublicKey }),
    ...(cloudInitScript !== undefined && { cloudInitScript }),
  };
}

/** Nodes as both kinds have them. */
export function nodeSpec({ shape, replicas, ocpus, memoryGbs, bootVolumeGbs }: OciNodes): JsonObject {
  return {
    shape,
    replicas,
    ...(ocpus !== undefined && { ocpus }),
    ...(memoryGbs !== undefined && { memoryGbs }),
    ...(bootVolumeGbs !== undefined && { bootVolumeGbs }),
  };
}

/** Ranges of pods and services; what is left out is the default of the schema. */
export function clusterNetwork({
  podCidr = '10.244.0.0/16',
  serviceCidr = '10.96.0.0/16',
}: Partial<OciClusterProps>): JsonObject {
  return { podCIDR: podCidr, serviceCIDR: serviceCidr };
}

function roleProblems(network: OciNetwork, roles: readonly string[]): Problem[] {
  if (network.createVcn) return [];
  const given = Object.keys(network.subnets);
  const allowed = roles.join(', ');
  return [
    ...roles
      .filter((role) => !given.includes(role))
      .map((role) => ({ what: `network.subnets has no subnet for role ${role}`, allowed, fix: 'add its OCID' })),
    ...given
      .filter((role) => !roles.includes(role))
      .map((got) => ({ what: 'network.subnets has a role that this kind of cluster does not know', got, allowed })),
  ];
}
