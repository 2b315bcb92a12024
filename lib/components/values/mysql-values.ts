import type { JsonObject } from '../../values/json';

/** The typed part of the values of chart `mysql`: the database of Keycloak. */
export interface MysqlValues {
  /**
   * Number of MySQL servers.
   * @default 1 (the chart itself: 3)
   */
  readonly serverInstances?: number;
  /**
   * Number of routers in front of the servers.
   * @default 1
   */
  readonly routerInstances?: number;
  /** Settings of the servers. */
  readonly serverConfig?: {
    /**
     * Text of `my.cnf`, such as `max_connections = 250`; one setting a line.
     * @default - none
     */
    readonly mycnf?: string;
  };
  /**
   * Partial specification of the server pods (core/v1 PodSpec). A later change does not restart the pods.
   * @default - an affinity that prefers different nodes
   */
  readonly podSpec?: JsonObject;
}
