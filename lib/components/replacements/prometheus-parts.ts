import type { Replacement, ReplacementChart } from '../../definition/replacement';
import { imageAt, imageWithRegistryAt } from './image-at';

const COMMUNITY = 'oci://ghcr.io/prometheus-community/charts';

function chart(name: string, releases: readonly string[]): ReplacementChart {
  return {
    name,
    kind: 'oci',
    repository: COMMUNITY,
    releases,
    source: 'tags of prometheus-community/helm-charts (2026-08-21)',
    licence: 'Apache-2.0',
  };
}

/** Metrics of Prometheus for autoscalers. */
export const prometheusAdapter: Replacement = {
  component: 'prometheus-adapter',
  status: 'maintained',
  statement: 'maintained',
  source: 'github.com/prometheus-community/helm-charts, tag prometheus-adapter-5.3.0 (2026-02-19) and its README',
  risk: 'low',
  installed: '3.4.0',
  installedApp: '0.10.0',
  charts: [
    chart('prometheus-adapter', [
      '0.10.0: 3.4.0-2 3.5.0 4.0.0-2 4.1.0-1 4.2.0',
      '0.11.0: 4.3.0-1 4.4.0-1',
      '0.11.1: 4.5.0 4.6.0 4.7.0-1 4.8.0-1',
      '0.11.2: 4.8.2-3 4.9.0-1 4.10.0',
      '0.12.0: 4.11.0-1 4.12.0 4.13.0 4.14.0-2 5.0.0 5.1.0 5.2.0-1 5.3.0',
    ]),
  ],
  closest: '3.4.0',
  newest: '5.3.0',
  keeps: [{ value: 'release prometheus-adapter', keeps: 'names, selector and service account' }],
  values: [{ since: 'chart 4.0.0', move: { runAsUser: 'securityContext.runAsUser' } }],
  variants: [
    { since: 'chart 3.4.1', images: { 'k8s.gcr.io/prometheus-adapter/prometheus-adapter:v{app}': imageAt('image') } },
    {
      since: 'chart 4.0.1',
      images: { 'registry.k8s.io/prometheus-adapter/prometheus-adapter:v{app}': imageAt('image') },
    },
    {
      since: 'chart 4.9.1',
      services: { 'prometheus-adapter': { ports: [{ name: 'https', port: 443, to: 'https' }] } },
    },
  ],
  changes: [
    {
      since: 'chart 4.0.0',
      kind: 'values',
      level: 'warning',
      what: 'value runAsUser becomes securityContext.runAsUser, and the whole security context is configurable',
      fix: "move the value, and set what Verrazzano's chart added: drop all capabilities, not privileged",
    },
    {
      since: 'chart 4.9.1',
      kind: 'port',
      level: 'note',
      what: 'the port of the Service is named https',
      fix: 'nothing: its number and target stay the same',
    },
  ],
  kubernetes: [{ since: 'chart 5.0.0', range: '>=1.21', by: 'project' }],
};

/** Metrics about objects of Kubernetes. */
export const kubeStateMetrics: Replacement = {
  component: 'kube-state-metrics',
  status: 'maintained',
  statement: 'maintained',
  source: 'github.com/prometheus-community/helm-charts, tag kube-state-metrics-8.4.0 (2026-08-18)',
  risk: 'low',
  installed: '5.13.0',
  installedApp: '2.10.0',
  charts: [
    chart('kube-state-metrics', [
      '2.10.0: 5.13.0 5.14.0 5.15.0-1',
      '2.10.1: 5.15.2-3 5.16.0-4',
      '2.11.0: 5.17.0 5.18.0',
      '2.12.0: 5.18.1 5.19.0-1 5.20.0-1 5.21.0',
      '2.13.0: 5.22.0-1 5.23.0 5.24.0 5.25.0-1 5.26.0',
      '2.14.0: 5.27.0-1 5.28.0-1 5.29.0',
      '2.15.0: 5.30.0-1 5.31.0-2 5.32.0 5.33.0-2 5.34.0-1 5.35.0 5.36.0 5.37.0 6.0.0',
      '2.16.0: 6.1.0-5',
      '2.17.0: 6.2.0 6.3.0 6.4.0-2 7.0.0-1',
      '2.18.0: 7.1.0 7.2.0-2 7.3.0',
      '2.19.0: 7.4.0',
      '2.19.1: 7.4.1 7.5.1-3 7.6.0 7.7.0 7.8.0-1 8.0.0 8.1.0-3 8.2.0 8.3.0-1',
      '2.20.0: 8.4.0',
    ]),
  ],
  closest: '5.13.0',
  newest: '8.4.0',
  keeps: [{ value: 'release kube-state-metrics', keeps: 'names, selector and service account' }],
  variants: [
    {
      since: 'chart 5.14.0',
      images: { 'registry.k8s.io/kube-state-metrics/kube-state-metrics:v{app}': imageWithRegistryAt('image') },
    },
    { since: 'chart 6.3.0', workloads: { 'kube-state-metrics': { ports: { metrics: 8081 } } } },
  ],
  changes: [
    {
      since: 'chart 6.3.0',
      kind: 'port',
      level: 'note',
      what: 'the pods get port metrics (8081), and the Service refers to its target port by name (http)',
      fix: 'allow access to port 8081 only if Prometheus scrapes it',
    },
    {
      since: 'chart 8.0.0',
      kind: 'values',
      level: 'note',
      what: 'value networkPolicy.flavor is removed',
      fix: 'remove it from your overrides',
    },
    {
      since: 'app 2.11.0',
      kind: 'behaviour',
      level: 'warning',
      what: 'names of metrics change between 2.10 and 2.20; the exact list is unproven',
      fix: 'compare /metrics and the dashboards before and after',
    },
  ],
};

