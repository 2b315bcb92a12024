import type { Construct } from 'constructs';
import { Category } from '../definition/category';
import { chartOf } from '../definition/chart-of';
import type { NoProps } from '../definition/component';
import { Component } from '../definition/component';
import { defineComponent } from '../definition/define-component';
import { objectStorage } from '../definition/external-calls';

/**
 * The database of Keycloak, a MySQL cluster; it is configured under the key of Keycloak.
 */
export const mysql = defineComponent({
  name: 'mysql',
  source: 'platform-operator/controllers/verrazzano/component/mysql',
  category: Category.IDENTITY_MANAGEMENT,
  namespace: 'keycloak',
  chart: chartOf('mysql'),
  valuesFile: 'mysql-values.yaml',
  enabledBy: ['keycloak'],
  after: ['verrazzano-network-policies', 'istio', 'mysql-operator', 'fluent-operator'],
  namespaces: ['keycloak'],
  images: ['mysql-server', 'oraclelinux-slim', 'mysql-router', 'mysql-operator'],
  createdBy: 'mysql-operator',
  workloads: {
    mysql: {
      kind: 'StatefulSet',
      labels: {
        component: 'mysqld',
        tier: 'mysql',
        'mysql.oracle.com/cluster': 'mysql',
        'app.kubernetes.io/name': 'mysql-innodbcluster-mysql-server',
        'app.kubernetes.io/instance': 'mysql-innodbcluster-mysql-mysql-server',
        'app.kubernetes.io/component': 'database',
        'app.kubernetes.io/managed-by': 'mysql-operator',
        'app.kubernetes.io/created-by': 'mysql-operator',
      },
      selector: ['component', 'tier', 'mysql.oracle.com/cluster'],
      serviceAccount: 'mysql-sa',
      ports: { mysql: 3306, mysqlx: 33060, 'gr-xcom': 33061 },
      apiServer: 'sidecar',
      egress: 'documented',
      peerPorts: ['mysql', 'mysqlx', 'gr-xcom'],
      external: [objectStorage('the database starts from a dump', { ifBlocked: 'restore fails' })],
    },
    'mysql-router': {
      labels: {
        component: 'mysqlrouter',
        tier: 'mysql',
        'mysql.oracle.com/cluster': 'mysql',
        'app.kubernetes.io/name': 'mysql-router',
        'app.kubernetes.io/instance': 'mysql-innodbcluster-mysql-router',
        'app.kubernetes.io/component': 'router',
        'app.kubernetes.io/managed-by': 'mysql-operator',
        'app.kubernetes.io/created-by': 'mysql-operator',
      },
      selector: ['component', 'tier', 'mysql.oracle.com/cluster'],
      serviceAccount: 'mysql-sa',
      ports: { mysqlrw: 6446, mysqlxrw: 6448, mysqlro: 6447, mysqlxro: 6449, http: 8443 },
      egress: 'documented',
      calls: [
        {
          to: 'mysql/mysql',
          ports: ['mysql', 'mysqlx', 'gr-xcom'],
          reason: 'routed connections',
          service: 'mysql-instances',
        },
      ],
    },
    'mysql-backup': {
      kind: 'Job',
      labels: { tier: 'mysql' },
      selectorKeys: ['job-name'],
      annotations: { 'traffic.sidecar.istio.io/excludeOutboundPorts': '443' },
      serviceAccount: 'mysql-sa',
      createdBy: 'mysql-operator',
      atRunTime: true,
      apiServer: 'direct',
      egress: 'documented',
      calls: [{ to: 'mysql/mysql', ports: ['mysql'], reason: 'source of a backup', service: 'mysql-instances' }],
      external: [objectStorage('a MySQLBackup runs', { ifBlocked: 'backups fail' })],
    },
    'mysql-backup-schedule': {
      kind: 'CronJob',
      selectorKeys: ['job-name'],
      annotations: { 'traffic.sidecar.istio.io/excludeOutboundPorts': '443' },
      serviceAccount: 'mysql-sa',
      createdBy: 'mysql-operator',
      atRunTime: true,
      apiServer: 'direct',
      egress: 'documented',
    },
    'load-dump': {
      kind: 'Job',
      serviceAccount: 'default',
      createdBy: 'operator',
      atRunTime: true,
      calls: [
        {
          to: 'mysql/mysql-router',
          ports: ['mysqlrw', 'mysqlxrw'],
          reason: 'loads a dump',
          when: 'once, after an upgrade from before 1.5',
          service: 'mysql',
        },
        { to: 'mysql/mysql', ports: ['mysql', 'mysqlx'], reason: 'loads a dump', when: 'the same, without a router' },
      ],
    },
  },
  services: {
    mysql: {
      workload: 'mysql-router',
      ports: [
        { name: 'mysql', port: 3306, to: 'mysqlrw' },
        { name: 'mysqlx', port: 33060, to: 'mysqlxrw' },
        { name: 'mysql-alternate', to: 'mysqlrw' },
        { name: 'mysqlx-alternate', to: 'mysqlxrw' },
        { name: 'mysql-ro', to: 'mysqlro' },
        { name: 'mysqlx-ro', to: 'mysqlxro' },
      ],
    },
    'mysql-instances': { workload: 'mysql', headless: true, ports: ['mysql', 'mysqlx', 'gr-xcom'] },
  },
});

/** The database of Keycloak, as part of a profile. It cannot be configured. */
export class Mysql extends Component<typeof mysql, NoProps> {
  /** @param scope - the profile */
  constructor(scope: Construct) {
    super(scope, mysql, {});
  }
}
