import { requireShape } from '../../values/shape/require-shape';
import type { VirtualClusterValues } from '../values/value-types';

/** A name that is resolved to something outside of the virtual cluster. */
export type DnsRule = NonNullable<NonNullable<VirtualClusterValues['networking']>['resolveDNS']>[number];

/** Options of CoreDNS in a Deployment of its own. */
export interface SeparateDnsProps {
  /** How many pods. @default 1 */
  readonly replicas?: number;
  /** A Corefile in place of that of the chart. @default - that of the chart */
  readonly corefile?: string;
}

/** Options of CoreDNS as a part of the control plane. */
export interface EmbeddedDnsProps {
  /** Names that are resolved to something outside of the virtual cluster. @default - none */
  readonly resolve?: readonly DnsRule[];
}

/** The DNS of a virtual cluster. */
export class VirtualDns {
  /**
   * CoreDNS as a Deployment inside, the default.
   * @param props - how many replicas, and a Corefile of one's own
   */
  static separate(props: SeparateDnsProps = {}): VirtualDns {
    requireShape('SeparateDnsProps', props, 'VirtualDns.separate');
    const { replicas, corefile } = props;
    const deployment = replicas === undefined ? {} : { deployment: { replicas } };
    const config = corefile === undefined ? {} : { overwriteConfig: corefile };
    return new VirtualDns({ controlPlane: { coredns: { enabled: true, ...deployment, ...config } } });
  }

  /**
   * CoreDNS as a part of the control plane, which may also resolve names of other virtual clusters and of the host. Only the paid
   * edition of vCluster has it.
   * @param props - the names
   */
  static embedded(props: EmbeddedDnsProps = {}): VirtualDns {
    requireShape('EmbeddedDnsProps', props, 'VirtualDns.embedded');
    const networking = props.resolve === undefined ? {} : { networking: { resolveDNS: props.resolve } };
    return new VirtualDns({ controlPlane: { coredns: { enabled: true, embedded: true } }, ...networking });
  }

  /** No DNS: whoever uses the virtual cluster brings one. */
  static none(): VirtualDns {
    return new VirtualDns({ controlPlane: { coredns: { enabled: false } } });
  }

  private constructor(
    /** The same as values of the chart. */
    readonly values: VirtualClusterValues,
  ) {}
}
