import type { JsonObject } from './json';
import { DNS_SUBDOMAIN, isDnsSubdomain } from './names';
import { throwProblems } from './problem';
import { requireShape } from './shape/require-shape';

/** How a proxy encrypts what it sends, as Istio calls it. */
export type MeshTlsMode = 'DISABLE' | 'SIMPLE' | 'MUTUAL' | 'ISTIO_MUTUAL';

/** How the server is checked when a proxy originates TLS. */
export interface TlsOriginationProps {
  /**
   * Name that is asked for (SNI) and that the certificate must carry.
   * @default - the host that the client asked for, and no check of the name
   */
  readonly host?: string;
  /**
   * Name of a Secret in the namespace of the proxy, with `ca.crt`: who may have signed the certificate. It works for gateways.
   * @default - the public authorities that the image of the proxy trusts
   */
  readonly caSecret?: string;
}

/** How a proxy encrypts what it sends to a host. */
export class MeshTls {
  /**
   * Mutual TLS of the mesh. What Istio does by itself between pods with sidecars.
   * @param sni - name that is asked for (SNI), where a gateway distinguishes hosts by it; undefined leaves it to Istio
   * @throws Error when the name is not valid
   */
  static mesh(sni?: string): MeshTls {
    throwProblems(nameProblems('MeshTls.mesh', { sni }));
    return new MeshTls('ISTIO_MUTUAL', sni === undefined ? {} : { sni });
  }

  /** Plaintext, deliberately: for pods without a sidecar. */
  static disable(): MeshTls {
    return new MeshTls('DISABLE', {});
  }

  /**
   * The proxy originates TLS to a server that expects it. The certificate is checked: Istio 1.19 does so only when it is told which authority
   * to trust.
   * @param props - how the server is checked
   * @throws Error when a name is not valid
   */
  static simple(props: TlsOriginationProps = {}): MeshTls {
    requireShape('TlsOriginationProps', props, 'MeshTls.simple');
    const { host, caSecret } = props;
    throwProblems(nameProblems('MeshTls.simple', { host, caSecret }));
    const trust = caSecret === undefined ? { caCertificates: 'system' } : { credentialName: caSecret };
    return new MeshTls('SIMPLE', { ...trust, ...(host !== undefined && { sni: host, subjectAltNames: [host] }) });
  }

  /**
   * As {@link MeshTls.simple}, and the proxy shows a certificate of its own.
   * @param secret - name of a Secret in the namespace of the proxy, with `tls.crt`, `tls.key` and `ca.crt`. It works for gateways
   * @param host - name that is asked for (SNI) and that the certificate must carry
   * @throws Error when a name is not valid
   */
  static mutual(secret: string, host?: string): MeshTls {
    throwProblems(nameProblems('MeshTls.mutual', { secret, host }));
    return new MeshTls('MUTUAL', {
      credentialName: secret,
      ...(host !== undefined && { sni: host, subjectAltNames: [host] }),
    });
  }

  private constructor(
    /** The mode, as Istio calls it. */
    readonly mode: MeshTlsMode,
    private readonly fields: JsonObject,
  ) {}

  /** `tls` of a traffic policy. */
  get settings(): JsonObject {
    return { mode: this.mode, ...this.fields };
  }
}

function nameProblems(at: string, names: Readonly<Record<string, string | undefined>>) {
  return Object.entries(names)
    .filter(([, name]) => name !== undefined && !isDnsSubdomain(name))
    .map(([field, got]) => ({ at, what: `${field} is not valid`, got, allowed: DNS_SUBDOMAIN }));
}
