/** Replicas of a part of Argo CD. */
export interface ArgoCDPartValues {
  /**
   * Number of pods.
   * @default 1
   */
  readonly replicas?: number;
}

/** The typed part of the values of chart `argo-cd`. */
export interface ArgoCDValues {
  /** Values of all parts. */
  readonly global?: {
    /**
     * Labels on every pod of Argo CD: key to value.
     * @default - none
     */
    readonly podLabels?: Readonly<Record<string, string>>;
  };
  /** The application controller, which compares Git with the cluster. */
  readonly controller?: ArgoCDPartValues;
  /** The server of the API and the user interface. */
  readonly server?: ArgoCDPartValues;
  /** The server that renders manifests. */
  readonly repoServer?: ArgoCDPartValues;
  /** The controller of ApplicationSets. */
  readonly applicationSet?: ArgoCDPartValues;
}
