import type { JsonObject } from './json';
import { DNS_SUBDOMAIN, isDnsSubdomain } from './names';
import type { Problem } from './problem';
import { throwProblems } from './problem';
import { isPositiveQuantity } from './quantities';
import { requireShape } from './shape/require-shape';
import { requireText } from './shape/require-text';

/** A template of claims, one entry of `spec.volumeClaimSpecTemplates`. It creates nothing by itself. */
export interface VolumeClaimTemplateProps {
  /** Name by which volume sources refer to it. */
  readonly name: string;
  /** Size as a Kubernetes quantity, such as `100Gi`. */
  readonly storage: string;
  /**
   * Name of the StorageClass; null names none, which leaves it to the default StorageClass of Kubernetes. In 1.7.2 only MySQL
   * reads it.
   * @default - the StorageClass of the cluster
   */
  readonly storageClass?: string | null;
  /**
   * Access modes; in 1.7.2 only MySQL reads the first one.
   * @default - left to the component
   */
  readonly accessModes?: ReadonlyArray<'ReadWriteOnce' | 'ReadOnlyMany' | 'ReadWriteMany' | 'ReadWriteOncePod'>;
}

/**
 * Where components keep data: `spec.defaultVolumeSource` and `keycloak.mysql.volumeSource`.
 *
 * In 1.7.2 a default touches only OpenSearch groups without a size of their own: the prod profile gives its groups 50Gi.
 */
export class VolumeSource {
  /** No persistent storage: data is lost with the pod. */
  static emptyDir(): VolumeSource {
    return new VolumeSource({ emptyDir: {} }, undefined);
  }

  /**
   * A persistent volume sized by a template.
   * @param templateName - name of an entry of `volumeClaimTemplates`
   */
  static claim(templateName: string): VolumeSource {
    requireText({ templateName }, 'VolumeSource.claim');
    return new VolumeSource({ persistentVolumeClaim: { claimName: templateName } }, templateName);
  }

  private constructor(
    private readonly spec: JsonObject,
    /** Name of the template it refers to, if any. */
    readonly templateName: string | undefined,
  ) {}

  /** The fragment for the Verrazzano resource. @internal */
  toSpec(): JsonObject {
    return this.spec;
  }
}

/**
 * A template of claims for {@link VolumeSource.claim}.
 */
export class VolumeClaimTemplate {
  /**
   * A template of claims.
   *
   * @param props - name, size, class and access modes
   * @throws Error that lists every bad field
   */
  static of(props: VolumeClaimTemplateProps): VolumeClaimTemplate {
    requireShape('VolumeClaimTemplateProps', props, 'VolumeClaimTemplate.of');
    const problems: Problem[] = [];
    const at = 'VolumeClaimTemplate.of';
    if (!isDnsSubdomain(props.name))
      problems.push({ at, what: 'name is not a valid name', got: props.name, allowed: DNS_SUBDOMAIN });
    if (!isPositiveQuantity(props.storage)) {
      problems.push({
        at,
        what: 'storage is not a quantity',
        got: props.storage,
        allowed: 'a quantity of Kubernetes above zero, such as "100Gi"',
      });
    }
    throwProblems(problems);
    return new VolumeClaimTemplate(props);
  }

  private constructor(private readonly props: VolumeClaimTemplateProps) {}

  /** Name of the template. */
  get name(): string {
    return this.props.name;
  }

  /**
   * The entry for `spec.volumeClaimSpecTemplates`.
   * @param clusterStorageClass - StorageClass of the cluster, used when the template names none
   * @internal
   */
  toSpec(clusterStorageClass: string | undefined): JsonObject {
    return {
      metadata: { name: this.props.name },
      spec: {
        accessModes: this.props.accessModes,
        resources: { requests: { storage: this.props.storage } },
        storageClassName: this.storageClass(clusterStorageClass),
      },
    };
  }

  private storageClass(ofCluster: string | undefined): string | undefined {
    const { storageClass } = this.props;
    return storageClass === null ? undefined : (storageClass ?? ofCluster);
  }
}
