import type { Construct } from 'constructs';
import { Category } from '../definition/category';
import { ownChart } from '../definition/chart';
import type { ChartProps } from '../definition/component';
import { Component } from '../definition/component';
import { defineComponent } from '../definition/define-component';
import { adminHost, instancePrincipal, ociApi } from '../definition/external-calls';
import { OPENSEARCH_SERVICE } from './platform-opensearch';

/**
 * Reads the logs of every node and writes them to OpenSearch or to OCI Logging.
 */
export const fluentd = defineComponent({
  name: 'fluentd',
  source: 'platform-operator/controllers/verrazzano/component/fluentd',
  specKey: 'fluentd',
  category: Category.OBSERVABILITY,
  namespace: 'verrazzano-system',
  chart: ownChart('verrazzano-fluentd', { name: 'fluentd' }),
  after: ['verrazzano-network-policies', 'istio'],
  images: ['fluentd-kubernetes-daemonset'],
  workloads: {
    fluentd: {
      kind: 'DaemonSet',
      labels: { app: 'fluentd' },
      annotations: { 'sidecar.istio.io/inject': 'true' },
      ports: { 'http-metrics': 24231 },
      apiServer: 'sidecar',
      calls: [
        {
          to: 'verrazzano-authproxy',
          ports: ['http-api'],
          reason: 'ships logs to OpenSearch',
          service: OPENSEARCH_SERVICE,
        },
      ],
      external: [
        adminHost('opensearch.vmi.system', 'ships logs to the admin cluster', {
          when: 'registered managed cluster',
          ifBlocked: 'logs fill the disk and are finally lost',
        }),
        {
          what: 'OpenSearch of the user',
          hosts: [],
          ports: [],
          setting: 'external-opensearch',
          stated: [{ field: 'fluentd.opensearchURL' }],
        },
        ociApi(['ingestion.logging.<region>.oci'], 'ships logs to OCI Logging', { setting: 'oci-logging' }),
        instancePrincipal('it authenticates to OCI Logging as its instance', { setting: 'oci-logging' }),
      ],
    },
  },
  services: { fluentd: { ports: ['http-metrics'] } },
  scrapeTargets: { fluentd: { port: 'http-metrics', scheme: 'mesh', createdBy: 'prometheus-operator' } },
});

/** A directory of the node that is mounted into Fluentd. */
export interface FluentdVolumeMount {
  /** Path on the node. */
  readonly source: string;
  /**
   * Path in the container.
   * @default - same as the source
   */
  readonly destination?: string;
  /**
   * Whether the mount is read-only.
   * @default true
   */
  readonly readOnly?: boolean;
}

/** Logs in OCI Logging. */
export interface FluentdOci {
  /** OCID of the log for applications. */
  readonly defaultAppLogId: string;
  /** OCID of the log for the platform. */
  readonly systemLogId: string;
  /**
   * Secret in namespace `verrazzano-install` with the credentials.
   * @default - none
   */
  readonly apiSecret?: string;
}

/** An OpenSearch to write to. */
export interface FluentdOpensearch {
  /**
   * Its address.
   * @default http://verrazzano-authproxy-opensearch:8775
   */
  readonly opensearchURL?: string;
  /**
   * Secret with the credentials; a custom one is in namespace `verrazzano-install`.
   * @default verrazzano-es-internal
   */
  readonly opensearchSecret?: string;
}

/** Where logs go: to OCI Logging or to an OpenSearch (validation rule fluentd.oci-vs-opensearch). */
export type FluentdDestination =
  | (FluentdOpensearch & { readonly oci?: never })
  | {
      /** OCI Logging; not together with an OpenSearch. */
      readonly oci: FluentdOci;
      readonly opensearchURL?: never;
      readonly opensearchSecret?: never;
    };

/** The typed part of the values of chart `verrazzano-fluentd`. */
export interface FluentdValues {
  /** SELinux settings of the pods. */
  readonly seLinuxOptions?: {
    /**
     * SELinux type, such as `spc_t`.
     * @default - none
     */
    readonly type?: string;
  };
}

/** Options of Fluentd. */
export type FluentdProps = ChartProps<FluentdValues> &
  FluentdDestination & {
    /**
     * More directories of the node, such as those of another container runtime.
     * @default - none
     */
    readonly extraVolumeMounts?: readonly FluentdVolumeMount[];
  };

/** Fluentd, as part of a profile. */
export class Fluentd extends Component<typeof fluentd, FluentdProps> {
  /**
   * @param scope - the profile
   * @param props - options
   */
  constructor(scope: Construct, props: FluentdProps = {}) {
    super(scope, fluentd, props);
  }
}
