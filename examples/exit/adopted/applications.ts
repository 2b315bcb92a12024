import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';

/** What the OAM applications of namespace hello-helidon became. */
export function applicationsOfHelloHelidon(scope: Construct): void {
  new ApiObject(scope, 'authorizationpolicy-security-hello', {
    apiVersion: 'security.istio.io/v1beta1',
    kind: 'AuthorizationPolicy',
    metadata: { name: 'hello', namespace: 'hello-helidon', labels: { 'verrazzano.io/istio': 'hello' } },
    spec: {
      selector: { matchLabels: { 'verrazzano.io/istio': 'hello' } },
      rules: [
        {
          from: [
            {
              source: {
                principals: [
                  'cluster.local/ns/hello-helidon/sa/hello',
                  'cluster.local/ns/istio-system/sa/istio-ingressgateway-service-account',
                  'cluster.local/ns/verrazzano-system/sa/verrazzano-monitoring-operator',
                  'cluster.local/ns/verrazzano-monitoring/sa/prometheus-operator-kube-p-prometheus',
                ],
              },
            },
          ],
        },
      ],
    },
  });
  new ApiObject(scope, 'deployment-apps-hello', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name: 'hello',
      namespace: 'hello-helidon',
      labels: {
        'app.oam.dev/name': 'hello',
        'app.oam.dev/component': 'hello',
        'app.oam.dev/revision': 'hello-v1',
        'app.oam.dev/resourceType': 'WORKLOAD',
      },
    },
    spec: {
      selector: {
        matchLabels: { 'verrazzanohelidonworkloads.oam.verrazzano.io': '512dca18-778a-8f01-893b-33eea91edb1a' },
      },
      template: {
        metadata: {
          labels: {
            'app.oam.dev/name': 'hello',
            'app.oam.dev/component': 'hello',
            'app.oam.dev/revision': 'hello-v1',
            'app.oam.dev/resourceType': 'WORKLOAD',
            'verrazzanohelidonworkloads.oam.verrazzano.io': '512dca18-778a-8f01-893b-33eea91edb1a',
            'verrazzano.io/istio': 'hello',
          },
          annotations: {
            'verrazzano.io/metricsEnabled': 'true',
            'verrazzano.io/metricsPort': '8080',
            'verrazzano.io/metricsPath': '/metrics',
          },
        },
        spec: {
          containers: [
            { name: 'hello', image: 'registry.example.com/hello:1.0', ports: [{ containerPort: 8080, name: 'http' }] },
          ],
          serviceAccountName: 'hello',
        },
      },
    },
  });
  new ApiObject(scope, 'gateway-networking-hello-helidon-hello-gw', {
    apiVersion: 'networking.istio.io/v1alpha3',
    kind: 'Gateway',
    metadata: { name: 'hello-helidon-hello-gw', namespace: 'hello-helidon' },
    spec: {
      selector: { istio: 'ingressgateway' },
      servers: [
        {
          name: 'hello',
          hosts: ['hello.example.com'],
          port: { name: 'https-hello', number: 443, protocol: 'HTTPS' },
          tls: { mode: 'SIMPLE', credentialName: 'hello-helidon-hello-cert-secret' },
        },
      ],
    },
  });
  new ApiObject(scope, 'service-hello', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: 'hello',
      namespace: 'hello-helidon',
      labels: {
        'verrazzanohelidonworkloads.oam.verrazzano.io': '512dca18-778a-8f01-893b-33eea91edb1a',
        'app.oam.dev/name': 'hello',
        'app.oam.dev/component': 'hello',
      },
    },
    spec: {
      selector: { 'verrazzanohelidonworkloads.oam.verrazzano.io': '512dca18-778a-8f01-893b-33eea91edb1a' },
      type: 'ClusterIP',
      ports: [{ name: 'hello-8080', port: 8080, targetPort: 8080, protocol: 'TCP' }],
    },
  });
  new ApiObject(scope, 'serviceaccount-hello', {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'hello', namespace: 'hello-helidon', labels: { 'verrazzano.io/istio': 'hello' } },
  });
  new ApiObject(scope, 'servicemonitor-monitoring-hello-hello-helidon-hello', {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'ServiceMonitor',
    metadata: {
      name: 'hello-hello-helidon-hello',
      namespace: 'hello-helidon',
      labels: { release: 'prometheus-operator' },
    },
    spec: {
      namespaceSelector: { matchNames: ['hello-helidon'] },
      selector: {},
      endpoints: [
        {
          path: '/metrics',
          scheme: 'https',
          enableHttp2: false,
          tlsConfig: {
            caFile: '/etc/istio-certs/root-cert.pem',
            certFile: '/etc/istio-certs/cert-chain.pem',
            keyFile: '/etc/istio-certs/key.pem',
            insecureSkipVerify: true,
          },
          relabelings: [
            { action: 'replace', replacement: 'local', targetLabel: 'verrazzano_cluster' },
            {
              action: 'keep',
              regex: 'true;hello;hello',
              sourceLabels: [
                '__meta_kubernetes_pod_annotation_verrazzano_io_metricsEnabled',
                '__meta_kubernetes_pod_label_app_oam_dev_name',
                '__meta_kubernetes_pod_label_app_oam_dev_component',
              ],
            },
            {
              action: 'replace',
              regex: '(.+)',
              sourceLabels: ['__meta_kubernetes_pod_annotation_verrazzano_io_metricsPath'],
              targetLabel: '__metrics_path__',
            },
            {
              action: 'replace',
              regex: '([^:]+)(?::\\d+)?;(\\d+)',
              replacement: '$1:$2',
              sourceLabels: ['__address__', '__meta_kubernetes_pod_annotation_verrazzano_io_metricsPort'],
              targetLabel: '__address__',
            },
            {
              action: 'replace',
              regex: '(.*)',
              replacement: '$1',
              sourceLabels: ['__meta_kubernetes_namespace'],
              targetLabel: 'namespace',
            },
            { action: 'labelmap', regex: '__meta_kubernetes_pod_label_(.+)' },
            { action: 'replace', sourceLabels: ['__meta_kubernetes_pod_name'], targetLabel: 'pod_name' },
            { action: 'labeldrop', regex: '(controller_revision_hash)' },
            { action: 'replace', regex: '.*/(.*)$', replacement: '$1', sourceLabels: ['name'], targetLabel: 'webapp' },
            {
              action: 'replace',
              regex: ';(.*)',
              replacement: '$1',
              separator: ';',
              sourceLabels: ['application', 'app'],
              targetLabel: 'application',
            },
          ],
        },
      ],
    },
  });
  new ApiObject(scope, 'virtualservice-networking-hello-rule-0-vs', {
    apiVersion: 'networking.istio.io/v1alpha3',
    kind: 'VirtualService',
    metadata: { name: 'hello-rule-0-vs', namespace: 'hello-helidon' },
    spec: {
      gateways: ['hello-helidon-hello-gw'],
      hosts: ['hello.example.com'],
      http: [
        { match: [{ uri: { prefix: '/greet' } }], route: [{ destination: { host: 'hello', port: { number: 8080 } } }] },
      ],
    },
  });
}

/** What the OAM applications of namespace istio-system became. */
export function applicationsOfIstioSystem(scope: Construct): void {
  new ApiObject(scope, 'certificate-cert-manager-hello-helidon-hello-cert', {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: { name: 'hello-helidon-hello-cert', namespace: 'istio-system' },
    spec: {
      dnsNames: ['hello.example.com'],
      secretName: 'hello-helidon-hello-cert-secret',
      issuerRef: { name: 'verrazzano-cluster-issuer', kind: 'ClusterIssuer' },
    },
  });
}
