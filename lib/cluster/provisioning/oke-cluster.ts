import type { OciClusterIdentity } from './oci-cluster-identity';
import {
  clusterNetwork,
  type GeneratedObject,
  infrastructureSpec,
  networkSpec,
  nodeSpec,
  ProvisionedCluster,
} from './provisioned-cluster';
import type { OkeClusterProps } from './provisioning-props';
import { requireProps } from '../../values/shape/require-props';
import { CAPI, INFRASTRUCTURE } from './cluster-api';

const ROLES = ['control-plane-endpoint', 'service-lb', 'worker'];

/** A cluster of Oracle Container Engine for Kubernetes that the admin cluster creates. */
export class OkeCluster extends ProvisionedCluster {
  /**
   * @param identity - the credentials
   * @param id - id of the construct; name of the cluster unless the props state one
   * @param props - the cluster
   * @throws Error that lists what the schema and the webhook would refuse
   */
  constructor(identity: OciClusterIdentity, id: string, props: OkeClusterProps) {
    requireProps('OkeClusterProps', props, identity, id);
    const { name = id, cniType = 'FLANNEL_OVERLAY', kubernetesVersion, nodePools = {}, virtualNodePools = {} } = props;
    const nodes = Object.entries(nodePools).map(([pool, each]) => ({ name: pool, ...nodeSpec(each) }));
    const virtual = Object.entries(virtualNodePools).map(([pool, replicas]) => ({ name: pool, replicas }));
    super(identity, id, props, {
      kind: 'OKEQuickCreate',
      roles: cniType === 'OCI_VCN_IP_NATIVE' ? [...ROLES, 'pod'] : ROLES,
      spec: {
        kubernetes: { version: kubernetesVersion, clusterNetwork: clusterNetwork(props) },
        oke: {
          ...infrastructureSpec(props),
          // The controller reads it without asking whether it is there.
          network: { cniType, config: networkSpec(props.network) },
          ...(nodes.length > 0 && { nodePools: nodes }),
          ...(virtual.length > 0 && { virtualNodePools: virtual }),
        },
      },
      generated: [
        [CAPI, 'Cluster', name],
        [INFRASTRUCTURE, 'OCIManagedCluster', name],
        [INFRASTRUCTURE, 'OCIManagedControlPlane', name],
        ...Object.keys(nodePools).flatMap((pool): GeneratedObject[] => [
          [CAPI, 'MachinePool', pool],
          [INFRASTRUCTURE, 'OCIManagedMachinePool', pool],
        ]),
        ...Object.keys(virtualNodePools).flatMap((pool): GeneratedObject[] => [
          [CAPI, 'MachinePool', `${pool}-virtual`],
          [INFRASTRUCTURE, 'OCIVirtualMachinePool', pool],
        ]),
      ],
    });
  }
}
