/** Label by which the sidecar of Grafana finds ConfigMaps with dashboards; see chart `verrazzano-grafana-dashboards` at v1.7.2. */
export const DASHBOARD_LABEL = { key: 'grafana_dashboard', value: '1' } as const;

/** Secret with the login to the database of Grafana, under keys `username` and `password`. */
export const DATABASE_SECRET = 'grafana-db';
