import type { Construct } from 'constructs';
import { Category } from '../definition/category';
import { HELM_LABELS } from '../definition/chart';
import { chartOf } from '../definition/chart-of';
import type { ChartProps } from '../definition/component';
import { Component } from '../definition/component';
import { defineComponent } from '../definition/define-component';
import { instancePrincipal, ociApi } from '../definition/external-calls';
import { specField } from '../definition/enablement';
import { isJsonObject } from '../values/json';
import type { OciDnsProps } from '../values/dns';
import type { DnsValues } from './values/dns-values';

/**
 * Writes the host names of the platform into an OCI DNS zone; the DNS settings of the platform are under its key.
 */
export const externalDns = defineComponent({
  name: 'external-dns',
  source: 'platform-operator/controllers/verrazzano/component/externaldns',
  specKey: 'dns',
  category: Category.CLUSTER_MANAGEMENT,
  namespace: 'verrazzano-system',
  chart: chartOf('external-dns'),
  chartLabels: HELM_LABELS,
  valuesFile: 'external-dns-values.yaml',
  isEnabled: (spec) => isJsonObject(specField(spec, 'dns', 'oci')),
  after: ['verrazzano-network-policies', 'fluent-operator', 'istio'],
  images: ['external-dns'],
  workloads: {
    'external-dns': {
      labels: {
        'app.kubernetes.io/name': 'external-dns',
        'app.kubernetes.io/instance': 'external-dns',
        'sidecar.istio.io/inject': 'false',
      },
      ports: { http: 7979 },
      apiServer: 'direct',
      egress: 'documented',
      external: [
        ociApi(['dns.<region>.oci'], 'records of public hosts', {
          setting: 'oci-dns',
          ifBlocked: 'records stay as they are',
        }),
        instancePrincipal('it authenticates as its instance', { setting: 'oci-dns' }),
      ],
    },
  },
  services: { 'external-dns': { ports: ['http'] } },
});

/** Names below a public service that answers with the address in the name. */
export interface WildcardDnsProps {
  /** Domain of the service; the profiles set `nip.io`. */
  readonly domain: string;
}

/** Names below a suffix whose records are kept outside the platform. */
export interface ExternalDnsProps {
  /** The suffix. */
  readonly suffix: string;
}

/** How names are resolved: one of three ways. */
export type DnsChoice =
  | {
      /**
       * Names below a public wildcard service.
       * @default - `nip.io`, unless this section sets another way
       */
      readonly wildcard?: WildcardDnsProps;
      readonly oci?: never;
      readonly external?: never;
    }
  | {
      /** Names in an OCI DNS zone, kept current by ExternalDNS. */
      readonly oci: OciDnsProps;
      readonly wildcard?: never;
      readonly external?: never;
    }
  | {
      /** Names below a suffix whose records are kept outside the platform. */
      readonly external: ExternalDnsProps;
      readonly wildcard?: never;
      readonly oci?: never;
    };

/**
 * Options of DNS and ExternalDNS, which is on while `oci` is set.
 *
 * This section replaces the profile's as a whole: with values or overrides alone the wildcard names of the profile are lost.
 */
export type DnsProps = Omit<ChartProps<DnsValues>, 'enabled'> & DnsChoice;

/** ExternalDNS, as part of a profile. */
export class ExternalDns extends Component<typeof externalDns, DnsProps> {
  /**
   * @param scope - the profile
   * @param props - options
   */
  constructor(scope: Construct, props: DnsProps = {}) {
    super(scope, externalDns, props);
  }
}
