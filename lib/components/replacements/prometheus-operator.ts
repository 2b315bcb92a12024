import type { Replacement, ReplacementChart } from '../../definition/replacement';
import { imageWithRegistryAt } from './image-at';

const IMAGES = {
  'quay.io/prometheus/alertmanager': imageWithRegistryAt('alertmanager.alertmanagerSpec.image'),
  'quay.io/prometheus-operator/prometheus-config-reloader:v{app}': imageWithRegistryAt(
    'prometheusOperator.prometheusConfigReloader.image',
  ),
  'quay.io/prometheus-operator/prometheus-operator:v{app}': imageWithRegistryAt('prometheusOperator.image'),
};
/** Groups of rules that only the chart of Verrazzano has. */
const RULES = ['PlatformOperator', 'ApplicationOperator', 'ClusterOperator', 'MonitoringOperator'].map(
  (name) => `defaultRules.rules.verrazzano${name}`,
);
/** Where the sidecar of Thanos stores blocks. */
const OBJECT_STORE = 'prometheus.prometheusSpec.thanos.objectStorageConfig';
/** The Job that makes the certificate of the webhooks. */
const CERTIFICATE_JOB = imageWithRegistryAt('prometheusOperator.admissionWebhooks.patch.image');

/** The stack of the Prometheus community. */
const KUBE_PROMETHEUS_STACK: ReplacementChart = {
  name: 'kube-prometheus-stack',
  kind: 'oci',
  repository: 'oci://ghcr.io/prometheus-community/charts',
  releases: [
    '0.63.0: 45.25.0',
    '0.65.1: 45.26.0 45.27.0-2 45.28.0-1 45.29.0 45.30.0-1 45.31.0-1 46.0.0 46.1.0 46.2.0 46.3.0 46.4.0-2',
    '0.65.1: 46.5.0 46.6.0',
    '0.65.2: 46.7.0 46.8.0',
    '0.66.0: 47.0.0-1 47.1.0 47.2.0-1 47.3.0 47.4.0 47.5.0 47.6.0-1 48.0.0-1 48.1.0-2 48.2.0-3 48.3.0-6',
    '0.66.0: 48.4.0 48.5.0 48.6.0',
    '0.67.1: 49.0.0 49.1.0 49.2.0 50.0.0 50.1.0 50.2.0 50.3.0-1',
    '0.68.0: 51.0.0-3 51.1.0-1 51.2.0 51.3.0 51.4.0-1 51.5.0-3 51.6.0-1 51.7.0 51.8.0-1 51.9.0-4 51.10.0',
    '0.68.0: 52.0.0-1 52.1.0',
    '0.69.1: 53.0.0 54.0.0-1 54.1.0 54.2.0-2',
    '0.70.0: 55.0.0-1 55.1.0-1 55.2.0 55.3.0-1 55.4.0-1 55.5.0-2 55.6.0 55.7.0-1 55.8.0-3 55.9.0 55.10.0',
    '0.70.0: 55.11.0',
    '0.71.0: 56.0.0-4',
    '0.71.2: 56.0.5 56.1.0 56.2.0-1 56.3.0 56.4.0 56.5.0 56.6.0-2 56.7.0 56.8.0-2 56.9.0 56.10.0 56.11.0',
    '0.71.2: 56.12.0 56.13.0-1 56.14.0 56.15.0 56.16.0 56.17.0 56.18.0 56.19.0 56.20.0-1 56.21.0-4',
    '0.72.0: 57.0.0-3 57.1.0-1 57.2.0-1',
    '0.73.0: 58.0.0-1 58.1.0',
    '0.73.1: 58.1.1-3 58.2.0',
    '0.73.2: 58.2.1-2 58.3.0-3 58.4.0-1 58.5.0-3 58.6.0-1 58.7.0-2',
    '0.74.0: 59.0.0 59.1.0 60.0.0-2 60.1.0 60.2.0 60.3.0 60.4.0 60.5.0',
    '0.75.0: 61.0.0 61.1.0-1 61.2.0 61.3.0',
    '0.75.1: 61.3.1-3',
    '0.75.2: 61.4.0 61.5.0 61.6.0-1 61.7.0-2 61.8.0 61.9.0',
    '0.76.0: 62.0.0 62.1.0 62.2.0-1 62.3.0-1 62.4.0',
    '0.76.1: 62.5.0-1 62.6.0 62.7.0 63.0.0 63.1.0 64.0.0',
    '0.77.1: 65.0.0 65.1.0-1 65.2.0 65.3.0-2 65.4.0',
    '0.77.2: 65.5.0-1 65.6.0 65.7.0 65.8.0-1',
    '0.78.1: 66.0.0 66.1.0-1 66.2.0-1',
    '0.78.2: 66.2.2 66.3.0-1 66.4.0 66.5.0 66.6.0',
    '0.79.0: 66.7.0-1 67.0.0 67.1.0 67.2.0',
    '0.79.1: 67.2.1 67.3.0',
    '0.79.2: 67.3.1 67.4.0 67.5.0 67.6.0 67.7.0 67.8.0 67.9.0 67.10.0 67.11.0 68.0.0 68.1.0-1 68.2.0-2',
    '0.79.2: 68.3.0 68.3.2-3 68.4.0 68.4.2-5 68.5.0',
    '0.80.0: 69.0.0 69.1.0-2 69.2.0-4 69.3.0-3 69.4.0-1',
    '0.80.1: 69.5.0-2 69.6.0-1 69.7.0-4 69.8.0-2',
    '0.81.0: 70.0.0-3 70.1.0-1 70.2.0-1 70.3.0 70.4.0-2 70.5.0 70.6.0 70.7.0 70.8.0 70.9.0 70.10.0',
    '0.82.0: 71.0.0 71.1.0-1 71.2.0 72.0.0-1 72.1.0-1 72.2.0 72.3.0-1',
    '0.82.2: 72.4.0 72.5.0-3 72.6.1-4 72.7.0 72.8.0 72.9.0-1 73.0.0 73.1.0 73.2.0-3',
    '0.83.0: 74.0.0 74.1.0 74.2.0-2 75.0.0 75.1.0 75.2.0-1 75.3.0-6 75.4.0 75.5.0 75.6.0-2 75.7.0 75.8.0-1',
    '0.83.0: 75.9.0 75.10.0 75.11.0 75.12.0 75.13.0 75.14.0 75.15.0-2 75.16.0-1 75.17.0-1 75.18.0-1',
    '0.84.1: 76.0.0 76.1.0 76.2.0-2 76.3.0-1 76.4.0-1 76.5.0-1',
    '0.85.0: 77.0.0-2 77.1.0-3 77.2.0-1 77.3.0 77.4.0 77.5.0 77.6.0-2 77.7.0 77.8.0 77.9.0-1 77.10.0',
    '0.85.0: 77.11.0-1 77.12.0-1 77.13.0 77.14.0',
    '0.86.0: 78.0.0 78.1.0 78.2.0-1 78.3.0-1',
    '0.86.1: 78.3.2 78.4.0 78.5.0 79.0.0-1 79.1.0-1 79.2.0-1',
    '0.86.2: 79.3.0 79.4.0-1 79.5.0 79.6.1 79.7.0-1 79.8.0-2 79.9.0 79.10.0 79.11.0 79.12.0',
    '0.87.0: 80.0.0 80.1.0 80.2.0',
    '0.87.1: 80.2.1-2 80.3.0-1 80.4.1-2 80.5.0 80.6.0 80.7.0 80.8.0-2 80.9.0-2 80.10.0 80.11.0-1 80.12.0-1',
    '0.87.1: 80.13.0-3 80.14.0-4',
    '0.88.0: 81.0.0-1 81.1.0 81.2.0-2',
    '0.88.1: 81.2.5 81.3.0-2 81.4.0-3 81.5.0-2 81.6.0-9',
    '0.89.0: 82.0.0-2 82.1.0-1 82.2.0-1 82.3.0 82.4.0-3 82.5.0 82.6.0-1 82.7.0 82.8.0 82.9.0 82.10.0-5',
    '0.89.0: 82.11.0 82.12.0 82.13.0-6 82.14.0-1 82.15.0-1 82.16.0-2 82.17.0-1 82.18.0',
    '0.90.1: 83.0.0-2 83.1.0 83.2.0 83.3.0 83.4.0-3 83.5.0-1 83.6.0 83.7.0 84.0.0-1 84.1.0-2 84.2.0-1',
    '0.90.1: 84.3.0 84.4.0 84.5.0 85.0.0-3 85.1.0-3 85.2.0-2 85.3.0-3 85.4.0',
    '0.91.0: 86.0.0-2 86.1.0-1 86.2.0-3 86.3.0-2',
    '0.92.0: 87.0.0-1 87.1.0 87.2.0-1 87.3.0',
    '0.92.1: 87.4.0 87.5.0-1 87.6.0 87.7.0 87.8.0 87.9.0 87.10.0-1 87.11.0 87.12.0-5 87.13.0 87.14.0',
    '0.92.1: 87.15.0-2 87.16.0-1 87.17.0 87.18.0-1 87.19.0-2 87.20.0 87.21.0',
    '0.93.0: 88.0.0-1 88.1.0-6 88.2.0 88.3.0',
    '0.93.1: 88.4.0 88.5.0-3',
  ],
  source: 'tags of prometheus-community/helm-charts (2026-08-21)',
  licence: 'Apache-2.0',
};

