import { INJECTION_LABEL } from '../../../values/injection-labels';
import { APPLICATIONS } from '../../policies/policy-manifest';
import {
  argoCD,
  dex,
  ingressNGINX,
  istio,
  keycloak,
  mysql,
  mySQLOperator,
  velero,
  verrazzanoMonitoringOperator,
} from '../../../components';
import type { UpstreamPeer, UpstreamPolicy } from '../notation';
import { from, fromNamespace, fromOwn, podsOf } from '../notation';
import { anyPeer, ENVOY, jaegerPods, prometheusPods, scraping } from '../peers';

const COMPONENT = 'app.kubernetes.io/component';
const controllerPods = podsOf(ingressNGINX, 'ingress-controller-ingress-nginx-controller', COMPONENT);
const backendPods = podsOf(ingressNGINX, 'ingress-controller-ingress-nginx-defaultbackend', COMPONENT);
const istiodPods = podsOf(istio, 'istiod', 'app');
const ingressGatewayPods = podsOf(istio, 'istio-ingressgateway', 'app');
const egressGatewayPods = podsOf(istio, 'istio-egressgateway', 'app');
const XDS = [istiodPods.port('https-dns')];

/** B-11: namespaces of users with both labels only. */
const MANAGED: UpstreamPeer = { namespaces: { ...APPLICATIONS, [INJECTION_LABEL]: 'enabled' } };

/** Pods of verrazzano-system; four of the values of `app` are of pods that no longer exist (P-06). */
const SYSTEM: readonly UpstreamPeer[] = [
  from({
    namespace: 'verrazzano-system',
    labels: {
      app: [
        'fluentd',
        'verrazzano-authproxy',
        'verrazzano-console',
        'system-es-master',
        'system-es-ingest',
        'system-es-data',
        'system-grafana',
        'system-osd',
        'weblogic-operator',
        'kiali',
      ],
    },
  }),
  from({ namespace: 'verrazzano-system', labels: { 'app.kubernetes.io/name': ['fluent-operator', 'fluent-bit'] } }),
];

const mysqlOperatorPeer = from(podsOf(mySQLOperator, 'mysql-operator', 'name'));

/** Policies for NGINX and Istio. */
export const MESH: readonly UpstreamPolicy[] = [
  {
    name: 'ingress-nginx-controller',
    selects: controllerPods,
    when: ingressNGINX.name,
    ingress: [
      anyPeer(controllerPods.port('https')),
      { from: [fromNamespace('verrazzano-system')], ports: [controllerPods.port('http')] },
      scraping(controllerPods.port('http-metrics'), ENVOY),
    ],
  },
  {
    name: 'ingress-nginx-default-backend',
    selects: backendPods,
    when: ingressNGINX.name,
    ingress: [{ from: [fromOwn(controllerPods)], ports: [backendPods.port('http')] }, scraping(ENVOY)],
  },
  {
    name: 'allow-same-namespace',
    selects: { namespace: 'istio-system', labels: {} },
    when: istio.name,
    ingress: [{ from: [fromOwn({ labels: {} })] }],
  },
  {
    name: 'istio-ingressgateway',
    selects: ingressGatewayPods,
    when: istio.name,
    ingress: [anyPeer(ingressGatewayPods.port('https')), scraping(ENVOY)],
  },
  {
    name: 'istio-egressgateway',
    selects: egressGatewayPods,
    when: istio.name,
    ingress: [anyPeer(egressGatewayPods.port('https')), scraping(ENVOY)],
  },
  {
    name: 'istiocoredns',
    // P-05: there are no such pods.
    selects: { namespace: 'istio-system', labels: { app: 'istiocoredns' } },
    when: istio.name,
    ingress: [{ from: [from({ namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } })], ports: ['53/UDP', 53] }],
  },
  {
    name: 'istiod-access',
    selects: istiodPods,
    when: istio.name,
    ingress: [
      {
        from: [MANAGED, from(podsOf(verrazzanoMonitoringOperator, 'verrazzano-monitoring-operator', 'k8s-app'))],
        ports: XDS,
      },
      {
        from: [
          MANAGED,
          ...SYSTEM,
          from(podsOf(keycloak, 'keycloak', 'app.kubernetes.io/name')),
          from(podsOf(mysql, 'mysql', 'tier')),
          from(podsOf(mysql, 'load-dump', 'job-name')),
          mysqlOperatorPeer,
          from(podsOf(ingressNGINX, 'ingress-controller-ingress-nginx-controller', 'app.kubernetes.io/name')),
          from(prometheusPods),
          from(jaegerPods),
          // U-11: any pod with such a label.
          from({
            namespace: 'verrazzano-monitoring',
            labels: { [COMPONENT]: ['compactor', 'query', 'query-frontend', 'ruler', 'storegateway'] },
          }),
          mysqlOperatorPeer,
          from(podsOf(argoCD, 'argocd-server', 'app.kubernetes.io/instance')),
          from(podsOf(velero, 'velero', 'app.kubernetes.io/instance', 'app.kubernetes.io/name')),
          from(podsOf(dex, 'dex', 'app.kubernetes.io/instance')),
        ],
        ports: XDS,
      },
      anyPeer(istiodPods.port('https-webhook')),
      scraping(istiodPods.port('http-monitoring')),
    ],
  },
];
