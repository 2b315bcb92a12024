import { specField } from '../definition/enablement';
import { ingressesOf } from '../definition/ingress';
import type { Platform } from '../definition/platform';
import { COMPONENTS } from '../components';
import type { DnsKind } from '../values/dns';
import type { JsonObject } from '../values/json';
import type { Problem } from '../values/problem';
import { throwProblems } from '../values/problem';
import { gatewayAddress, ingressAddress } from './load-balancers';
import { filledText } from '../values/json';

/** Placeholder in a host name for an address that is known only in the cluster. */
export const UNKNOWN_ADDRESS = '<address>';

/** Placeholder for the DNS suffix where the resource has none. */
const NO_SUFFIX = '<DNS suffix>';

/** Name of the Ingress of the console, and first label of the host name that all others point to. */
export const CONSOLE_INGRESS = 'verrazzano-ingress';

/** The first that is set wins. */
const KINDS: readonly DnsKind[] = ['wildcard', 'oci', 'external'];

/**
 * Host names of a platform, composed as upstream does: `<labels>.<environment>.<DNS suffix>`. With wildcard DNS the suffix
 * begins with the address of the load balancer of the ingress controller, which is known here only where the user sets it.
 *
 * Source: `platform-operator/internal/vzconfig` at v1.7.2.
 */
export class HostNames {
  /** Name of the environment. */
  readonly environmentName: string;
  /** Kind of DNS; undefined when the resource sets none of the three kinds. */
  readonly kind: DnsKind | undefined;
  /** Domain of the wildcard service; undefined with other kinds. @internal */
  readonly wildcardDomain: string | undefined;
  /** Address of the load balancer of the ingress controller; undefined when it is not set. */
  readonly address: string | undefined;
  private readonly gateway: string | undefined;
  private readonly stated: string | undefined;

  /**
   * @param platform - the profile
   * @throws MergeError when the platform operator would refuse the merge
   */
  constructor(platform: Platform) {
    const { spec } = platform.effective;
    this.environmentName = filledText(spec.environmentName) ?? 'default';
    // A resource without the section has wildcard names too.
    this.kind = hasDns(spec) ? KINDS.find((kind) => specField(spec, 'dns', kind) !== undefined) : 'wildcard';
    this.address = ingressAddress(spec) ?? platform.naming?.dns?.address;
    this.gateway = gatewayAddress(spec);
    this.wildcardDomain =
      this.kind === 'wildcard' ? (filledText(specField(spec, 'dns', 'wildcard', 'domain')) ?? 'nip.io') : undefined;
    this.stated =
      filledText(specField(spec, 'dns', 'oci', 'dnsZoneName')) ??
      filledText(specField(spec, 'dns', 'external', 'suffix'));
  }

  /** Whether host names are known before the platform runs. @internal */
  get isKnown(): boolean {
    return this.kind === 'wildcard' ? this.address !== undefined : this.kind !== undefined;
  }

  /** `<environment>.<DNS suffix>`, with {@link UNKNOWN_ADDRESS} in place of an unknown address. @internal */
  get pattern(): string {
    return `${this.environmentName}.${this.suffixPattern}`;
  }

  /** The DNS suffix, with {@link UNKNOWN_ADDRESS} in place of an unknown address. @internal */
  get suffixPattern(): string {
    if (this.kind === 'wildcard') return `${this.address ?? UNKNOWN_ADDRESS}.${this.wildcardDomain}`;
    return this.kind === undefined ? NO_SUFFIX : (this.stated ?? NO_SUFFIX);
  }

  /**
   * `<environment>.<DNS suffix>`, below which all host names of the platform are.
   * @throws Error when it is known only in the cluster
   */
  get domain(): string {
    throwProblems(this.problems());
    return this.pattern;
  }

  /**
   * The host name that all others point to.
   * @throws Error when it is known only in the cluster
   * @internal
   */
  get target(): string {
    return `${CONSOLE_INGRESS}.${this.domain}`;
  }

  /** {@link HostNames.target}, with {@link UNKNOWN_ADDRESS} in place of an unknown address. @internal */
  get targetPattern(): string {
    return `${CONSOLE_INGRESS}.${this.pattern}`;
  }

  /**
   * The host name of a component.
   * @param component - name of the component, as the platform operator gives it, or its key in the resource
   * @param ingress - name of its Ingress; needed where it has several
   * @throws Error when it has no such host name, or the name is known only in the cluster
   */
  of(component: string, ingress?: string): string {
    const definition = COMPONENTS.find(({ name, key }) => name === component || key === component);
    const all = definition === undefined ? [] : ingressesOf(definition);
    const [found, second] = all.filter(({ name }) => ingress === undefined || name === ingress);
    if (found === undefined || second !== undefined) {
      throwProblems([
        {
          at: 'HostNames.of',
          what: 'does not name one host name',
          got: ingress === undefined ? component : [component, ingress],
          allowed: all.length > 0 ? `${component} with ${all.map(({ name }) => name).join(', ')}` : withHosts(),
        },
      ]);
    }
    return `${found?.host}.${this.domain}`;
  }

  /**
   * The host name that an OAM application gets when it states none. With wildcard DNS it resolves to the ingress gateway and
   * does not contain the environment.
   * @param name - name of the ApplicationConfiguration
   * @param namespace - its namespace
   * @throws Error when it is known only in the cluster
   */
  ofApplication(name: string, namespace: string): string {
    if (this.kind !== 'wildcard') return `${name}.${namespace}.${this.domain}`;
    if (this.gateway === undefined) throwProblems([unknownAddress('the ingress gateway', this.wildcardDomain)]);
    return `${name}.${namespace}.${this.gateway}.${this.wildcardDomain}`;
  }

  /** Why host names are not known; empty when they are known. @internal */
  problems(): readonly Problem[] {
    if (this.isKnown) return [];
    if (this.kind === 'wildcard') return [unknownAddress('the ingress controller', this.wildcardDomain)];
    const what = 'host names need a DNS suffix, and the resource has none';
    return [{ what, allowed: 'wildcard, oci, external', fix: 'give the profile dns' }];
  }
}

/**
 * Host names of a platform.
 * @param platform - the profile
 * @throws MergeError when the platform operator would refuse the merge
 */
export function hostNames(platform: Platform): HostNames {
  return new HostNames(platform);
}

function unknownAddress(proxy: string, domain: string | undefined): Problem {
  return {
    what: `host names below ${domain} need the address of the load balancer of ${proxy}, which is known only in the cluster`,
    fix:
      "set it: Dns.wildcard('nip.io', { address }) for the ingress controller, or LoadBalancer.none({ externalIPs }); " +
      'or use Dns.oci or Dns.external',
  };
}

function withHosts(): string {
  return COMPONENTS.filter((definition) => ingressesOf(definition).length > 0)
    .map(({ name }) => name)
    .join(', ');
}

function hasDns(spec: JsonObject): boolean {
  return specField(spec, 'dns') !== undefined;
}
