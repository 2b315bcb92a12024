import type { Construct } from 'constructs';
import { Category } from '../definition/category';
import type { ChartProps } from '../definition/component';
import { Component } from '../definition/component';
import { defineComponent } from '../definition/define-component';
import { POD_NAME, SERVICE_APP } from '../definition/scrape-labels';
import type { IstioValues } from './values/istio-values';

/**
 * The service mesh: control plane, sidecars and gateways.
 */
export const istio = defineComponent({
  name: 'istio',
  source: 'platform-operator/controllers/verrazzano/component/istio',
  specKey: 'istio',
  category: Category.CLUSTER_MANAGEMENT,
  namespace: 'istio-system',
  release: null,
  valuesFile: 'istio-cr.yaml',
  after: ['verrazzano-network-policies', 'fluent-operator'],
  namespaces: ['istio-system'],
  images: ['pilot', 'proxyv2'],
  createdBy: 'istioctl',
  workloads: {
    istiod: {
      labels: {
        app: 'istiod',
        istio: 'pilot',
        'istio.io/rev': 'default',
        'install.operator.istio.io/owning-resource': 'unknown',
        'operator.istio.io/component': 'Pilot',
        'sidecar.istio.io/inject': 'false',
      },
      selector: ['app', 'istio'],
      ports: {
        http: { port: 8080, unnamed: true },
        'grpc-xds': { port: 15010, unnamed: true },
        'https-webhook': { port: 15017, unnamed: true },
        'https-dns': { port: 15012, undeclared: true },
        'http-monitoring': { port: 15014, undeclared: true },
      },
      apiServer: 'direct',
      egress: 'documented',
      serves: [{ from: 'injected', ports: ['https-dns'], reason: 'sidecars request configuration and certificates' }],
      external: [
        { what: 'keys of issuers that a RequestAuthentication names', hosts: [], ports: [443], optional: true },
      ],
    },
    'istio-ingressgateway': {
      labels: {
        app: 'istio-ingressgateway',
        istio: 'ingressgateway',
        'istio.io/rev': 'default',
        'operator.istio.io/component': 'IngressGateways',
        chart: 'gateways',
        heritage: 'Tiller',
        release: 'istio',
        'service.istio.io/canonical-name': 'istio-ingressgateway',
        'service.istio.io/canonical-revision': 'latest',
        'install.operator.istio.io/owning-resource': 'unknown',
        'sidecar.istio.io/inject': 'false',
      },
      selector: ['app', 'istio'],
      serviceAccount: 'istio-ingressgateway-service-account',
      ports: {
        'status-port': { port: 15021, unnamed: true },
        http2: { port: 8080, unnamed: true },
        https: { port: 8443, unnamed: true },
        'http-envoy-prom': 15090,
      },
      gateway: true,
      egress: 'unknown',
      calls: [{ to: { elsewhere: 'applications' }, ports: [], reason: 'what Gateways and VirtualServices expose' }],
      serves: [
        { from: 'outside', ports: ['https'], reason: 'public hosts of applications' },
        {
          from: 'outside',
          ports: ['http2'],
          reason: 'public hosts without TLS',
          refusedUpstream: 'its policy opens 8443 only',
        },
        {
          from: 'outside',
          ports: ['status-port'],
          reason: 'health checks of the load balancer',
          refusedUpstream: 'its policy opens 8443 only',
        },
      ],
    },
    'istio-egressgateway': {
      labels: {
        app: 'istio-egressgateway',
        istio: 'egressgateway',
        'istio.io/rev': 'default',
        'operator.istio.io/component': 'EgressGateways',
        chart: 'gateways',
        heritage: 'Tiller',
        release: 'istio',
        'service.istio.io/canonical-name': 'istio-egressgateway',
        'service.istio.io/canonical-revision': 'latest',
        'install.operator.istio.io/owning-resource': 'unknown',
        'sidecar.istio.io/inject': 'false',
      },
      selector: ['app', 'istio'],
      serviceAccount: 'istio-egressgateway-service-account',
      ports: { http2: { port: 8080, unnamed: true }, https: { port: 8443, unnamed: true }, 'http-envoy-prom': 15090 },
      gateway: true,
      egress: 'unknown',
      serves: [
        { from: 'injected', ports: ['https'], reason: 'egress from the mesh' },
        {
          from: 'injected',
          ports: ['http2'],
          reason: 'egress without TLS',
          refusedUpstream: 'its policy opens 8443 only',
        },
      ],
      external: [{ what: 'hosts of ServiceEntries', hosts: [], ports: [], optional: true }],
    },
  },
  services: {
    istiod: { ports: ['grpc-xds', 'https-dns', { name: 'https-webhook', port: 443 }, 'http-monitoring'] },
    'istio-ingressgateway': {
      type: 'LoadBalancer',
      stated: 'gateway',
      ports: ['status-port', { name: 'http2', port: 80 }, { name: 'https', port: 443 }],
    },
    'istio-egressgateway': {
      ports: [
        { name: 'http2', port: 80 },
        { name: 'https', port: 443 },
      ],
    },
  },
  webhooks: [
    { kind: 'mutating', name: 'istio-sidecar-injector', service: 'istiod', paths: ['/inject'] },
    { kind: 'mutating', name: 'istio-revision-tag-default', service: 'istiod', paths: ['/inject'] },
    { kind: 'validating', name: 'istio-validator-istio-system', service: 'istiod', paths: ['/validate'] },
    { kind: 'validating', name: 'istiod-default-validator', service: 'istiod', paths: ['/validate'] },
  ],
  scrapeTargets: {
    pilot: { port: 'http-monitoring', labels: { app: SERVICE_APP }, createdBy: 'prometheus-operator' },
    'envoy-stats': {
      kind: 'PodMonitor',
      port: 'http-envoy-prom',
      paths: ['/stats/prometheus'],
      in: null,
      labels: { pod_name: POD_NAME },
      createdBy: 'prometheus-operator',
    },
  },
});

/** Options of Istio. */
export interface IstioProps extends ChartProps<IstioValues> {
  /**
   * Whether namespaces of the platform are labelled for sidecars.
   * @default true, unless Istio is off
   */
  readonly injectionEnabled?: boolean;
}

/** Istio, as part of a profile. */
export class Istio extends Component<typeof istio, IstioProps> {
  /**
   * @param scope - the profile
   * @param props - options
   */
  constructor(scope: Construct, props: IstioProps = {}) {
    super(scope, istio, props);
  }
}