/** prometheus-operator and what its chart brings. */
export const prometheusOperator: Replacement = {
  component: 'prometheus-operator',
  status: 'maintained',
  statement: 'maintained',
  source: 'github.com/prometheus-community/helm-charts, tag kube-prometheus-stack-88.5.3 (2026-08-21) and UPGRADE.md',
  risk: 'medium',
  installed: '45.25.0',
  installedApp: '0.64.1',
  charts: [KUBE_PROMETHEUS_STACK],
  closest: '45.25.0',
  newest: '88.5.3',
  keeps: [
    {
      value: 'release prometheus-operator',
      keeps:
        'names prometheus-operator-kube-p-*, service account prometheus-operator-kube-p-prometheus, the volume of Prometheus, and the principals in AuthorizationPolicies',
    },
    { value: 'serviceMonitorSelectorNilUsesHelmValues and its siblings as they are', keeps: 'which monitors are read' },
  ],
  values: [
    {
      since: 'chart 45.26.0',
      remove: [
        'prometheusOperator.alertmanagerDefaultBaseImage',
        'prometheusOperator.alertmanagerDefaultBaseImageRegistry',
        'prometheusOperator.prometheusDefaultBaseImage',
        'prometheusOperator.prometheusDefaultBaseImageRegistry',
        'prometheusOperator.thanosImage',
      ],
    },
    {
      since: 'adoption',
      remove: RULES,
      // The release has prometheus-node-exporter as a component of its own; the sub-chart would take the same port of the nodes.
      set: { 'nodeExporter.enabled': false, 'prometheus.thanosService.enabled': false },
    },
    // There is one switch for each of its rules.
    { since: 'chart 54.2.0', remove: ['defaultRules.rules.k8s'] },
    {
      since: 'chart 52.0.0',
      move: Object.fromEntries(
        ['name', 'key'].map((key) => [`${OBJECT_STORE}.${key}`, `${OBJECT_STORE}.existingSecret.${key}`]),
      ),
    },
  ],
  variants: [
    {
      since: 'chart 45.26.0',
      images: { ...IMAGES, 'registry.k8s.io/ingress-nginx/kube-webhook-certgen': CERTIFICATE_JOB },
    },
    { since: 'chart 80.2.2', images: { ...IMAGES, 'ghcr.io/jkroepke/kube-webhook-certgen': CERTIFICATE_JOB } },
  ],
  changes: [
    {
      since: 'adoption',
      kind: 'policy',
      level: 'error',
      what: "NetworkPolicy vmi-system-prometheus, some rule groups and rewritten dashboards exist only in Verrazzano's chart",
      fix: 'keep the policy as a manifest of your own; remove rules that alert on operators that no longer run',
    },
    {
      since: 'adoption',
      kind: 'values',
      level: 'note',
      what: "value prometheus.thanos.integration exists only in Verrazzano's chart; the public chart runs the sidecar if prometheus.prometheusSpec.thanos is set, and its Service has no port grpc",
      fix: 'nothing, if this package delivers the chart: it sets prometheusSpec.thanos, and adds the port by service.additionalPorts',
    },
    {
      since: 'adoption',
      kind: 'hook',
      level: 'note',
      what: 'the Jobs that create webhook certificates are hooks',
      fix: 'set admissionWebhooks.certManager.enabled, as the release does: then there are no such Jobs',
    },
    {
      since: 'adoption',
      kind: 'crd',
      level: 'error',
      what: 'CRD prometheuses (317 kB) exceeds the 262144-byte limit of the last-applied annotation, and Helm never upgrades CRDs in crds/',
      fix: 'for every version, apply the CRDs with server-side apply (ServerSideApply=true) before the operator',
    },
    {
      since: 'adoption',
      kind: 'object',
      level: 'error',
      what: "the values turn on nodeExporter, which Verrazzano's chart lacks: a second DaemonSet needs the same port on every node as prometheus-node-exporter",
      fix: 'set nodeExporter.enabled to false',
    },
    {
      since: 'adoption',
      kind: 'object',
      level: 'note',
      what: 'the chart adds Service prometheus-operator-kube-p-thanos-discovery, since the values turn on thanosService',
      fix: 'set prometheus.thanosService.enabled to false if you do not use Thanos',
    },
    {
      since: 'chart 46.0.0',
      kind: 'crd',
      level: 'error',
      what: 'CRDs prometheuses (484 kB in 88.5.3) and prometheusagents exceed the 262144-byte limit of the last-applied annotation; in later charts, so do alertmanagers (from 57) and thanosrulers (58)',
      fix: 'apply the CRDs with server-side apply (ServerSideApply=true) before the operator',
    },
    {
      since: 'chart 62.0.0',
      kind: 'crd',
      level: 'warning',
      what: 'CRDs alertmanagerconfigs (273 kB in 66.7.1) and scrapeconfigs (322 kB) exceed the 262144-byte limit of the last-applied annotation, too',
      fix: 'apply the CRDs with server-side apply (ServerSideApply=true) before the operator',
    },
    {
      since: 'chart 47.3.0',
      kind: 'port',
      level: 'note',
      what: 'Service prometheus-operator-kube-p-prometheus gets port reloader-web (8080)',
      fix: 'allow access to it only if Prometheus scrapes it',
    },
    {
      since: 'chart 48.3.0',
      kind: 'object',
      level: 'warning',
      what: 'the Service of Prometheus selects label operator.prometheus.io/name instead of label prometheus',
      fix: 'nothing for the Service, whose selector is mutable; let policies select a label that both versions set',
    },
    {
      since: 'chart 63.0.0',
      kind: 'behaviour',
      level: 'warning',
      what: 'in 63, selectors that are nil select nothing; from 64 on, they select what they selected before',
      fix: 'do not stop at 63.x',
    },
    {
      since: 'chart 67.0.0',
      kind: 'migration',
      level: 'warning',
      what: 'Prometheus 3: its data cannot be read by older versions, and expressions and flags change',
      fix: 'take a snapshot of the volume, stop at 66.x first, and read the migration guide of Prometheus 3',
    },
    {
      since: 'chart 68.0.0',
      kind: 'behaviour',
      level: 'warning',
      what: 'the chart drops metrics that dashboards may use',
      fix: 'compare the dashboards',
    },
    {
      since: 'chart 85.0.0',
      kind: 'image',
      level: 'note',
      what: 'images are distroless and have no shell',
      fix: 'use ephemeral containers for debugging',
    },
  ],
  kubernetes: [
    { since: 'chart 45.25.0', range: '>=1.16', by: 'chart' },
    { since: 'chart 50.0.0', range: '>=1.19', by: 'chart' },
    { since: 'chart 73.0.0', range: '>=1.25', by: 'chart' },
  ],
  stops: [
    { at: '60.5.0', why: 'operator 0.74 with Prometheus 2: about half of the changes to the CRDs', advised: true },
    { at: '66.7.1', why: 'the last chart with Prometheus 2' },
  ],
};
