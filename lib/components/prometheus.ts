import type { Construct } from 'constructs';
import { Category } from '../component/category';
import type { ComponentProps } from '../component/component';
import { Component } from '../component/component';
import { defineComponent } from '../component/define-component';
import { tagOf } from '../component/images';

/**
 * Collects the metrics of the platform and of what runs on it; the Prometheus operator makes it.
 *
 * Source: `platform-operator/controllers/verrazzano/component/prometheus/operator` at v1.7.2.
 */
export const prometheus = defineComponent({
  name: 'prometheus',
  specKey: 'prometheus',
  category: Category.OBSERVABILITY,
  namespace: 'verrazzano-monitoring',
  partOf: 'prometheus-operator',
  release: null,
  after: ['prometheus-operator'],
  requires: [
    // validation rule prometheusOperator.required
    'prometheus-operator',
  ],
  images: ['prometheus', 'prometheus-config-reloader', 'thanos'],
  createdBy: 'prometheus-operator',
  workloads: {
    'prometheus-prometheus-operator-kube-p-prometheus': {
      kind: 'StatefulSet',
      labels: {
        'app.kubernetes.io/name': 'prometheus',
        'app.kubernetes.io/instance': 'prometheus-operator-kube-p-prometheus',
        'app.kubernetes.io/managed-by': 'prometheus-operator',
        'app.kubernetes.io/version': tagOf('prometheus').replace(/^v/, ''),
        'operator.prometheus.io/name': 'prometheus-operator-kube-p-prometheus',
        'operator.prometheus.io/shard': '0',
        prometheus: 'prometheus-operator-kube-p-prometheus',
      },
      selector: ['app.kubernetes.io/name', 'prometheus'],
      annotations: {
        'proxy.istio.io/config': '{"proxyMetadata":{ "OUTPUT_CERTS": "/etc/istio-output-certs"}}',
        'sidecar.istio.io/userVolumeMount': '[{"name": "istio-certs-dir", "mountPath": "/etc/istio-output-certs"}]',
        'traffic.sidecar.istio.io/excludeOutboundIPRanges': '0.0.0.0/0',
      },
      serviceAccount: 'prometheus-operator-kube-p-prometheus',
      ports: { 'http-web': 9090, 'reloader-web': 8080 },
    },
  },
  services: {
    'prometheus-operator-kube-p-prometheus': { ports: ['http-web'], createdBy: 'chart' },
    'prometheus-operated': { selector: ['app.kubernetes.io/name'], headless: true, ports: ['http-web'] },
  },
  ingresses: {
    'vmi-system-prometheus': {
      host: 'prometheus.vmi.system',
      through: 'authproxy',
      tlsSecret: 'system-tls-prometheus',
      sessionCookie: 'prometheus',
      createdBy: 'operator',
    },
  },
  scrapeTargets: { 'prometheus-operator-kube-p-prometheus': { port: 'http-web' } },
});

/** What a user may say about Prometheus. */
export type PrometheusProps = Pick<ComponentProps, 'enabled'>;

/** Prometheus, as part of a profile. */
export class Prometheus extends Component<typeof prometheus, PrometheusProps> {
  /**
   * @param scope - the profile
   * @param props - what the user says
   */
  constructor(scope: Construct, props: PrometheusProps = {}) {
    super(scope, prometheus, props);
  }
}
