import type { Replacement, ReplacementRisk } from '../../definition/replacement';
import type { ReplacementChange } from '../../definition/replacement-change';

const DEAD = 'the last commit of github.com/verrazzano/verrazzano in the stored copy is of 2024-08-09';

interface Ended {
  readonly risk: ReplacementRisk;
  readonly instead: string;
  readonly statement?: string;
  readonly source?: string;
  readonly installed?: string;
  readonly changes?: readonly ReplacementChange[];
}

/** What changes when a component goes. */
function gone(kind: ReplacementChange['kind'], what: string, fix: string, level: ReplacementChange['level'] = 'error') {
  return { since: 'adoption', kind, level, what, fix } as const;
}

/** Components of Verrazzano's own, and dead projects, without a maintained chart. */
const ENDED: Readonly<Record<string, Ended>> = {
  'verrazzano-network-policies': {
    risk: 'low',
    instead: 'NetworkPolicies in Git, as this package writes them; switch off the policies that newer charts bring',
    changes: [
      gone(
        'policy',
        'policies add up: one of a chart without sources opens again what these close (kiali-server from 2.17.0, argo-cd from 10.0.0)',
        'switch those policies off in the values',
      ),
    ],
  },
  'fluentbit-opensearch-output': {
    risk: 'low',
    instead: 'two objects of fluent-operator as manifests of your own; passwords stay references to Secrets',
  },
  'oam-kubernetes-runtime': {
    risk: 'high',
    installed: '0.3.0',
    statement: 'archived on 2022-06-08 in favour of KubeVela',
    source: 'github.com/crossplane/oam-kubernetes-runtime',
    instead:
      'plain Kubernetes objects, as `convert` writes them; then remove the operator, the finalizers, the objects with --cascade=orphan, the CRDs',
    changes: [
      gone(
        'object',
        'deleting OAM objects while the runtime or the application operator runs deletes the applications, and deleting one of the 8 CRDs of core.oam.dev deletes its objects',
        'scale both to 0, remove finalizers, delete with --cascade=orphan, and the CRDs last',
      ),
    ],
  },
  'verrazzano-application-operator': {
    risk: 'high',
    instead: 'plain Kubernetes objects, as `convert` writes them',
    changes: [
      gone(
        'hook',
        'its mutating webhooks add labels and service accounts to pods of applications; new pods lack them',
        'convert the applications first, and delete the webhook configurations, which were made at run time',
      ),
      gone(
        'crd',
        'CRD verrazzanohelidonworkloads (259 kB) is 3 kB below the limit of the last-applied annotation',
        'apply it on the server side',
        'warning',
      ),
    ],
  },
  'cluster-issuer': {
    risk: 'high',
    statement: 'no chart: the platform operator made Issuer, CA certificate, ClusterIssuer and Secret in code',
    instead:
      'the same objects as manifests, the CA with rotationPolicy: Never and a duration of years; trust-manager in place of the copier of the CA',
    changes: [
      gone(
        'secret',
        'the platform operator copied the CA to Secrets verrazzano-tls-ca, cattle-system/tls-ca and others, and issued leaf certificates again; without it no program refreshes them, and a CA of 90 days breaks them within 60',
        'give the CA rotationPolicy: Never and a duration of years, and declare what refreshes the copies',
      ),
      gone(
        'object',
        'every Ingress names verrazzano-cluster-issuer',
        'keep the names of issuers, certificate and Secret',
        'warning',
      ),
    ],
  },
  verrazzano: {
    risk: 'low',
    instead: 'its objects (Ingresses, AuthorizationPolicies, ServiceMonitors, Secrets) as manifests of your own',
    changes: [
      gone(
        'principal',
        'AuthorizationPolicies name principals such as sa/prometheus-operator-kube-p-prometheus',
        'keep the release names instead of editing the policies',
        'warning',
      ),
    ],
  },
  'verrazzano-monitoring-operator': {
    risk: 'high',
    instead: 'the Grafana chart for Grafana, the OpenSearch operator for OpenSearch',
    changes: [
      gone(
        'principal',
        'removing the chart deletes service account verrazzano-monitoring-operator, under which Grafana runs',
        'move the service account to a unit of its own first',
      ),
      gone(
        'object',
        'resource VerrazzanoMonitoringInstance owns the objects of Grafana',
        'delete it with --cascade=orphan',
      ),
    ],
  },
  'verrazzano-grafana-dashboards': {
    risk: 'medium',
    instead:
      'the ConfigMaps with label grafana_dashboard in Git; later the dashboards of kube-prometheus-stack and Istio',
    changes: [
      gone(
        'crd',
        'ConfigMaps may exceed the limit of the last-applied annotation',
        'sync with ServerSideApply=true',
        'warning',
      ),
      gone(
        'behaviour',
        '32 of the 34 dashboards use Angular panels, which Grafana 11 and later show by newer ones',
        'compare them after that hop',
        'note',
      ),
    ],
  },
  'verrazzano-authproxy': {
    risk: 'very high',
    instead:
      'oauth2-proxy (chart oauth2-proxy 10.7.0, https://oauth2-proxy.github.io/manifests) in front of the Ingresses, or by Istio (ext_authz)',
    changes: [
      gone(
        'object',
        'it is the backend of every system Ingress, and the way of Fluentd and managed clusters to OpenSearch and Thanos (8775, 8776, 8777)',
        'declare the successor (AuthProxy.oauth2Proxy or AuthProxy.istio) before it goes',
      ),
      gone(
        'principal',
        'principal sa/verrazzano-authproxy is in many AuthorizationPolicies, and label app: verrazzano-authproxy in NetworkPolicies',
        'let the policies name the successor',
      ),
      gone(
        'behaviour',
        'oauth2-proxy has no basic authentication for machines (fluentd, remote Prometheus, Thanos 8776)',
        'give them mutual TLS, or users of OpenSearch',
      ),
      gone(
        'values',
        'Grafana logs in by header X-WEBAUTH-USER of the proxy',
        'map X-Auth-Request-Preferred-Username to it',
        'warning',
      ),
    ],
  },
  'verrazzano-console': {
    risk: 'low',
    instead: 'the pages of the tools themselves, or of Argo CD; remove Ingress verrazzano-ingress',
  },
  'verrazzano-cluster-operator': {
    risk: 'medium',
    instead: 'cluster Secrets of Argo CD; CA, Thanos endpoints and scrape jobs of managed clusters as manifests',
    changes: [
      gone(
        'object',
        'it wrote additional-scrape-configs and the Thanos endpoints',
        'freeze both in Git before it goes',
      ),
    ],
  },
  'verrazzano-cluster-agent': {
    risk: 'medium',
    instead: 'Argo CD of the admin cluster, with a service account of few rights in every managed cluster',
    changes: [
      gone(
        'object',
        'MultiCluster* objects of 5 CRDs own the copies in managed clusters',
        'delete them with --cascade=orphan',
      ),
    ],
  },
  'verrazzano-platform-operator': {
    risk: 'very high',
    instead:
      'nothing: it is what is left. Scale to 0, delete namespace verrazzano-install, delete the webhook configurations, then the rest',
    changes: [
      gone(
        'object',
        'deleting the Verrazzano resource while its finalizer is there and the operator runs uninstalls the platform',
        'scale the operator to 0 and set the finalizers to [] first',
      ),
      gone(
        'hook',
        'webhooks verrazzano-platform-operator-webhook, verrazzano-platform-requirements-validator, verrazzano-platform-mysqlinstalloverrides and verrazzano-mysql-backup stay behind and refuse changes',
        'delete the webhook configurations',
      ),
      gone(
        'secret',
        'it also refreshed CA copies, certificates, clients of Keycloak and the registration in Rancher',
        'see cluster-issuer, keycloak and rancher',
        'warning',
      ),
    ],
  },
};

/** Replacements of what has no successor: each says what to do instead. */
export const WITHOUT_SUCCESSOR: readonly Replacement[] = Object.entries(ENDED).map(
  ([component, { installed = '1.7.2', statement = 'written by Verrazzano, and dead', source = DEAD, ...rest }]) => ({
    component,
    status: 'none',
    statement,
    source,
    installed,
    charts: [],
    ...rest,
  }),
);
