/** A port that a workload listens on. */
export interface PortDefinition {
  /** Number of the port. */
  readonly port: number;
  /**
   * Name of the container port.
   * @default - its key
   */
  readonly name?: string;
  /**
   * Transport protocol.
   * @default TCP
   */
  readonly protocol?: 'TCP' | 'UDP';
  /** The container port has no name; the key is chosen here. */
  readonly unnamed?: true;
  /** The process listens on it and the container does not declare it; the key is chosen here. */
  readonly undeclared?: true;
  /**
   * Chart value that sets the number; keys are separated by dots.
   * @default - the number is fixed
   */
  readonly value?: string;
}
