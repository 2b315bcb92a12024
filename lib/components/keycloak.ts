import type { Construct } from 'constructs';
import { Category } from '../definition/category';
import { chartOf } from '../definition/chart-of';
import type { ChartProps } from '../definition/component';
import type { ComponentChartSource } from '../definition/component-chart-source';
import { Component } from '../definition/component';
import { defineComponent } from '../definition/define-component';
import type { VolumeSource } from '../values/volume';
import type { MysqlValues } from './values/mysql-values';

/**
 * Stores the users of the platform and signs them in.
 */
export const keycloak = defineComponent({
  name: 'keycloak',
  source: 'platform-operator/controllers/verrazzano/component/keycloak',
  specKey: 'keycloak',
  category: Category.IDENTITY_MANAGEMENT,
  namespace: 'keycloak',
  chart: chartOf('keycloak'),
  valuesFile: 'keycloak-values.yaml',
  after: ['verrazzano-network-policies', 'istio', 'ingress-controller', 'cert-manager', 'mysql', 'fluent-operator'],
  requires: [
    // validation rule mySQLOperator.required: that operator creates its database
    'mysql-operator',
  ],
  images: ['keycloak', 'keycloak-oracle-theme'],
  workloads: {
    keycloak: {
      kind: 'StatefulSet',
      labels: { 'app.kubernetes.io/name': 'keycloak', 'app.kubernetes.io/instance': 'keycloak' },
      annotations: {
        'traffic.sidecar.istio.io/excludeInboundPorts': '7800',
        'traffic.sidecar.istio.io/excludeOutboundPorts': '7800',
      },
      ports: { http: 8080, https: 8443, jgroups: 7800 },
      egress: 'documented',
      calls: [
        { to: 'mysql/mysql-router', ports: ['mysqlrw'], reason: 'database', service: 'mysql' },
        {
          to: 'mysql/mysql',
          ports: ['mysql'],
          reason: 'database',
          when: 'the database has no router',
          service: 'mysql-instances',
        },
      ],
      // JGroups: 7800, and an ephemeral port for failure detection.
      peerPorts: 'all',
      external: [
        { what: 'user federation', hosts: [], ports: [389, 636], optional: true },
        { what: 'identity brokering', hosts: [], ports: [443], optional: true },
        { what: 'mail server', hosts: [], ports: [25, 465, 587], optional: true },
      ],
    },
  },
  services: {
    'keycloak-headless': { headless: true, ports: [{ name: 'http', port: 80 }] },
    'keycloak-http': { ports: [{ name: 'http', port: 80 }, 'https', 'jgroups'] },
  },
  ingresses: {
    keycloak: {
      host: 'keycloak',
      through: 'direct',
      backend: { service: 'keycloak-http', port: 'http', byName: true },
      tlsSecret: 'keycloak-tls',
      sessionCookie: 'keycloak',
      annotations: {
        'app-root': '/auth',
        'proxy-buffer-size': '256k',
        'service-upstream': 'true',
        'upstream-vhost': 'keycloak-http.${namespace}.svc.cluster.local',
      },
      externalDns: { target: 'host', ttl: 'always' },
    },
  },
});

/** The database of Keycloak. */
export interface KeycloakMysql extends Omit<ChartProps<MysqlValues>, 'enabled'> {
  /**
   * Volume source of its data. @default - that of the profile
   */
  readonly volumeSource?: VolumeSource;
}

/** The typed part of the values of chart `keycloak`. */
export interface KeycloakValues {
  /**
   * Number of pods.
   * @default 1
   */
  readonly replicas?: number;
}

/** Options of Keycloak. */
export interface KeycloakProps extends ChartProps<KeycloakValues> {
  /**
   * The database. @default - that of the profile
   */
  readonly mysql?: KeycloakMysql;
}

/** Keycloak, as part of a profile. */
export class Keycloak extends Component<typeof keycloak, KeycloakProps> {
  private readonly databaseSource: ComponentChartSource | undefined;

  /**
   * @param scope - the profile
   * @param props - options
   */
  constructor(scope: Construct, props: KeycloakProps = {}) {
    const { mysql: database } = props;
    const hasOptions = typeof database === 'object' && database !== null;
    const { chart, ...mysql } = hasOptions ? database : {};
    // What is not an object stays, so that it is refused with the resource.
    super(scope, keycloak, hasOptions ? { ...props, mysql } : props);
    this.databaseSource = chart;
  }

  /** Where charts come from, where that is stated: of Keycloak, and of its database. */
  override get chartSources(): ReadonlyArray<readonly [component: string, source: ComponentChartSource]> {
    const database = this.databaseSource;
    return [...super.chartSources, ...(database === undefined ? [] : [['mysql', database] as const])];
  }
}
