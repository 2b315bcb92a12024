import type { Replacement } from '../../definition/replacement';
import { prometheusOperator } from './prometheus-operator';
import { imageWithRegistryAt } from './image-at';

/** Prometheus: a part of the chart of its operator. */
export const prometheus: Replacement = {
  component: 'prometheus',
  status: prometheusOperator.status,
  statement: 'part of chart kube-prometheus-stack, and moved together with prometheus-operator',
  source: prometheusOperator.source,
  risk: 'medium',
  movedWith: 'prometheus-operator',
  installed: prometheusOperator.installed,
  installedApp: prometheusOperator.installedApp ?? prometheusOperator.installed,
  charts: prometheusOperator.charts,
  closest: '45.25.0',
  newest: '88.5.3',
  keeps: [
    {
      value: 'Service prometheus-operator-kube-p-prometheus, port 9090',
      keeps: 'the address that the auth proxy, the adapter, Thanos, Kiali and Grafana use',
    },
  ],
  variants: [
    {
      since: 'chart 45.26.0',
      images: {
        'quay.io/prometheus/prometheus': imageWithRegistryAt('prometheus.prometheusSpec.image'),
        'quay.io/prometheus-operator/prometheus-config-reloader:v{app}': imageWithRegistryAt(
          'prometheusOperator.prometheusConfigReloader.image',
        ),
        'quay.io/thanos/thanos': imageWithRegistryAt('prometheusOperator.thanosImage'),
      },
    },
    {
      since: 'chart 47.3.0',
      services: {
        'prometheus-operator-kube-p-prometheus': { ports: ['http-web', 'reloader-web'], createdBy: 'chart' },
      },
    },
    {
      since: 'chart 48.3.0',
      services: {
        'prometheus-operator-kube-p-prometheus': {
          selector: ['app.kubernetes.io/name', 'operator.prometheus.io/name'],
          ports: ['http-web', 'reloader-web'],
          createdBy: 'chart',
        },
      },
    },
  ],
  changes: [
    {
      since: 'chart 67.0.0',
      kind: 'migration',
      level: 'warning',
      what: 'Prometheus 3 writes data that Prometheus 2.44 cannot read',
      fix: 'take a snapshot of the volume before the hop',
    },
  ],
  kubernetes: prometheusOperator.kubernetes ?? [],
  stops: prometheusOperator.stops ?? [],
};
