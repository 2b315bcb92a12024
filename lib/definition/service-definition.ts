import type { Creator } from './creator';
import type { NamespaceName } from './namespaces';

/** A port of a Service that differs from the port of its workload. */
export interface ServicePortDefinition {
  /**
   * Name of the port; null when it has none.
   * @default - key of the target
   */
  readonly name?: string | null;
  /**
   * Number of the port.
   * @default - that of the target
   */
  readonly port?: number;
  /**
   * Key of the target among the ports of the workload, or a number where no workload of the platform is behind it.
   * @default - the name
   */
  readonly to?: string | number;
  /** The target names a port that no pod has: the Service has no endpoints. */
  readonly dangling?: true;
  /**
   * Application protocol.
   * @default - none
   */
  readonly appProtocol?: string;
  /**
   * Port at the nodes; only an effective definition has it.
   * @default - none is stated
   */
  readonly nodePort?: number;
}

/** A Service. */
export interface ServiceDefinition {
  /**
   * Workload behind it; null when its pods are not of the platform.
   * @default - the workload of the same name, else the only one
   */
  readonly workload?: string | null;
  /** Pods behind it, where `workload` is null. */
  readonly pods?: 'dns' | 'nodes';
  /**
   * What it selects: keys of the workload's labels, or labels where there is no workload; null selects nothing.
   * @default - the selector of the workload
   */
  readonly selector?: readonly string[] | Readonly<Record<string, string>> | null;
  /** Ports: a string is a port of the workload, under the same name and number. */
  readonly ports: ReadonlyArray<string | ServicePortDefinition>;
  /**
   * Namespace.
   * @default - that of the workload
   */
  readonly namespace?: NamespaceName;
  /**
   * Type of the Service.
   * @default ClusterIP
   */
  readonly type?: 'ClusterIP' | 'LoadBalancer' | 'NodePort';
  /**
   * Where the effective resource states its type and ports: in the section of the component, or in the gateway of the same name of an
   * IstioOperator document.
   * @default - nowhere
   */
  readonly stated?: 'section' | 'gateway';
  /** It has no address of its own. */
  readonly headless?: true;
  /**
   * What creates it. @default - what creates the workload
   */
  readonly createdBy?: Creator;
}
