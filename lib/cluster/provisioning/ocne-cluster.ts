import type { OciClusterIdentity } from './oci-cluster-identity';
import {
  clusterNetwork,
  type GeneratedObject,
  infrastructureSpec,
  networkSpec,
  nodeSpec,
  ProvisionedCluster,
} from './provisioned-cluster';
import type { OcneClusterProps } from './provisioning-props';
import { requireProps } from '../../values/shape/require-props';
import { CAPI, INFRASTRUCTURE } from './cluster-api';

const SECRETS = ['calico-module', 'oci-ccm-module', 'ccm', 'csi'];

/** A cluster of Oracle Cloud Native Environment on instances of Oracle Cloud Infrastructure that the admin cluster creates. */
export class OcneCluster extends ProvisionedCluster {
  /**
   * @param identity - the credentials
   * @param id - id of the construct; name of the cluster unless the props state one
   * @param props - the cluster
   * @throws Error that lists what the schema and the webhook would refuse; whether the version is known is seen in the cluster
   */
  constructor(identity: OciClusterIdentity, id: string, props: OcneClusterProps) {
    requireProps('OcneClusterProps', props, identity, id);
    const {
      name = id,
      ocneVersion,
      skipDependencies = false,
      controlPlane,
      workers = {},
      proxy,
      privateRegistry,
    } = props;
    const groups = Object.entries(workers).map(([group, each]) => ({ name: group, ...nodeSpec(each) }));
    const { namespace } = identity;
    const secret = privateRegistry?.credentialsSecret;
    super(identity, id, props, {
      kind: 'OCNEOCIQuickCreate',
      roles: ['control-plane', 'control-plane-endpoint', 'service-lb', 'worker'],
      spec: {
        kubernetes: { clusterNetwork: clusterNetwork(props) },
        ocne: { version: ocneVersion, dependencies: { skipInstall: skipDependencies } },
        oci: {
          ...infrastructureSpec(props),
          network: networkSpec(props.network),
          controlPlane: nodeSpec(controlPlane),
          ...(groups.length > 0 && { workers: groups }),
        },
        ...(proxy !== undefined && { proxy: { ...proxy } }),
        ...(privateRegistry !== undefined && {
          privateRegistry: {
            url: privateRegistry.url,
            ...(secret !== undefined && { credentialSecret: { name: secret, namespace } }),
          },
        }),
      },
      generated: [
        [CAPI, 'Cluster', name],
        [INFRASTRUCTURE, 'OCICluster', name],
        [INFRASTRUCTURE, 'OCIMachineTemplate', `${name}-control-plane`],
        ['controlplane.cluster.x-k8s.io/v1alpha1', 'OCNEControlPlane', `${name}-control-plane`],
        ['bootstrap.cluster.x-k8s.io/v1alpha1', 'OCNEConfigTemplate', name],
        ...Object.keys(workers).flatMap((group): GeneratedObject[] => [
          [INFRASTRUCTURE, 'OCIMachineTemplate', group],
          [CAPI, 'MachineDeployment', group],
        ]),
        ['addons.cluster.x-k8s.io/v1beta1', 'ClusterResourceSet', `${name}-resource-set`],
        ...[...SECRETS, ...(secret === undefined ? [] : ['image-pull-secret'])].map((suffix): GeneratedObject => [
          'v1',
          'Secret',
          `${name}-${suffix}`,
        ]),
      ],
    });
    if (secret === undefined) return;
    identity.admin.addRequiredSecret({
      namespace,
      name: secret,
      keys: ['.dockerconfigjson'],
      usedBy: `OCNEOCIQuickCreate ${name}`,
      description: `credentials of the registry ${privateRegistry?.url ?? ''}, type kubernetes.io/dockerconfigjson`,
    });
  }
}
