import { IPV4_ADDRESS, isIpv4Address } from './addresses';
import type { JsonObject } from './json';
import { DNS_SUBDOMAIN, HOST_NAME, isDnsSubdomain, isHostName } from './names';
import type { Problem } from './problem';
import { throwProblems } from './problem';
import { requireShape } from './shape/require-shape';

/** Settings of an OCI DNS zone. Field names are those of the Verrazzano resource (`spec.components.dns.oci`). */
export interface OciDnsProps {
  /** Name of the zone, such as `example.com`. */
  readonly dnsZoneName: string;
  /** OCID of the zone. */
  readonly dnsZoneOCID: string;
  /** OCID of the compartment that holds the zone. */
  readonly dnsZoneCompartmentOCID: string;
  /** Name of the Secret in namespace `verrazzano-install` with the OCI credentials; it is never put into Git. */
  readonly ociConfigSecret: string;
  /**
   * Scope of the zone.
   * @default - the platform operator assumes `GLOBAL`
   */
  readonly dnsScope?: 'GLOBAL' | 'PRIVATE';
  /**
   * Whether the Secret says `authtype: instance_principal`, which cannot be read here. Certificates of Let's Encrypt that are
   * emitted need it; the platform operator reads the Secret itself.
   * @default false
   */
  readonly instancePrincipal?: boolean;
}

/** Options of wildcard names. */
export interface WildcardDnsOptions {
  /**
   * IP address of the load balancer before the ingress controller. It is part of every host name; without it host names are known
   * only in the cluster.
   * @default - that of `LoadBalancer.none`, else not known
   */
  readonly address?: string;
}

/** Kind of a DNS setting. */
export type DnsKind = 'wildcard' | 'oci' | 'external';

/**
 * How host names of the platform are resolved.
 *
 * Source of the fields: `spec.components.dns` of the Verrazzano resource v1beta1 at v1.7.2.
 */
export class Dns {
  /**
   * Names below a public wildcard service that answers with the address in the name.
   * @param domain - the wildcard domain; the platform's default is `nip.io`
   * @param options - the address of the load balancer, where it is known
   * @throws Error when the domain is not a DNS name, or the address not an IPv4 address
   */
  static wildcard(domain = 'nip.io', options: WildcardDnsOptions = {}): Dns {
    requireShape('WildcardDnsOptions', options, 'Dns.wildcard', 'options');
    const { address } = options;
    throwProblems([...hostProblems('Dns.wildcard', 'domain', domain), ...addressProblems(address)]);
    return new Dns('wildcard', { wildcard: { domain } }, { address });
  }

  /**
   * Names in an OCI DNS zone, kept current by ExternalDNS.
   * @param props - the zone and the Secret to reach it with
   * @throws Error that lists every bad field
   */
  static oci(props: OciDnsProps): Dns {
    requireShape('OciDnsProps', props, 'Dns.oci');
    throwProblems([
      ...hostProblems('Dns.oci', 'dnsZoneName', props.dnsZoneName),
      ...nameProblems('Dns.oci', 'ociConfigSecret', props.ociConfigSecret),
      ...ocidProblems('dnsZoneOCID', props.dnsZoneOCID),
      ...ocidProblems('dnsZoneCompartmentOCID', props.dnsZoneCompartmentOCID),
    ]);
    const { instancePrincipal, ...oci } = props;
    return new Dns('oci', { oci }, { instancePrincipal });
  }

  /**
   * Names below a suffix whose records you keep yourself.
   * @param suffix - the suffix, such as `platform.example.com`
   * @throws Error when the suffix is not a DNS name
   */
  static external(suffix: string): Dns {
    throwProblems(hostProblems('Dns.external', 'suffix', suffix));
    return new Dns('external', { external: { suffix } });
  }

  private constructor(
    /** Which of the three kinds it is. */
    readonly kind: DnsKind,
    private readonly spec: JsonObject,
    private readonly facts: { readonly address?: string; readonly instancePrincipal?: boolean } = {},
  ) {}

  /** IP address of the load balancer before the ingress controller; undefined when it is not stated. */
  get address(): string | undefined {
    return this.facts.address;
  }

  /** Whether the Secret of an OCI zone says `authtype: instance_principal`. @internal */
  get instancePrincipal(): boolean {
    return this.facts.instancePrincipal === true;
  }

  /** The fragment for `spec.components.dns`. @internal */
  toSpec(): JsonObject {
    return this.spec;
  }
}

function hostProblems(at: string, field: string, value: string): Problem[] {
  return isHostName(value) ? [] : [{ at, what: `${field} is not a valid name`, got: value, allowed: HOST_NAME }];
}

function nameProblems(at: string, field: string, value: string): Problem[] {
  if (isDnsSubdomain(value)) return [];
  return [{ at, what: `${field} is not a valid name`, got: value, allowed: DNS_SUBDOMAIN }];
}

function addressProblems(address: string | undefined): Problem[] {
  if (address === undefined || isIpv4Address(address)) return [];
  return [{ at: 'Dns.wildcard', what: 'address is not an IP address', got: address, allowed: IPV4_ADDRESS }];
}

function ocidProblems(field: string, value: string): Problem[] {
  if (typeof value === 'string' && /^ocid1\.[a-z0-9-]+\.[a-z0-9-]*\.[a-z0-9-]*\.\S+$/.test(value)) return [];
  return [
    {
      at: 'Dns.oci',
      what: `${field} is not an OCID`,
      got: value,
      allowed: 'ocid1.<resource type>.<realm>.[region].<unique id>',
      fix: 'copy it from the OCI console',
    },
  ];
}
