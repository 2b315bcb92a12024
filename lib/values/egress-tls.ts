import { DNS_SUBDOMAIN, isDnsSubdomain } from './names';
import type { Problem } from './problem';
import { throwProblems } from './problem';
import { requireShape } from './shape/require-shape';

/** How the egress gateway checks a server, and what it shows of itself. */
export interface EgressOriginationProps {
  /**
   * Name of a Secret in `istio-system` with `ca.crt`: who may have signed the certificate of the server.
   * @default - the public authorities that the image of the gateway trusts
   */
  readonly caSecret?: string;
  /**
   * Name of a Secret in `istio-system` with `tls.crt`, `tls.key` and `ca.crt`, which the gateway shows to the server; instead of
   * `caSecret`.
   * @default - none
   */
  readonly clientSecret?: string;
}

/** Who encrypts the traffic to a host beyond the cluster. */
export class EgressTls {
  /** The application speaks HTTPS (or other TLS), which is passed through unchanged. */
  static passthrough(): EgressTls {
    return new EgressTls('passthrough');
  }

  /**
   * The application speaks plain HTTP to its sidecar, mutual TLS of the mesh leads to the egress gateway, and the gateway originates TLS to the
   * host and checks its certificate.
   * @param props - how the server is checked
   * @throws Error when a name is not valid, or both Secrets are given
   */
  static originate(props: EgressOriginationProps = {}): EgressTls {
    requireShape('EgressOriginationProps', props, 'EgressTls.originate');
    const { caSecret, clientSecret } = props;
    const at = 'EgressTls.originate';
    const bad: Problem[] = [caSecret, clientSecret]
      .filter((name) => name !== undefined && !isDnsSubdomain(name))
      .map((got) => ({ at, what: 'the name of a Secret is not valid', got, allowed: DNS_SUBDOMAIN }));
    const both = { at, what: 'caSecret and clientSecret exclude each other', fix: 'put ca.crt into the clientSecret' };
    throwProblems([...bad, ...(caSecret !== undefined && clientSecret !== undefined ? [both] : [])]);
    return new EgressTls('originate', caSecret, clientSecret);
  }

  private constructor(
    /** The application's own TLS is passed on, or the gateway originates it. */
    readonly form: 'passthrough' | 'originate',
    /** Name of the Secret with the authority of the server. */
    readonly caSecret?: string,
    /** Name of the Secret with the certificate of the gateway. */
    readonly clientSecret?: string,
  ) {}
}
