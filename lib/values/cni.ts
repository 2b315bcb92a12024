import { refuse } from './problem';

/** A network plugin that has no factory here. */
export interface CniProps {
  /** Its name, for reports. */
  readonly name: string;
  /** Whether it enforces NetworkPolicies. */
  readonly enforcesNetworkPolicies: boolean;
}

/** Options of the plugins that enforce NetworkPolicies only with Calico beside them. */
export interface WithPolicyEngine {
  /**
   * Whether Calico runs beside it as policy engine.
   * @default false
   */
  readonly calico?: boolean;
}

/**
 * The Container Network Interface plugin of a cluster. Verrazzano installs none; without one that enforces
 * NetworkPolicies, its policies are stored and have no effect.
 */
export class Cni {
  /** Calico. */
  static calico(): Cni {
    return new Cni('Calico', true);
  }

  /** Cilium. */
  static cilium(): Cni {
    return new Cni('Cilium', true);
  }

  /** Weave Net. */
  static weave(): Cni {
    return new Cni('Weave Net', true);
  }

  /** Antrea. */
  static antrea(): Cni {
    return new Cni('Antrea', true);
  }

  /** kube-router. */
  static kubeRouter(): Cni {
    return new Cni('kube-router', true);
  }

  /**
   * Flannel, which enforces nothing by itself.
   * @param options - see {@link WithPolicyEngine}
   */
  static flannel(options: WithPolicyEngine = {}): Cni {
    return new Cni('Flannel', options.calico === true);
  }

  /**
   * The flannel overlay of Oracle Kubernetes Engine, which enforces nothing by itself.
   * @param options - see {@link WithPolicyEngine}
   */
  static okeFlannel(options: WithPolicyEngine = {}): Cni {
    return new Cni('OKE flannel overlay', options.calico === true);
  }

  /**
   * The VCN-native pod networking of Oracle Kubernetes Engine, which enforces nothing by itself.
   * @param options - see {@link WithPolicyEngine}
   */
  static okeVcnNative(options: WithPolicyEngine = {}): Cni {
    return new Cni('OCI VCN-native pod networking', options.calico === true);
  }

  /**
   * Any other plugin.
   * @param props - its name and what it can do
   * @throws Error when the name is empty
   */
  static of(props: CniProps): Cni {
    if (props.name.trim() === '')
      refuse([{ at: 'Cni.of', what: 'name is empty', got: props.name, allowed: 'the name of the plugin' }]);
    return new Cni(props.name, props.enforcesNetworkPolicies);
  }

  private constructor(
    /** Name of the plugin. */
    readonly name: string,
    /** Whether it enforces NetworkPolicies. */
    readonly enforcesNetworkPolicies: boolean,
  ) {}
}
