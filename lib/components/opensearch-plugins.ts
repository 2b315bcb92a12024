/** Plugins of OpenSearch or of its dashboards. */
export interface OpensearchPlugins {
  /** Whether they are installed. */
  readonly enabled: boolean;
  /**
   * Names, addresses or Maven coordinates.
   * @default - none
   */
  readonly installList?: readonly string[];
}
