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
    instead: 'NetworkPolicies in Git, as this package writes them; turn off the policies that newer charts add',
    changes: [
      gone(
        'policy',
        'NetworkPolicies are additive: a policy without sources that a chart adds reopens what these policies close (kiali-server from 2.17.0, argo-cd from 10.0.0)',
        'turn those policies off in the values of the charts',
      ),
    ],
  },
  'fluentbit-opensearch-output': {
    risk: 'low',
    instead: 'two objects of fluent-operator, as manifests of your own; passwords remain references to Secrets',
  },
  'oam-kubernetes-runtime': {
    risk: 'high',
    installed: '0.3.0',
    statement: 'archived on 2022-06-08 in favour of KubeVela',
    source: 'github.com/crossplane/oam-kubernetes-runtime',
    instead:
      'plain Kubernetes objects, as `convert` writes them; then remove, in this order, the operator, the finalizers, the objects (with --cascade=orphan) and the CRDs',
    changes: [
      gone(
        'object',
        'deleting OAM objects while the OAM runtime or the application operator is running deletes the applications, and deleting any of the 8 CRDs of core.oam.dev deletes its objects',
        'scale both to 0, remove the finalizers, delete the objects with --cascade=orphan, and delete the CRDs last',
      ),
    ],
  },
  'verrazzano-application-operator': {
    risk: 'high',
    instead: 'plain Kubernetes objects, as `convert` writes them',
    changes: [
      gone(
        'hook',
        'its mutating webhooks add labels and service accounts to the pods of applications; without them, new pods lack both',
        'convert the applications first, and delete the webhook configurations, which were created at run time',
      ),
      gone(
        'crd',
        'CRD verrazzanohelidonworkloads (259 kB) is only 3 kB below the limit of the last-applied annotation',
        'apply it with server-side apply',
        'warning',
      ),
    ],
  },
  'cluster-issuer': {
    risk: 'high',
    statement:
      'no chart: the platform operator created the Issuer, the CA certificate, the ClusterIssuer and the Secret in code',
    instead:
      'the same objects as manifests, with rotationPolicy: Never and a duration of years for the CA; trust-manager in place of the operator that copied the CA',
    changes: [
      gone(
        'secret',
        'the platform operator copied the CA to Secrets verrazzano-tls-ca, cattle-system/tls-ca and others, and reissued leaf certificates; once it is gone, nothing refreshes them, and a CA valid for 90 days breaks them within 60 days',
        'set rotationPolicy: Never and a duration of years on the CA, and declare what refreshes the copies',
      ),
      gone(
        'object',
        'every Ingress names verrazzano-cluster-issuer',
        'keep the names of the issuers, the certificate and the Secret',
        'warning',
      ),
    ],
  },
  verrazzano: {
    risk: 'low',
    instead: 'its objects (Ingresses, AuthorizationPolicies, ServiceMonitors and Secrets), as manifests of your own',
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
    instead: 'the Grafana chart for Grafana, and the OpenSearch operator for OpenSearch',
    changes: [
      gone(
        'principal',
        'removing the chart deletes service account verrazzano-monitoring-operator, under which Grafana runs',
        'move the service account to a unit of its own first',
      ),
      gone(
        'object',
        'the VerrazzanoMonitoringInstance resource owns the objects of Grafana',
        'delete it with --cascade=orphan',
      ),
    ],
  },
  'verrazzano-grafana-dashboards': {
    risk: 'medium',
    instead:
      'the ConfigMaps with label grafana_dashboard, in Git; later the dashboards of kube-prometheus-stack and Istio',
    changes: [
      gone(
        'crd',
        'ConfigMaps may exceed the limit of the last-applied annotation',
        'sync with ServerSideApply=true',
        'warning',
      ),
      gone(
        'behaviour',
        '32 of the 34 dashboards use Angular panels, which newer panels replace in Grafana 11 and later',
        'compare them after that hop',
        'note',
      ),
    ],
  },
  'verrazzano-authproxy': {
    risk: 'very high',
    instead:
      'oauth2-proxy (chart oauth2-proxy 10.7.0, https://oauth2-proxy.github.io/manifests), in front of the Ingresses or called by Istio (ext_authz)',
    changes: [
      gone(
        'object',
        'it is the backend of every system Ingress, and Fluentd and managed clusters reach OpenSearch and Thanos through it (ports 8775, 8776 and 8777)',
        'declare its successor (AuthProxy.oauth2Proxy or AuthProxy.istio) before you remove it',
      ),
      gone(
        'principal',
        'many AuthorizationPolicies name principal sa/verrazzano-authproxy, and NetworkPolicies select label app: verrazzano-authproxy',
        'change the policies so that they name the successor',
      ),
      gone(
        'behaviour',
        'oauth2-proxy has no basic authentication for machine clients (Fluentd, remote Prometheus, Thanos on port 8776)',
        'give them mutual TLS, or internal users of OpenSearch',
      ),
      gone(
        'values',
        'Grafana takes the user from header X-WEBAUTH-USER of the proxy',
        'map X-Auth-Request-Preferred-Username to it',
        'warning',
      ),
    ],
  },
  'verrazzano-console': {
    risk: 'low',
    instead: 'the web interfaces of the tools themselves, or of Argo CD; delete Ingress verrazzano-ingress',
  },
  'verrazzano-cluster-operator': {
    risk: 'medium',
    instead: 'cluster Secrets of Argo CD; the CA, Thanos endpoints and scrape jobs of managed clusters as manifests',
    changes: [
      gone(
        'object',
        'it maintained Secret additional-scrape-configs and the Thanos endpoints',
        'put both in Git before you remove it',
      ),
    ],
  },
  'verrazzano-cluster-agent': {
    risk: 'medium',
    instead: 'Argo CD on the admin cluster, with a least-privilege service account in every managed cluster',
    changes: [
      gone(
        'object',
        'MultiCluster* objects (5 CRDs) own the copies in managed clusters',
        'delete them with --cascade=orphan',
      ),
    ],
  },
  'verrazzano-platform-operator': {
    risk: 'very high',
    instead:
      'nothing, since the exit removes it: scale it to 0, delete namespace verrazzano-install, delete the webhook configurations, then the rest',
    changes: [
      gone(
        'object',
        'deleting the Verrazzano resource while it has its finalizer and the operator is running uninstalls the platform',
        'first scale the operator to 0 and set the finalizers to []',
      ),
      gone(
        'hook',
        'webhooks verrazzano-platform-operator-webhook, verrazzano-platform-requirements-validator, verrazzano-platform-mysqlinstalloverrides and verrazzano-mysql-backup remain, and reject changes',
        'delete the webhook configurations',
      ),
      gone(
        'secret',
        'it also refreshed the copies of the CA, certificates, the clients of Keycloak and the registration in Rancher',
        'see cluster-issuer, keycloak and rancher',
        'warning',
      ),
    ],
  },
};

/** Replacements of what has no successor: each says what to do instead. */
export const WITHOUT_SUCCESSOR: readonly Replacement[] = Object.entries(ENDED).map(
  ([
    component,
    { installed = '1.7.2', statement = 'a part of Verrazzano that is no longer developed', source = DEAD, ...rest },
  ]) => ({
    component,
    status: 'none',
    statement,
    source,
    installed,
    charts: [],
    ...rest,
  }),
);
