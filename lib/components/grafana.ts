import type { Construct } from 'constructs';
import { Category } from '../definition/category';
import type { ComponentProps } from '../definition/component';
import { Component } from '../definition/component';
import { defineComponent } from '../definition/define-component';

/**
 * Dashboards over the metrics of Prometheus.
 */
export const grafana = defineComponent({
  name: 'grafana',
  source: 'platform-operator/controllers/verrazzano/component/grafana',
  specKey: 'grafana',
  category: Category.OBSERVABILITY,
  namespace: 'verrazzano-system',
  release: null,
  after: [
    'verrazzano-network-policies',
    'verrazzano-monitoring-operator',
    'verrazzano-grafana-dashboards',
    'fluent-operator',
  ],
  namespaces: ['verrazzano-system'],
  images: ['grafana', 'k8s-sidecar'],
  createdBy: 'verrazzano-monitoring-operator',
  workloads: {
    'vmi-system-grafana': {
      labels: { app: 'system-grafana', index: '0', 'verrazzano-component': 'grafana' },
      selector: ['app'],
      serviceAccount: 'verrazzano-monitoring-operator',
      ports: { grafana: 3000 },
      apiServer: 'sidecar',
      egress: 'documented',
      calls: [
        {
          to: 'prometheus',
          ports: ['http-web'],
          reason: 'metrics for dashboards',
          service: 'prometheus-operator-kube-p-prometheus',
        },
        {
          to: 'thanos/thanos-query-frontend',
          ports: ['http'],
          reason: 'metrics of all clusters',
          service: 'thanos-query-frontend',
        },
      ],
      external: [
        {
          what: 'database',
          hosts: [],
          ports: [3306],
          setting: 'grafana-database',
          stated: [{ field: 'grafana.database.host' }],
        },
        {
          what: 'mail server',
          hosts: [],
          ports: [25, 465, 587],
          setting: 'grafana-smtp',
          stated: [{ field: 'grafana.smtp.host' }],
        },
        {
          what: 'usage statistics and update check',
          hosts: ['stats.grafana.org', 'grafana.com'],
          ports: [443],
          ifBlocked: 'only messages in its log',
        },
        { what: 'data sources, alert channels and plugins', hosts: [], ports: [], optional: true },
      ],
    },
  },
  services: { 'vmi-system-grafana': { ports: [{ name: 'http-grafana', to: 'grafana' }] } },
  ingresses: {
    'vmi-system-grafana': {
      host: 'grafana.vmi.system',
      through: 'authproxy',
      tlsSecret: 'system-tls-grafana',
      externalDns: { target: 'always', ttl: 'always' },
    },
  },
});

/** A database for Grafana. */
export interface GrafanaDatabase {
  /** Host name. */
  readonly host?: string;
  /** Name of the database. */
  readonly name?: string;
}

/** A mail server for Grafana. */
export interface GrafanaSmtp {
  /**
   * Whether Grafana sends mail.
   * @default false
   */
  readonly enabled?: boolean;
  /** Host name and port. */
  readonly host?: string;
  /** Secret with the fields whose keys are given here. */
  readonly existingSecret?: string;
  /** Key of the user name. */
  readonly userKey?: string;
  /** Key of the password. */
  readonly passwordKey?: string;
  /** Key of the client certificate. */
  readonly certFileKey?: string;
  /** Key of the key of the client certificate. */
  readonly keyFileKey?: string;
  /** Sender address. */
  readonly fromAddress?: string;
  /** Sender name. */
  readonly fromName?: string;
  /** Host name that Grafana sends with EHLO. */
  readonly ehloIdentity?: string;
  /** Whether the certificate of the server is not verified. */
  readonly skipVerify?: boolean;
  /** When to use STARTTLS. */
  readonly startTLSPolicy?: string;
}

/** Options of Grafana. */
export interface GrafanaProps extends Pick<ComponentProps, 'enabled'> {
  /**
   * Number of pods.
   * @default 1
   */
  readonly replicas?: number;
  /**
   * Database in place of the built-in file; the login is in Secret `grafana-db` in namespace `verrazzano-install`.
   * @default - the built-in file
   */
  readonly database?: GrafanaDatabase;
  /**
   * Mail server for alerts.
   * @default - none
   */
  readonly smtp?: GrafanaSmtp;
}

/** Grafana, as part of a profile. */
export class Grafana extends Component<typeof grafana, GrafanaProps> {
  /**
   * @param scope - the profile
   * @param props - options
   */
  constructor(scope: Construct, props: GrafanaProps = {}) {
    super(scope, grafana, props);
  }
}
