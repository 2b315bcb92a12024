import type { ExplainedDocument, FieldOrigin, FieldPath } from '../../gitops/provenance/field-origin';
import type { JsonObject } from '../../values/json';
import { valueAtPath } from '../../values/path';
import type { KubeadmConfigProps } from './kubeadm-props';

/** Where the fields of these documents are described. */
const SOURCE = 'https://kubernetes.io/docs/reference/config-api/kubeadm-config.v1beta3/';

/** Fields of the documents of kubeadm by kind: the option, and what holds without it. */
const FIELDS: Readonly<Record<string, ReadonlyArray<readonly [field: string, option: string, otherwise?: string]>>> = {
  ClusterConfiguration: [
    ['kubernetesVersion', 'version'],
    ['clusterName', 'clusterName', 'kubernetes'],
    ['controlPlaneEndpoint', 'controlPlaneEndpoint', 'the address of the first node of the control plane'],
    ['imageRepository', 'imageRepository'],
    ['networking.serviceSubnet', 'networking.serviceSubnet', '10.96.0.0/12'],
    ['networking.dnsDomain', 'networking.dnsDomain', 'cluster.local'],
    ['networking.podSubnet', 'networking.podSubnet'],
    ['apiServer.certSANs', 'apiServer.certSANs', 'the addresses of the control plane'],
    ['apiServer', 'apiServer'],
    ['controllerManager', 'controllerManager', 'nothing'],
    ['scheduler', 'scheduler', 'nothing'],
    ['etcd', 'etcd', 'the directory of kubeadm'],
  ],
  InitConfiguration: [
    ['localAPIEndpoint', 'nodes[].address'],
    ['nodeRegistration.name', 'nodes[].name'],
    ['nodeRegistration.criSocket', 'criSocket', 'the socket of containerd'],
    ['nodeRegistration.taints', 'nodes[].taints'],
    ['nodeRegistration.kubeletExtraArgs', 'nodes[]: address, labels, kubeletExtraArgs'],
  ],
  JoinConfiguration: [
    ['controlPlane', 'nodes[].role, and address'],
    ['discovery', 'discoveryFile', 'it is given to kubeadm join at run time'],
    ['nodeRegistration.name', 'nodes[].name'],
    ['nodeRegistration.criSocket', 'criSocket', 'the socket of containerd'],
    ['nodeRegistration.taints', 'nodes[].taints'],
    ['nodeRegistration.kubeletExtraArgs', 'nodes[]: address, labels, kubeletExtraArgs'],
  ],
  KubeProxyConfiguration: [['', 'kubeProxy']],
};

/**
 * Origins of the fields of `kubeadm.yaml`.
 * @param document - one of its documents
 * @param props - the options
 * @param of - path of the construct
 */
export function kubeadmOrigins(
  { content }: ExplainedDocument,
  props: KubeadmConfigProps,
  of: string,
): readonly FieldOrigin[] {
  const { kind } = content;
  if (kind === 'KubeletConfiguration') {
    return [
      ...Object.keys(props.kubelet ?? {}).map((key) => origin([key], `kubelet.${key}`)),
      {
        at: ['cgroupDriver'],
        kind: 'default',
        text: 'kubelet.cgroupDriver is not given: systemd, as containerd has it',
      },
    ];
  }
  const stated = JSON.parse(JSON.stringify(props)) as JsonObject;
  return (FIELDS[typeof kind === 'string' ? kind : ''] ?? []).map(([field, option, otherwise]) => {
    const at = field === '' ? [] : field.split('.');
    const given = valueAtPath(stated, option.split('.'));
    const isGiven = given !== undefined || otherwise === undefined || option.startsWith('nodes[]');
    return isGiven
      ? origin(at, option)
      : { at, kind: 'default' as const, text: `${option} is not given: ${otherwise}`, of, source: SOURCE };
  });

  function origin(at: FieldPath, text: string): FieldOrigin {
    return { at, kind: 'option', text, of };
  }
}
