import type { ExternalSecrets } from './external-secrets';

/** Settings of the registration of a managed cluster. */
export interface RegistrationProps {
  /**
   * Whether Rancher manages the cluster, and so runs agents in it, where the program does not name the admin cluster.
   * @default true; with `admin` it follows from that one
   */
  readonly rancher?: boolean;
  /**
   * Text for people.
   * @default - the name of the cluster
   */
  readonly description?: string;
  /**
   * Labels of the VerrazzanoManagedCluster; its RoleBinding gets them too.
   * @default - none
   */
  readonly labels?: Readonly<Record<string, string>>;
  /**
   * Who signs the certificates of the managed cluster's ingresses: a `public` authority needs no Secret with its certificate.
   * @default - public with Let's Encrypt, otherwise private
   */
  readonly certificateAuthority?: 'private' | 'public';
  /**
   * How the Secrets of the registration reach the clusters, where no operator carries them.
   * @default - by hand: they are required Secrets, and remaining steps say where their content comes from
   */
  readonly secrets?: ExternalSecrets;
  /**
   * How the admin cluster gets metrics, where no operator decides it: federation of Prometheus, or the StoreAPI of Thanos.
   * @default - Thanos where it is enabled on both clusters, otherwise federation
   */
  readonly metrics?: 'federation' | 'thanos';
}
