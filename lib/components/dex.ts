import type { Construct } from 'constructs';
import { Category } from '../definition/category';
import { chartOf } from '../definition/chart-of';
import type { ChartProps } from '../definition/component';
import { Component } from '../definition/component';
import { defineComponent } from '../definition/define-component';

/**
 * Identity provider, the alternative to Keycloak.
 */
export const dex = defineComponent({
  name: 'dex',
  source: 'platform-operator/controllers/verrazzano/component/dex',
  specKey: 'dex',
  category: Category.IDENTITY_MANAGEMENT,
  namespace: 'verrazzano-auth',
  chart: chartOf('dex'),
  valuesFile: 'dex-values.yaml',
  enabledWhenUnset: false,
  after: ['verrazzano-network-policies', 'istio', 'ingress-controller', 'cert-manager'],
  namespaces: ['verrazzano-auth'],
  images: ['dex'],
  workloads: {
    dex: {
      labels: { 'app.kubernetes.io/name': 'dex', 'app.kubernetes.io/instance': 'dex' },
      annotations: { 'traffic.sidecar.istio.io/excludeOutboundPorts': '443' },
      ports: { http: 5556, telemetry: 5558 },
      apiServer: 'direct',
      egress: 'documented',
      external: [{ what: 'identity providers behind connectors', hosts: [], ports: [443, 389, 636], optional: true }],
    },
  },
  services: {
    dex: {
      ports: [
        { name: 'http', port: 80, appProtocol: 'http' },
        { name: 'telemetry', appProtocol: 'http' },
      ],
    },
  },
  ingresses: {
    dex: {
      host: 'auth',
      through: 'direct',
      backend: { service: 'dex', port: 'http' },
      tlsSecret: 'dex-tls',
      commonName: 'dex',
      sessionCookie: 'dex',
      annotations: {
        'proxy-buffer-size': '256k',
        'service-upstream': 'true',
        'upstream-vhost': 'dex.${namespace}.svc.cluster.local',
      },
      externalDns: { ttl: 'always' },
    },
  },
});

/** The typed part of the values of chart `dex`. */
export interface DexValues {
  /**
   * Number of pods.
   * @default 1
   */
  readonly replicaCount?: number;
}

/** Options of Dex. */
export type DexProps = ChartProps<DexValues>;

/** Dex, as part of a profile. */
export class Dex extends Component<typeof dex, DexProps> {
  /**
   * @param scope - the profile
   * @param props - options
   */
  constructor(scope: Construct, props: DexProps = {}) {
    super(scope, dex, props);
  }
}
