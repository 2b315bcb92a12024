import type { Construct } from 'constructs';
import { Category } from '../definition/category';
import { HELM_LABELS } from '../definition/chart';
import { chartOf } from '../definition/chart-of';
import type { ChartProps } from '../definition/component';
import { Component } from '../definition/component';
import { defineComponent } from '../definition/define-component';
import type { ThanosValues } from './values/thanos-values';
import { instancePrincipal, managedHost, objectStorage } from '../definition/external-calls';

/** Labels of the pods of one part. */
const part = (component: string) => ({
  'app.kubernetes.io/name': 'thanos',
  'app.kubernetes.io/component': component,
});

/** A part that override values enable, and that reads or writes blocks in an object storage. */
const BLOCKS = {
  atRunTime: true,
  egress: 'documented',
  external: [objectStorage('objstoreConfig is set'), instancePrincipal('that storage is of Oracle Cloud')],
} as const;

/**
 * Queries several Prometheus servers as one.
 */
export const thanos = defineComponent({
  name: 'thanos',
  source: 'platform-operator/controllers/verrazzano/component/thanos',
  specKey: 'thanos',
  category: Category.OBSERVABILITY,
  namespace: 'verrazzano-monitoring',
  chart: chartOf('thanos'),
  chartLabels: HELM_LABELS,
  valuesFile: 'thanos-values.yaml',
  enabledWhenUnset: false,
  after: ['istio', 'verrazzano-network-policies', 'ingress-controller', 'prometheus-operator', 'fluent-operator'],
  namespaces: ['verrazzano-monitoring'],
  images: ['thanos', 'prometheus-config-reloader'],
  workloads: {
    'thanos-query-frontend': {
      labels: {
        'app.kubernetes.io/name': 'thanos',
        'app.kubernetes.io/instance': 'thanos',
        'app.kubernetes.io/component': 'query-frontend',
      },
      ports: { http: 10902 },
      calls: [{ to: 'thanos/thanos-query', ports: ['http'], reason: 'queries', service: 'thanos-query' }],
    },
    'thanos-query': {
      labels: {
        'app.kubernetes.io/name': 'thanos',
        'app.kubernetes.io/instance': 'thanos',
        'app.kubernetes.io/component': 'query',
      },
      ports: { http: 10902, grpc: 10901 },
      calls: [
        {
          to: 'prometheus',
          ports: ['grpc'],
          reason: 'metrics that are not stored yet',
          when: 'Prometheus has a Thanos sidecar',
        },
        { to: 'thanos/thanos-storegateway', ports: ['grpc'], reason: 'stored metrics' },
        { to: 'thanos/thanos-ruler', ports: ['grpc'], reason: 'results of rules' },
        { to: 'thanos/thanos-receive', ports: ['grpc'], reason: 'received metrics' },
      ],
      external: [
        managedHost('thanos-query-store', 'metrics of managed clusters', { when: 'both clusters have Thanos' }),
      ],
    },
    'thanos-storegateway': {
      ...BLOCKS,
      kind: 'StatefulSet',
      labels: part('storegateway'),
      ports: { http: 10902, grpc: 10901 },
    },
    'thanos-compactor': { ...BLOCKS, labels: part('compactor'), ports: { http: 10902 } },
    'thanos-ruler': {
      ...BLOCKS,
      kind: 'StatefulSet',
      labels: part('ruler'),
      ports: { http: 10902, grpc: 10901 },
      calls: [
        { to: 'thanos/thanos-query', ports: ['http'], reason: 'evaluates rules' },
        {
          to: 'prometheus-operator/alertmanager-prometheus-operator-kube-p-alertmanager',
          ports: ['http-web'],
          reason: 'alerts',
          when: 'Alertmanager is on',
        },
      ],
    },
    'thanos-receive': {
      ...BLOCKS,
      kind: 'StatefulSet',
      labels: part('receive'),
      ports: { http: 10902, grpc: 10901, 'remote-write': 19291 },
      peerPorts: ['grpc', 'remote-write'],
    },
    'thanos-bucketweb': { ...BLOCKS, labels: part('bucketweb'), ports: { http: 10902 } },
  },
  services: {
    'thanos-query-frontend': { ports: [{ name: 'http', port: 9090 }] },
    'thanos-query-grpc': { workload: 'thanos-query', ports: ['grpc'] },
    'thanos-query': { ports: [{ name: 'http', port: 9090 }] },
  },
  ingresses: {
    'thanos-query-frontend': {
      host: 'thanos-query',
      through: 'authproxy',
      behind: 'thanos-query-frontend/http',
      tlsSecret: 'system-tls-thanos-query',
      sessionCookie: '{host}',
    },
    'thanos-query-store': {
      host: 'thanos-query-store',
      through: 'authproxy',
      behind: 'thanos-query/grpc',
      authproxyPort: 'grpc',
      path: '/',
      tlsSecret: 'system-tls-query-store',
      annotations: {
        'backend-protocol': 'GRPC',
        'ssl-redirect': 'true',
        'proxy-body-size': null,
        'rewrite-target': null,
        'service-upstream': null,
        'upstream-vhost': null,
      },
    },
    'thanos-ruler': {
      host: 'thanos-ruler',
      through: 'authproxy',
      behind: 'thanos-ruler/http',
      tlsSecret: 'system-tls-thanos-ruler',
      sessionCookie: null,
      onlyWhen: { value: 'ruler.enabled', otherwise: false },
    },
  },
  scrapeTargets: {
    'thanos-query-frontend': { port: 'http', scheme: 'mesh' },
    'thanos-query': { port: 'http', scheme: 'mesh' },
  },
});

/** Options of Thanos. */
export type ThanosProps = ChartProps<ThanosValues>;

/** Thanos, as part of a profile. */
export class Thanos extends Component<typeof thanos, ThanosProps> {
  /**
   * @param scope - the profile
   * @param props - options
   */
  constructor(scope: Construct, props: ThanosProps = {}) {
    super(scope, thanos, props);
  }
}
