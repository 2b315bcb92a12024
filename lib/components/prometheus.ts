import type { Construct } from 'constructs';
import { Category } from '../definition/category';
import type { ComponentProps } from '../definition/component';
import { Component } from '../definition/component';
import { defineComponent } from '../definition/define-component';
import { REMOTE_WRITE } from '../definition/stated-addresses';
import { instancePrincipal, managedHost, objectStorage } from '../definition/external-calls';
import { tagOf } from '../definition/images';

/**
 * Collects metrics of the platform and of its workloads; the Prometheus operator creates it.
 */
export const prometheus = defineComponent({
  name: 'prometheus',
  source: 'platform-operator/controllers/verrazzano/component/prometheus/operator',
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
      ports: { 'http-web': 9090, 'reloader-web': 8080, grpc: { port: 10901, undeclared: true } },
      apiServer: 'direct',
      egress: 'unknown',
      // Besides the scrape targets.
      calls: [
        {
          to: 'prometheus-operator/alertmanager-prometheus-operator-kube-p-alertmanager',
          ports: ['http-web'],
          reason: 'alerts',
          when: 'Alertmanager is on',
        },
        {
          to: 'kiali-server',
          ports: ['http-metrics'],
          reason: 'metrics of Kiali',
          refusedUpstream: 'the AuthorizationPolicy of Kiali names another account',
        },
        { to: 'thanos', ports: ['http'], reason: 'metrics of every part of Thanos' },
        { to: { elsewhere: 'applications' }, ports: [], reason: 'metrics of applications, on ports that they choose' },
      ],
      external: [
        managedHost('prometheus.vmi.system', 'metrics of managed clusters', { when: 'without Thanos' }),
        { what: 'remote write', hosts: [], ports: [], setting: 'remote-write', stated: REMOTE_WRITE },
        { what: 'further scrape jobs', hosts: [], ports: [], optional: true },
        objectStorage('a Thanos sidecar keeps blocks there', { optional: true }),
        instancePrincipal('that sidecar signs in as its instance', { optional: true }),
      ],
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
      behind: 'http-web',
      tlsSecret: 'system-tls-prometheus',
      sessionCookie: 'prometheus',
      createdBy: 'operator',
    },
  },
  scrapeTargets: {
    'prometheus-operator-kube-p-prometheus': {
      port: 'http-web',
      refusedUpstream: 'its policy does not name Prometheus, so that a second replica is not scraped',
    },
  },
});

/** Options of Prometheus. */
export type PrometheusProps = Pick<ComponentProps, 'enabled'>;

/** Prometheus, as part of a profile. */
export class Prometheus extends Component<typeof prometheus, PrometheusProps> {
  /**
   * @param scope - the profile
   * @param props - options
   */
  constructor(scope: Construct, props: PrometheusProps = {}) {
    super(scope, prometheus, props);
  }
}
