/** A workload, or a Service, of an earlier release that has another name, kind or namespace since. */
export interface EarlierWorkload {
  /** Component that it belongs to. */
  readonly component: string;
  /** Namespace. */
  readonly namespace: string;
  /** Its name. */
  readonly name: RegExp;
  /** Kind; any unless given. */
  readonly kind?: string;
  /** The last minor release that installs it so. */
  readonly until: string;
  /** An upgrade leaves it where it is, so that release 1.7.2 runs it there too. */
  readonly staysOnUpgrade?: true;
}

/**
 * Workloads of releases 1.3 to 1.6 that release 1.7.2 does not have.
 *
 * Source: `pkg/constants/constants.go` and `platform-operator/controllers/verrazzano/component/{opensearch,opensearchdashboards,mysql,
 * externaldns}` at v1.3.8, v1.4.8, v1.5.7 and v1.6.12, `pkg/nginxutil` at v1.7.2, and charts verrazzano-authproxy and weblogic-operator at v1.4.8.
 */
export const EARLIER_WORKLOADS: readonly EarlierWorkload[] = [
  {
    component: 'opensearch',
    namespace: 'verrazzano-system',
    name: /^vmi-system-(?:es|os)-(?:master|data|ingest)(?:-[a-z0-9]+)*$/,
    until: '1.6',
  },
  {
    component: 'opensearch-dashboards',
    namespace: 'verrazzano-system',
    name: /^vmi-system-(?:kibana|osd)$/,
    until: '1.6',
  },
  { component: 'prometheus', namespace: 'verrazzano-system', name: /^vmi-system-prometheus(?:-\d+)?$/, until: '1.3' },
  {
    component: 'ingress-controller',
    namespace: 'ingress-nginx',
    name: /^ingress-controller-/,
    until: '1.5',
    staysOnUpgrade: true,
  },
  { component: 'external-dns', namespace: 'cert-manager', name: /^external-dns$/, until: '1.5', staysOnUpgrade: true },
  { component: 'mysql', namespace: 'keycloak', name: /^mysql$/, kind: 'Deployment', until: '1.4' },
  {
    component: 'verrazzano-authproxy',
    namespace: 'verrazzano-system',
    name: /^verrazzano-authproxy-elasticsearch$/,
    kind: 'Service',
    until: '1.4',
  },
  {
    component: 'weblogic-operator',
    namespace: 'verrazzano-system',
    name: /^internal-weblogic-operator-svc$/,
    kind: 'Service',
    until: '1.4',
  },
];

/** Namespaces of the platform that release 1.7.2 does not have. */
export const EARLIER_NAMESPACES: readonly string[] = ['ingress-nginx'];
