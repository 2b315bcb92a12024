import { IP_ADDRESS, isIpAddress } from './addresses';
import type { Capabilities } from './cni-capabilities';
import { ANTREA, CALICO, CILIUM, KUBE_ROUTER, NOTHING, WEAVE } from './cni-capabilities';
import { throwProblems } from './problem';
import { requireShape } from './shape/require-shape';

/** Options of every network plugin. */
export interface CniOptions {
  /**
   * Address at which each node has a cache of name lookups (NodeLocal DNSCache).
   * @default '169.254.20.10', the address of its manifest; a rule for an address that is not in use opens nothing
   */
  readonly dnsCacheAddress?: string;
}

/** How a rule can name the API server: by its addresses, or not at all, so that only its ports can be named. */
export type ApiServerRule = 'address' | 'port-only';

/** A network plugin that has no factory here. */
export interface CniProps extends CniOptions {
  /** Its name, for reports. */
  readonly name: string;
  /** Whether it enforces NetworkPolicies. */
  readonly enforcesNetworkPolicies: boolean;
  /**
   * Whether it enforces their egress rules.
   * @default - as `enforcesNetworkPolicies`
   */
  readonly egress?: boolean;
  /**
   * Whether an `ipBlock` matches the addresses of nodes.
   * @default false
   */
  readonly ipBlockMatchesNodes?: boolean;
  /**
   * Whether an `ipBlock` matches the addresses of pods.
   * @default false
   */
  readonly ipBlockMatchesPods?: boolean;
}

/** Options of the plugins that enforce NetworkPolicies only with Calico beside them. */
export interface WithPolicyEngine extends CniOptions {
  /**
   * Whether Calico runs beside it as policy engine.
   * @default false
   */
  readonly calico?: boolean;
}

/** Options of Cilium. */
export interface CiliumOptions extends CniOptions {
  /**
   * Whether it runs with `policyCIDRMatchMode: nodes` (from 1.15), so that an `ipBlock` narrower than /0 matches nodes.
   * @default false
   */
  readonly cidrsMatchNodes?: boolean;
}

/** Address of NodeLocal DNSCache. Source: its manifest, nodelocaldns.yaml. */
export const DNS_CACHE = '169.254.20.10';

/**
 * The Container Network Interface plugin of a cluster, as a set of capabilities. Verrazzano installs none; without one that
 * enforces NetworkPolicies, its policies are stored and have no effect.
 */
export class Cni {
  /**
   * Calico.
   * @param options - see {@link CniOptions}
   */
  static calico(options: CniOptions = {}): Cni {
    requireShape('CniOptions', options, 'Cni.calico', 'options');
    return new Cni('Calico', CALICO, options);
  }

  /**
   * Cilium. It matches nodes, the API server on them included, by identity: by default no `ipBlock` matches them, not even
   * 0.0.0.0/0.
   * @param options - see {@link CiliumOptions}
   */
  static cilium(options: CiliumOptions = {}): Cni {
    requireShape('CiliumOptions', options, 'Cni.cilium', 'options');
    return new Cni('Cilium', { ...CILIUM, ipBlockMatchesNodes: options.cidrsMatchNodes === true }, options);
  }

  /**
   * Weave Net.
   * @param options - see {@link CniOptions}
   */
  static weave(options: CniOptions = {}): Cni {
    requireShape('CniOptions', options, 'Cni.weave', 'options');
    return new Cni('Weave Net', WEAVE, options);
  }

  /**
   * Antrea.
   * @param options - see {@link CniOptions}
   */
  static antrea(options: CniOptions = {}): Cni {
    requireShape('CniOptions', options, 'Cni.antrea', 'options');
    return new Cni('Antrea', ANTREA, options);
  }

  /**
   * kube-router.
   * @param options - see {@link CniOptions}
   */
  static kubeRouter(options: CniOptions = {}): Cni {
    requireShape('CniOptions', options, 'Cni.kubeRouter', 'options');
    return new Cni('kube-router', KUBE_ROUTER, options);
  }

