/** Traffic that no policy can close. */
export interface AlwaysOpen {
  /** Source, in words. */
  readonly from: string;
  /** Destination, in words. */
  readonly to: string;
  /** Why no policy closes it. */
  readonly why: string;
}

/**
 * Traffic that stays open whatever the policies say, and which `connections` therefore does not evaluate.
 * Source: the concept page "Network Policies" of the Kubernetes documentation.
 */
export const ALWAYS_OPEN: readonly AlwaysOpen[] = [
  { from: 'a pod', to: 'itself', why: 'a pod cannot block access to itself' },
  {
    from: 'the node of a pod (its kubelet, and pods there that use the network of the node)',
    to: 'the pod',
    why: 'traffic to and from the node where a pod runs is always allowed',
  },
  { from: 'a pod', to: 'its node', why: 'traffic to and from the node where a pod runs is always allowed' },
  {
    from: 'everyone whose own egress is open',
    to: 'pods that use the network of their node',
    why: 'most network plugins do not apply policies to such pods; the firewall of the node decides',
  },
  {
    from: 'pods that use the network of their node',
    to: 'everyone whose own ingress is open',
    why: 'most network plugins do not apply policies to such pods; the firewall of the node decides',
  },
];

/** What Kubernetes leaves open, and how it is decided here. */
export const ASSUMPTIONS: Readonly<Record<string, string>> = {
  enforcement: 'The network plugin enforces NetworkPolicies, and policies of the whole cluster where there are any.',
  ipBlocks:
    'An ipBlock of a NetworkPolicy matches addresses outside of the cluster, and never a pod. Networks of policies of the whole ' +
    'cluster also match pods that have these addresses.',
  hostNetwork:
    'A pod that uses the network of its node is not isolated by policies. As a peer it is an address of a node: it is ' +
    'matched by rules without peers and by ipBlocks that hold all node addresses, which are every IPv4 address unless known.',
  replicas: 'The pods of one owner are one peer. From a workload to itself means from one replica to another.',
  namedPorts:
    'A port name means the ports of that name and protocol of all containers of the destination, and of init containers that ' +
    'keep running (sidecars); other init containers end before the pod serves anything.',
  namespaces: 'A namespace that is missing has only the label kubernetes.io/metadata.name.',
  invalidPolicies: 'A policy that the API server refuses does not exist.',
  protocols: 'TCP, UDP and SCTP are evaluated. What policies do to other protocols is up to the network plugin.',
  ingressController:
    'An ingress controller that is not named is a pod without labels in a namespace without labels, in the cluster.',
};
