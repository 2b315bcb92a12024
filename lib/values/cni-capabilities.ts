/** What a network plugin can do. */
export interface Capabilities {
  /** Whether it enforces NetworkPolicies. */
  readonly enforces: boolean;
  /** Whether it enforces their egress rules. */
  readonly egress: boolean;
  /** Whether an `ipBlock` matches the addresses of nodes. */
  readonly ipBlockMatchesNodes: boolean;
  /** Whether an `ipBlock` matches the addresses of pods. */
  readonly ipBlockMatchesPods: boolean;
  /** Whether it understands ports by name. */
  readonly namedPorts: boolean;
  /** Whether every version that Verrazzano can meet understands ranges of ports. */
  readonly endPort: boolean;
  /** Where these facts come from. */
  readonly source: string;
}

/**
 * Calico, whose capabilities most others share.
 *
 * Only what an `ipBlock` means decides how a policy is written. Named ports and port ranges are listed as the reason why the
 * library writes single numbers: Weave Net refuses a policy with a named port, and Cilium before 1.16 ignores a range.
 */
export const CALICO: Capabilities = {
  enforces: true,
  egress: true,
  ipBlockMatchesNodes: true,
  ipBlockMatchesPods: true,
  namedPorts: true,
  endPort: true,
  source: 'documentation of Calico: Use service rules in policy, Protect hosts',
};

/** Cilium in its default mode. */
export const CILIUM: Capabilities = {
  ...CALICO,
  ipBlockMatchesNodes: false,
  ipBlockMatchesPods: false,
  endPort: false,
  source: 'cilium/cilium issues 12277, 20550 and 35212, pull request 27464',
};

/** Weave Net. */
export const WEAVE: Capabilities = {
  ...CALICO,
  namedPorts: false,
  endPort: false,
  source: 'weaveworks/weave at v2.8.1: npc/analyser.go',
};

/** Antrea. */
export const ANTREA: Capabilities = { ...CALICO, source: 'documentation of Antrea: Antrea Network Policy CRDs' };

/** kube-router. */
export const KUBE_ROUTER: Capabilities = { ...CALICO, source: 'cloudnativelabs/kube-router: docs/troubleshoot.md' };

/** Plugins that enforce nothing by themselves. */
export const NOTHING: Capabilities = {
  enforces: false,
  egress: false,
  ipBlockMatchesNodes: false,
  ipBlockMatchesPods: false,
  namedPorts: false,
  endPort: false,
  source:
    'flannel-io/flannel issue 558; documentation of OCI: Example: Installing Calico and Setting Up Network Policies',
};
