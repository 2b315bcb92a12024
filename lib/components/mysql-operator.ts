import type { Construct } from 'constructs';
import { Category } from '../definition/category';
import { chartOf } from '../definition/chart-of';
import type { ComponentProps } from '../definition/component';
import { Component } from '../definition/component';
import { defineComponent } from '../definition/define-component';

/** Service account of the operator. */
const ACCOUNT = 'mysql-operator-sa';

/**
 * Runs MySQL clusters on Kubernetes.
 */
export const mySQLOperator = defineComponent({
  name: 'mysql-operator',
  source: 'platform-operator/controllers/verrazzano/component/mysqloperator',
  specKey: 'mySQLOperator',
  category: Category.VERRAZZANO_OPERATORS,
  namespace: 'mysql-operator',
  chart: chartOf('mysql-operator'),
  valuesFile: 'mysql-operator-values.yaml',
  after: ['verrazzano-network-policies', 'istio', 'fluent-operator'],
  namespaces: ['mysql-operator'],
  images: ['mysql-operator'],
  // With its value the chart looks for the Secret while it is rendered, and fails where it sees no cluster.
  unreachedAccounts: { [ACCOUNT]: 'patched' },
  workloads: {
    'mysql-operator': {
      labels: { name: 'mysql-operator' },
      annotations: { 'traffic.sidecar.istio.io/excludeOutboundPorts': '443' },
      serviceAccount: ACCOUNT,
      ports: { webhook: { port: 9443, undeclared: true } },
      apiServer: 'direct',
      egress: 'documented',
      calls: [
        {
          to: 'mysql/mysql',
          ports: ['mysql', 'mysqlx', 'gr-xcom'],
          reason: 'administers the database',
          service: 'mysql-instances',
        },
      ],
    },
  },
  services: { 'mysql-operator': { ports: [{ name: null, to: 'webhook' }] } },
  crds: {
    names: {
      'zalando.org': ['clusterkopfpeerings', 'kopfpeerings'],
      'mysql.oracle.com': ['innodbclusters', 'mysqlbackups'],
    },
  },
});

/** Options of the MySQL operator. */
export type MySQLOperatorProps = ComponentProps;

/** The MySQL operator, as part of a profile. */
export class MySQLOperator extends Component<typeof mySQLOperator, MySQLOperatorProps> {
  /**
   * @param scope - the profile
   * @param props - options
   */
  constructor(scope: Construct, props: MySQLOperatorProps = {}) {
    super(scope, mySQLOperator, props);
  }
}
