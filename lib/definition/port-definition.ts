/** A port that a workload listens on. */
export interface PortDefinition {
  /** Number of the port. */
  readonly port: number;
  /**
   * Name of the container port.
   * @default - the key it stands under
   */
  readonly name?: string;
  /**
   * Transport protocol.
   * @default TCP
   */
  readonly protocol?: 'TCP' | 'UDP';
  /** The container port has no name; the key is ours. */
  readonly unnamed?: true;
  /** The process listens on it and the container does not declare it; the key is ours. */
  readonly undeclared?: true;
  /**
   * Chart value that sets the number; dots stand between keys.
   * @default - the number is fixed
   */
  readonly value?: string;
}
