import type { Construct } from 'constructs';
import { Category } from '../definition/category';
import type { ComponentProps } from '../definition/component';
import { Component } from '../definition/component';
import { defineComponent } from '../definition/define-component';
import { specField } from '../definition/enablement';

/** Certificate of the authority that the platform operator makes. */
export const ROOT_CERTIFICATE = 'verrazzano-ca-certificate';

/**
 * The issuer of all public certificates of the platform.
 */
export const clusterIssuer = defineComponent({
  name: 'cluster-issuer',
  source: 'platform-operator/controllers/verrazzano/component/certmanager/issuer',
  specKey: 'clusterIssuer',
  category: Category.CERTIFICATE_MANAGEMENT,
  namespace: 'cert-manager',
  release: null,
  isEnabled: (spec, isOn) => isOn('cert-manager') || specField(spec, 'clusterIssuer', 'enabled') !== false,
  after: ['verrazzano-network-policies', 'cert-manager'],
  images: [],
  certificates: { [ROOT_CERTIFICATE]: { secret: 'verrazzano-ca-certificate-secret' } },
});

/** A custom certificate authority. */
export interface CaIssuer {
  /** Secret with the certificate and key of the authority; never put into Git. */
  readonly secretName: string;
}

/** Let's Encrypt. */
export interface LetsEncryptIssuer {
  /**
   * E-mail address for messages of Let's Encrypt.
   * @default - none
   */
  readonly emailAddress?: string;
  /**
   * Environment; certificates of `staging` are not trusted by clients.
   * @default production
   */
  readonly environment?: 'staging' | 'production';
}

/** Issuer: a custom certificate authority or Let's Encrypt; without either the platform creates an authority. */
export type IssuerProps =
  | {
      /**
       * A custom certificate authority; not together with `letsEncrypt`. @default - an authority that the platform creates
       */
      readonly ca?: CaIssuer;
      readonly letsEncrypt?: never;
    }
  | {
      /** Let's Encrypt; not together with `ca`. */
      readonly letsEncrypt: LetsEncryptIssuer;
      readonly ca?: never;
    };

/** Options of the cluster issuer. */
export type ClusterIssuerProps = Pick<ComponentProps, 'enabled'> &
  IssuerProps & {
    /**
     * Namespace in which cert-manager looks for Secrets of cluster issuers.
     * @default cert-manager
     */
    readonly clusterResourceNamespace?: string;
  };

/** The cluster issuer, as part of a profile. */
export class ClusterIssuer extends Component<typeof clusterIssuer, ClusterIssuerProps> {
  /**
   * @param scope - the profile
   * @param props - options
   */
  constructor(scope: Construct, props: ClusterIssuerProps = {}) {
    super(scope, clusterIssuer, props);
  }
}
