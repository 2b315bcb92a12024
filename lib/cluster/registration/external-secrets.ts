import { DNS_SUBDOMAIN, isDnsSubdomain } from '../../values/names';
import type { Problem } from '../../values/problem';
import { throwProblems } from '../../values/problem';
import { requireShape } from '../../values/shape/require-shape';

/** Properties of `ExternalSecrets.of()`. */
export interface ExternalSecretsProps {
  /** Name of the store, on every cluster of the estate. */
  readonly store: string;
  /**
   * Kind of the store. @default 'ClusterSecretStore'
   */
  readonly kind?: 'ClusterSecretStore' | 'SecretStore';
  /**
   * Start of the keys in the store; the name of the cluster and of the Secret follow, as in `verrazzano/eu-1/agent`.
   * @default 'verrazzano'
   */
  readonly path?: string;
  /**
   * Whether the admin cluster writes the Secrets into the store with PushSecrets. Otherwise a person or a pipeline does.
   * @default true
   */
  readonly push?: boolean;
}

/**
 * The External Secrets operator as the way to carry the Secrets of a registration. It must be installed on both clusters, with the store.
 *
 * Source: External Secrets operator, API `external-secrets.io/v1beta1` and, for PushSecret, `v1alpha1`.
 */
export class ExternalSecrets {
  /**
   * The operator with one store.
   *
   * @param props - the store and the keys in it
   * @throws Error when the name of the store or the path is not valid
   */
  static of(props: ExternalSecretsProps): ExternalSecrets {
    requireShape('ExternalSecretsProps', props, 'ExternalSecrets.of');
    return new ExternalSecrets(props);
  }

  /** Name and kind of the store. */
  readonly store: { readonly name: string; readonly kind: string };
  /** Start of the keys in the store. */
  readonly path: string;
  /** Whether the admin cluster writes into the store. */
  readonly push: boolean;

  private constructor({ store, kind = 'ClusterSecretStore', path = 'verrazzano', push = true }: ExternalSecretsProps) {
    throwProblems(
      [
        ...wrong('store', store, isDnsSubdomain(store), DNS_SUBDOMAIN),
        ...wrong('path', path, /^[A-Za-z0-9._-]+(\/[A-Za-z0-9._-]+)*$/.test(path), 'names with slashes between'),
      ],
      'ExternalSecrets.of',
    );
    this.store = { name: store, kind };
    this.path = path;
    this.push = push;
  }

  /**
   * The key of a Secret in the store.
   * @param cluster - name of the managed cluster
   * @param name - what the Secret is
   * @internal
   */
  keyOf(cluster: string, name: string): string {
    return `${this.path}/${cluster}/${name}`;
  }
}

function wrong(field: string, got: string, isValid: boolean, allowed: string): Problem[] {
  return isValid ? [] : [{ what: `${field} is not valid`, got, allowed }];
}