/** Metrics that batch jobs push. */
export const prometheusPushgateway: Replacement = {
  component: 'prometheus-pushgateway',
  status: 'maintained',
  statement: 'maintained',
  source: 'github.com/prometheus-community/helm-charts, tag prometheus-pushgateway-3.8.0 (2026-08-07)',
  risk: 'low',
  installed: '2.4.1',
  installedApp: '1.6.2',
  charts: [
    chart('prometheus-pushgateway', [
      '1.6.1: 2.4.1',
      '1.6.2: 2.4.2 2.5.0',
      '1.7.0: 2.6.0 2.7.0-1 2.8.0 2.9.0',
      '1.8.0: 2.10.0 2.11.0 2.12.0 2.13.0',
      '1.9.0: 2.14.0',
      '1.10.0: 2.15.0 2.16.0',
      '1.11.0: 2.17.0 3.0.0 3.1.0-1',
      '1.11.1: 3.1.2-3 3.2.0 3.3.0 3.4.0-1',
      '1.11.2: 3.4.2 3.5.0 3.6.0',
      '1.11.3: 3.6.1 3.7.0 3.8.0',
    ]),
  ],
  closest: '2.4.1',
  newest: '3.8.0',
  keeps: [
    {
      value: 'release prometheus-pushgateway',
      keeps: "everything: rendered with Verrazzano's values, it is the same",
    },
  ],
  variants: [{ since: 'chart 2.4.2', images: { 'quay.io/prometheus/pushgateway:v{app}': imageAt('image') } }],
  changes: [
    {
      since: 'chart 3.0.0',
      kind: 'statefulset',
      level: 'note',
      what: 'the labels of volume claims change if it runs as a StatefulSet, which Verrazzano does not use',
      fix: 'nothing, unless an override set runAsStatefulSet',
    },
  ],
};

/** Metrics of the nodes. */
export const prometheusNodeExporter: Replacement = {
  component: 'prometheus-node-exporter',
  status: 'maintained',
  statement: 'maintained',
  source: 'github.com/prometheus-community/helm-charts, tag prometheus-node-exporter-4.56.1 (2026-07-14)',
  risk: 'low',
  installed: '4.23.1',
  installedApp: '1.6.1',
  charts: [
    chart('prometheus-node-exporter', [
      '1.6.1: 4.23.1-2',
      '1.7.0: 4.24.0 4.25.0 4.26.0-1 4.27.0 4.28.0 4.29.0 4.30.0-3 4.31.0 4.32.0',
      '1.8.0: 4.33.0 4.34.0',
      '1.8.1: 4.35.0 4.36.0 4.37.0',
      '1.8.2: 4.37.1-3 4.38.0 4.39.0 4.40.0 4.41.0 4.42.0 4.43.0-1',
      '1.9.0: 4.44.0-1 4.45.0-1',
      '1.9.1: 4.45.2-3 4.46.0-1 4.47.0-3 4.48.0',
      '1.10.0: 4.49.0',
      '1.10.2: 4.49.1-2 4.50.0-1 4.51.0-1 4.52.0-2',
      '1.11.0: 4.53.0',
      '1.11.1: 4.53.1 4.54.0 4.55.0-1',
      '1.12.0: 4.56.0',
      '1.12.1: 4.56.1',
    ]),
  ],
  closest: '4.23.1',
  newest: '4.56.1',
  keeps: [
    {
      value: 'release prometheus-node-exporter',
      keeps: "everything: rendered with Verrazzano's values, it is the same",
    },
  ],
  variants: [
    { since: 'chart 4.23.2', images: { 'quay.io/prometheus/node-exporter:v{app}': imageWithRegistryAt('image') } },
  ],
};