  /**
   * Flannel, which enforces nothing by itself.
   * @param options - see {@link WithPolicyEngine}
   */
  static flannel(options: WithPolicyEngine = {}): Cni {
    requireShape('WithPolicyEngine', options, 'Cni.flannel', 'options');
    return new Cni('Flannel', options.calico === true ? CALICO : NOTHING, options);
  }

  /**
   * The flannel overlay of Oracle Kubernetes Engine, which enforces nothing by itself.
   * @param options - see {@link WithPolicyEngine}
   */
  static okeFlannel(options: WithPolicyEngine = {}): Cni {
    requireShape('WithPolicyEngine', options, 'Cni.okeFlannel', 'options');
    return new Cni('OKE flannel overlay', options.calico === true ? CALICO : NOTHING, options);
  }

  /**
   * The VCN-native pod networking of Oracle Kubernetes Engine, which enforces nothing by itself.
   * @param options - see {@link WithPolicyEngine}
   */
  static okeVcnNative(options: WithPolicyEngine = {}): Cni {
    requireShape('WithPolicyEngine', options, 'Cni.okeVcnNative', 'options');
    return new Cni('OCI VCN-native pod networking', options.calico === true ? CALICO : NOTHING, options);
  }

  /**
   * Any other plugin. Capabilities that are not given are taken to be missing, so that rules for nodes name ports only.
   * @param props - its name and what it can do
   * @throws Error when the name is empty
   */
  static of(props: CniProps): Cni {
    requireShape('CniProps', props, 'Cni.of');
    if (props.name.trim() === '')
      throwProblems([{ at: 'Cni.of', what: 'name is empty', got: props.name, allowed: 'the name of the plugin' }]);
    const enforces = props.enforcesNetworkPolicies;
    return new Cni(
      props.name,
      {
        ...NOTHING,
        enforces,
        egress: enforces && props.egress !== false,
        ipBlockMatchesNodes: props.ipBlockMatchesNodes === true,
        ipBlockMatchesPods: props.ipBlockMatchesPods === true,
        source: 'the user',
      },
      props,
    );
  }

  /** Whether it enforces NetworkPolicies at all; each that does enforces ingress rules. */
  readonly enforcesNetworkPolicies: boolean;
  /** Whether it enforces ingress rules. @internal */
  readonly ingress: boolean;
  /** Whether it enforces egress rules. @internal */
  readonly egress: boolean;
  /** Whether an `ipBlock` matches the addresses of nodes, and so an API server that runs on them. @internal */
  readonly ipBlockMatchesNodes: boolean;
  /** Whether an `ipBlock` matches the addresses of pods. @internal */
  readonly ipBlockMatchesPods: boolean;
  /** Whether it understands ports by name; the library writes numbers all the same. @internal */
  readonly namedPorts: boolean;
  /** Whether every version that Verrazzano can meet understands ranges of ports; the library writes single ports all the same. @internal */
  readonly endPort: boolean;
  /** Address of the cache of name lookups on each node. @internal */
  readonly dnsCacheAddress: string;
  /** How a rule can name the API server. @internal */
  readonly apiServer: ApiServerRule;
  /** Where these facts come from. */
  readonly source: string;

  private constructor(
    /** Name of the plugin. */
    readonly name: string,
    capabilities: Capabilities,
    { dnsCacheAddress = DNS_CACHE }: CniOptions,
  ) {
    if (!isIpAddress(dnsCacheAddress)) {
      const what = 'dnsCacheAddress is not an address';
      throwProblems([{ at: 'Cni', what, got: dnsCacheAddress, allowed: IP_ADDRESS }]);
    }
    this.enforcesNetworkPolicies = capabilities.enforces;
    this.ingress = capabilities.enforces;
    this.egress = capabilities.egress;
    this.ipBlockMatchesNodes = capabilities.ipBlockMatchesNodes;
    this.ipBlockMatchesPods = capabilities.ipBlockMatchesPods;
    this.namedPorts = capabilities.namedPorts;
    this.endPort = capabilities.endPort;
    this.dnsCacheAddress = dnsCacheAddress;
    this.apiServer = capabilities.ipBlockMatchesNodes ? 'address' : 'port-only';
    this.source = capabilities.source;
  }
}
