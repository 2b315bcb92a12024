import { throwProblems } from '../../values/problem';
import type { SecretReference } from '../../values/secret-reference';
import type { VirtualClusterValues } from '../values/value-types';
import { requireShape } from '../../values/shape/require-shape';

/** How an etcd beside the control plane is made. */
export interface DeployedEtcdProps {
  /** Members: an odd number. @default 1 */
  readonly replicas?: number;
  /** Size of the volume of each, a quantity. @default '5Gi' */
  readonly size?: string;
  /** StorageClass of the volumes. @default - the default of the host */
  readonly storageClass?: string;
}

/** How an etcd inside the control plane is made. */
export interface EmbeddedEtcdProps {
  /** Whether the data of an etcd that was beside the control plane moves into it. @default false */
  readonly migrateFromDeployedEtcd?: boolean;
}

/** How an external database is reached. */
export interface DatabaseProps {
  /**
   * The Secret in the namespace of the virtual cluster whose key holds the data source: `mysql://USER:PASSWORD@tcp(HOST:3306)/DB` or
   * `postgres://USER:PASSWORD@HOST:5432/DB`. Commas in it are written `\,`.
   */
  readonly dataSource: SecretReference;
  /** Path of the CA certificate in the control plane; the file is mounted through `values`. @default - none */
  readonly caFile?: string;
  /** Path of the client certificate. @default - none */
  readonly certFile?: string;
  /** Path of its key. @default - none */
  readonly keyFile?: string;
}

/** Variable of the control plane that holds the data source. */
const DATA_SOURCE = 'DATA_SOURCE';

const EXTERNAL = 'controlPlane.backingStore.database.external';

/** Where the control plane keeps the objects of the virtual cluster. */
export class VirtualStore {
  /** SQLite on the volume of the control plane, the default: one replica. */
  static sqlite(): VirtualStore {
    return new VirtualStore({ controlPlane: { backingStore: { database: { embedded: { enabled: true } } } } });
  }

  /**
   * An etcd in pods of its own, beside the control plane.
   * @throws Error when the number of members is not odd
   */
  static deployedEtcd(props: DeployedEtcdProps = {}): VirtualStore {
    requireShape('DeployedEtcdProps', props, 'VirtualStore.deployedEtcd');
    const { replicas = 1, size, storageClass } = props;
    if (!Number.isInteger(replicas) || replicas < 1 || replicas % 2 === 0) {
      const allowed = 'odd numbers: an even one more tolerates no more failures';
      throwProblems([{ at: 'VirtualStore.deployedEtcd', what: 'replicas is not usable', got: replicas, allowed }]);
    }
    const volumeClaim = {
      ...(size === undefined ? {} : { size }),
      ...(storageClass === undefined ? {} : { storageClass }),
    };
    const statefulSet = { highAvailability: { replicas }, persistence: { volumeClaim } };
    return new VirtualStore({ controlPlane: { backingStore: { etcd: { deploy: { enabled: true, statefulSet } } } } });
  }

  /**
   * An etcd inside the pods of the control plane. Only the paid edition of vCluster has it.
   * @param props - whether the data of a deployed etcd moves into it
   */
  static embeddedEtcd(props: EmbeddedEtcdProps = {}): VirtualStore {
    requireShape('EmbeddedEtcdProps', props, 'VirtualStore.embeddedEtcd');
    return new VirtualStore({ controlPlane: { backingStore: { etcd: { embedded: { enabled: true, ...props } } } } });
  }

  /** MySQL or MariaDB. With Kubernetes as the distribution only the paid edition of vCluster has it. */
  static mysql(props: DatabaseProps): VirtualStore {
    requireShape('DatabaseProps', props, 'VirtualStore.mysql');
    return VirtualStore.external(props);
  }

  /** PostgreSQL. With Kubernetes as the distribution only the paid edition of vCluster has it. */
  static postgresql(props: DatabaseProps): VirtualStore {
    requireShape('DatabaseProps', props, 'VirtualStore.postgresql');
    return VirtualStore.external(props);
  }

  /**
   * The data source has a password, and the configuration is in Git: therefore the control plane gets it as an argument that
   * Kubernetes fills from the environment, and the environment comes from a Secret.
   */
  private static external({ dataSource, ...files }: DatabaseProps): VirtualStore {
    const { name, key } = dataSource;
    const env = [{ name: DATA_SOURCE, valueFrom: { secretKeyRef: { name, key } } }];
    const args = ['--set', `${EXTERNAL}.dataSource=$(${DATA_SOURCE})`];
    return new VirtualStore(
      {
        controlPlane: {
          backingStore: { database: { external: { enabled: true, ...files } } },
          statefulSet: { env, args },
        },
      },
      dataSource,
    );
  }

  private constructor(
    /** The same as values of the chart. */
    readonly values: VirtualClusterValues,
    /** The Secret that must exist; undefined where none is needed. */
    readonly requiredSecret?: SecretReference,
  ) {}
}
