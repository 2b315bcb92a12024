import { DNS_SUBDOMAIN, isDnsSubdomain } from './names';
import { throwProblems } from './problem';

/** What a gateway does with TLS, as Istio calls it. */
export type GatewayTlsMode = 'SIMPLE' | 'MUTUAL' | 'PASSTHROUGH' | 'ISTIO_MUTUAL';

/** What a gateway does with TLS. */
export class GatewayTls {
  /**
   * The gateway terminates TLS with a certificate.
   * @param secret - name of a Secret of type `kubernetes.io/tls` in the namespace of the gateway pods, `istio-system`
   * @throws Error when the name is not valid
   */
  static simple(secret: string): GatewayTls {
    return new GatewayTls('SIMPLE', checked('GatewayTls.simple', secret));
  }

  /**
   * The gateway terminates TLS with a certificate and asks clients for theirs.
   * @param secret - name of a Secret with `tls.crt`, `tls.key` and `ca.crt` (who signs the clients' certificates) in `istio-system`
   * @throws Error when the name is not valid
   */
  static mutual(secret: string): GatewayTls {
    return new GatewayTls('MUTUAL', checked('GatewayTls.mutual', secret));
  }

  /** The gateway does not terminate TLS: it reads the host (SNI) and passes the connection on. Needs TLS routes. */
  static passthrough(): GatewayTls {
    return new GatewayTls('PASSTHROUGH');
  }

  /** The gateway terminates mutual TLS of the mesh: for traffic from sidecars, as at the egress gateway. */
  static mesh(): GatewayTls {
    return new GatewayTls('ISTIO_MUTUAL');
  }

  private constructor(
    /** The mode, as Istio calls it. */
    readonly mode: GatewayTlsMode,
    /** Name of the Secret; undefined where none is needed. */
    readonly secret?: string,
  ) {}

  /** Keys that the Secret must hold. @internal */
  get secretKeys(): readonly string[] {
    if (this.secret === undefined) return [];
    return this.mode === 'MUTUAL' ? ['tls.crt', 'tls.key', 'ca.crt'] : ['tls.crt', 'tls.key'];
  }
}

function checked(at: string, secret: string): string {
  const bad = { at, what: 'the name of the Secret is not valid', got: secret, allowed: DNS_SUBDOMAIN };
  throwProblems(isDnsSubdomain(secret) ? [] : [bad]);
  return secret;
}
