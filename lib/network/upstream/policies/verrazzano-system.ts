import {
  applicationOperator,
  authProxy,
  clusterOperator,
  coherenceOperator,
  console,
  externalDns,
  fluentd,
  fluentOperator,
  grafana,
  istio,
  jaegerOperator,
  kiali,
  oam,
  verrazzanoMonitoringOperator,
  weblogicOperator,
} from '../../../components';
import type { UpstreamPolicy } from '../notation';
import { from, fromNamespace, podsOf } from '../notation';
import { anyPeer, authProxyPods, ENVOY, jaegerPods, nginxPods, scraping } from '../peers';

const consolePods = podsOf(console, 'verrazzano-console', 'app');
const applicationPods = podsOf(applicationOperator, 'verrazzano-application-operator', 'app');
const applicationWebhookPods = podsOf(applicationOperator, 'verrazzano-application-operator-webhook', 'app');
const oamPods = podsOf(oam, 'oam-kubernetes-runtime', 'app.kubernetes.io/name');
const clusterPods = podsOf(clusterOperator, 'verrazzano-cluster-operator', 'app');
const clusterWebhookPods = podsOf(clusterOperator, 'verrazzano-cluster-operator-webhook', 'app');
const weblogicPods = podsOf(weblogicOperator, 'weblogic-operator', 'app');
const coherencePods = podsOf(coherenceOperator, 'coherence-operator', 'control-plane');
const grafanaPods = podsOf(grafana, 'vmi-system-grafana', 'app');
const kialiPods = podsOf(kiali, 'vmi-system-kiali', 'app');
const externalDnsPods = podsOf(externalDns, 'external-dns', 'app.kubernetes.io/instance');
const monitoringPods = podsOf(verrazzanoMonitoringOperator, 'verrazzano-monitoring-operator', 'k8s-app');

/** Policies in verrazzano-system, without those for OpenSearch. */
export const VERRAZZANO_SYSTEM: readonly UpstreamPolicy[] = [
  {
    name: 'verrazzano-authproxy',
    selects: authProxyPods,
    when: authProxy.name,
    ingress: [
      // U-01, U-02: the second proxy is off, and gRPC is for Thanos only.
      { from: [from(nginxPods)], ports: ['http-api', 'grpc', 'http-v2'].map(authProxyPods.port) },
      {
        from: [
          from(podsOf(fluentd, 'fluentd', 'app')),
          from(podsOf(fluentOperator, 'fluent-bit', 'app.kubernetes.io/name'), fluentOperator.name),
        ],
        ports: [authProxyPods.port('http-api')],
      },
      { from: [from(jaegerPods)], ports: [authProxyPods.port('http-api')], when: jaegerOperator.name },
      scraping(ENVOY, authProxyPods.port('http-metrics')),
    ],
  },
  {
    name: 'verrazzano-console',
    selects: consolePods,
    when: console.name,
    ingress: [{ from: [from(authProxyPods)], ports: [consolePods.port('http-console')] }, scraping(ENVOY)],
  },
  {
    name: 'verrazzano-application-operator',
    selects: applicationPods,
    when: applicationOperator.name,
    // the webhooks are served by other pods.
    ingress: [anyPeer(applicationPods.port('https-webhook')), scraping(applicationPods.port('http-metric'))],
  },
  {
    name: 'verrazzano-application-operator-webhook',
    selects: applicationWebhookPods,
    // P-09: not the switch of the application operator.
    when: oam.name,
    ingress: [
      anyPeer(applicationWebhookPods.port('https-webhook')),
      scraping(applicationWebhookPods.port('http-metric')),
    ],
  },
  { name: 'oam-kubernetes-runtime', selects: oamPods, when: oam.name },
  {
    name: 'verrazzano-cluster-operator',
    selects: clusterPods,
    when: clusterOperator.name,
    ingress: [scraping(clusterPods.port('http-metric'))],
  },
  {
    name: 'verrazzano-cluster-operator-webhook',
    selects: clusterWebhookPods,
    when: clusterOperator.name,
    ingress: [anyPeer(clusterWebhookPods.port('webhook')), scraping(clusterWebhookPods.port('http-metric'))],
  },
  {
    name: 'weblogic-operator',
    selects: weblogicPods,
    when: weblogicOperator.name,
    // W-04: every port.
    ingress: [{ from: [fromNamespace('istio-system')] }, scraping(ENVOY)],
  },
  {
    name: 'coherence-operator',
    selects: coherencePods,
    when: coherenceOperator.name,
    ingress: [anyPeer(...['webhook-server', 'operator'].map(coherencePods.port))],
  },
  {
    name: 'vmi-system-grafana',
    selects: grafanaPods,
    when: grafana.name,
    ingress: [{ from: [from(authProxyPods)], ports: [grafanaPods.port('grafana')] }, scraping(ENVOY)],
  },
  { name: 'external-dns', selects: externalDnsPods, when: externalDns.name },
  {
    name: 'kiali',
    selects: kialiPods,
    // P-10: not the switch of Kiali.
    when: istio.name,
    ingress: [
      { from: [from(authProxyPods)], ports: [kialiPods.port('api-port')] },
      scraping(kialiPods.port('http-metrics'), ENVOY),
    ],
  },
  {
    name: 'verrazzano-monitoring-operator',
    selects: monitoringPods,
    when: verrazzanoMonitoringOperator.name,
    ingress: [scraping(ENVOY, monitoringPods.port('http-prom'))],
  },
];
