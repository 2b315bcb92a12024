import { WAITING_RETRY } from '../gitops/retry';
import type { JsonObject } from '../values/json';
import { DNS_SUBDOMAIN, isDnsSubdomain } from '../values/names';
import type { Problem } from '../values/problem';
import { throwProblems } from '../values/problem';
import { cephObjects, type CephSettings } from './ceph-objects';
import type { FoundationContent } from './foundation-part';
import { WAVES } from './foundation-part';
import { requireShape } from '../values/shape/require-shape';
import { kindsOf } from '../gitops/kinds/kind-scope';

/** Raw devices of a node. */
export interface CephNode {
  /** Name of the node. */
  readonly name: string;
  /** Names of raw devices, such as `sdb`. @default - those of the filter, or all */
  readonly devices?: readonly string[];
  /** Regular expression of the names of raw devices. @default - none */
  readonly deviceFilter?: string;
}

/** Options of {@link ClusterStorage.rookCeph}. */
export interface RookCephOptions {
  /**
   * Copies of each block. With 1 the loss of a node loses data; with 3 it does not.
   * @default 1, as the installer of 2018 had it
   */
  readonly replicas?: 1 | 2 | 3;
  /** Which loss the copies are for. @default 'host' */
  readonly failureDomain?: 'host' | 'osd';
  /** Nodes that store data. @default - all */
  readonly nodes?: readonly CephNode[];
  /** Regular expression of the names of raw devices of all nodes. @default - all that are empty */
  readonly deviceFilter?: string;
  /** Monitors, an odd number. @default - 3 with several copies, otherwise 1 */
  readonly monitors?: number;
  /** Managers. @default - 2 with several copies, otherwise 1 */
  readonly managers?: 1 | 2;
  /** Whether the dashboard runs. @default true */
  readonly dashboard?: boolean;
  /** Whether the traffic between the parts of Ceph is encrypted. @default false */
  readonly encryption?: boolean;
  /** Folder of hosts for configuration and data of monitors. @default '/var/lib/rook' */
  readonly dataDirHostPath?: string;
  /** Name of the pool. @default 'replicapool' */
  readonly poolName?: string;
  /** Name of the StorageClass. @default 'rook-ceph-block' */
  readonly storageClass?: string;
  /** Whether claims without a class get it. @default true */
  readonly isDefaultClass?: boolean;
  /** File system of volumes. @default 'ext4' */
  readonly fsType?: 'ext4' | 'xfs';
  /** What happens to a volume when its claim is deleted. @default 'Delete' */
  readonly reclaimPolicy?: 'Delete' | 'Retain';
  /** Image of Ceph. @default 'quay.io/ceph/ceph:v19.2.3' */
  readonly cephImage?: string;
  /** Name of the cluster of Ceph. @default 'rook-ceph' */
  readonly clusterName?: string;
}

/** Rook's release, which supports Kubernetes 1.28 to 1.33. */
const ROOK_VERSION = 'v1.17.7';

/** The namespace that Rook's manifests are written for. */
const NAMESPACE = 'rook-ceph';

const SOURCE = `https://github.com/rook/rook/tree/${ROOK_VERSION}/deploy/examples`;
const MANIFESTS = `https://raw.githubusercontent.com/rook/rook/${ROOK_VERSION}/deploy/examples`;

/** Block storage for PersistentVolumeClaims. */
export class ClusterStorage {
  /**
   * Ceph, by the operator Rook {@link ROOK_VERSION}, whose manifests and CustomResourceDefinitions are referred to at its release.
   * @param options - see {@link RookCephOptions}
   * @throws Error when an option is malformed
   */
  static rookCeph(options: RookCephOptions = {}): ClusterStorage {
    requireShape('RookCephOptions', options, 'ClusterStorage.rookCeph', 'options');
    throwProblems(cephProblems(options), 'ClusterStorage.rookCeph');
    const settings = settingsOf(options);
    const { storageClass } = settings;
    const isSafe = settings.replicas > 1;
    const objects = cephObjects(settings);
    const description = 'Ceph: cluster, pool of block storage, StorageClass';
    return new ClusterStorage(storageClass, {
      units: [
        OPERATOR_UNIT,
        {
          name: 'foundation/storage',
          props: { wave: WAVES.storage, description, retry: WAITING_RETRY },
          source: SOURCE,
          objects,
          imageFields: { CephCluster: ['spec', 'cephVersion', 'image'] },
        },
      ],
      secrets: [],
      supports: { release: `Rook ${ROOK_VERSION}`, first: 28, last: 33 },
      warnings: isSafe ? [] : ['The pool keeps one copy of each block: data of a lost disk or node is lost.'],
    });
  }

  private constructor(
    /** Name of the StorageClass. */
    readonly storageClass: string,
    /** What it brings to the cluster. @internal */
    readonly content: FoundationContent,
  ) {}
}

/** The operator in its release manifests: objects and definitions as upstream publishes them. */
const OPERATOR_UNIT: FoundationContent['units'][number] = {
  name: 'foundation/storage-operator',
  props: {
    wave: WAVES.storageOperator,
    description: `Rook ${ROOK_VERSION}: operator of Ceph`,
    // The definitions are larger than what client-side apply keeps in an annotation.
    serverSideApply: true,
    kustomization: { resources: ['crds', 'common', 'operator'].map((name) => `${MANIFESTS}/${name}.yaml`) },
    grants: {
      namespaces: [NAMESPACE],
      clusterScoped: [
        ...kindsOf('', 'Namespace'),
        ...kindsOf('apiextensions.k8s.io', 'CustomResourceDefinition'),
        ...kindsOf('rbac.authorization.k8s.io', 'ClusterRole', 'ClusterRoleBinding'),
      ],
      namespaced: [
        ...kindsOf('', 'ConfigMap', 'ServiceAccount'),
        ...kindsOf('apps', 'Deployment'),
        ...kindsOf('rbac.authorization.k8s.io', 'Role', 'RoleBinding'),
      ],
    },
  },
  source: SOURCE,
  objects: [],
  images: ['docker.io/rook/ceph'],
};

/** What is not stated. */
const DEFAULTS = {
  clusterName: 'rook-ceph',
  cephImage: 'quay.io/ceph/ceph:v19.2.3',
  dataDirHostPath: '/var/lib/rook',
  failureDomain: 'host',
  dashboard: true,
  encryption: false,
  poolName: 'replicapool',
  storageClass: 'rook-ceph-block',
  isDefaultClass: true,
  fsType: 'ext4',
  reclaimPolicy: 'Delete',
} as const;

function settingsOf(options: RookCephOptions): CephSettings {
  const { nodes: _, deviceFilter: __, ...stated } = options;
  const { replicas = 1 } = options;
  const [monitors, managers] = replicas > 1 ? [3, 2] : [1, 1];
  const defined = Object.fromEntries(Object.entries(stated).filter(([, value]) => value !== undefined));
  const settings: CephSettings = {
    ...DEFAULTS,
    namespace: NAMESPACE,
    replicas,
    monitors,
    managers,
    storage: storageOf(options),
  };
  return { ...settings, ...defined };
}

function storageOf({ nodes, deviceFilter }: RookCephOptions): JsonObject {
  const filter = deviceFilter === undefined ? {} : { deviceFilter };
  if (nodes === undefined) return { useAllNodes: true, useAllDevices: deviceFilter === undefined, ...filter };
  const isAll = deviceFilter === undefined && nodes.every((node) => !node.devices && !node.deviceFilter);
  return {
    useAllNodes: false,
    useAllDevices: isAll,
    ...filter,
    nodes: nodes.map(({ name, devices, deviceFilter: own }) => ({
      name,
      ...(devices !== undefined && { devices: devices.map((device) => ({ name: device })) }),
      ...(own !== undefined && { deviceFilter: own }),
    })),
  };
}

function cephProblems(options: RookCephOptions): Problem[] {
  const { monitors, replicas = 1, nodes, failureDomain = 'host', dataDirHostPath = '/' } = options;
  const { clusterName, poolName, storageClass } = options;
  const names = Object.entries({ clusterName, poolName, storageClass });
  const filters = [options.deviceFilter, ...(nodes ?? []).map(({ deviceFilter }) => deviceFilter)];
  const isOdd =
    monitors === undefined || (Number.isInteger(monitors) && monitors >= 1 && monitors <= 9 && monitors % 2 === 1);
  return [
    ...names
      .filter(([, name]) => name !== undefined && !isDnsSubdomain(name))
      .map(([field, got]) => ({ what: `${field} is not valid`, got, allowed: DNS_SUBDOMAIN })),
    ...(isOdd ? [] : [{ what: 'monitors is not valid', got: monitors, allowed: 'an odd number from 1 to 9' }]),
    ...([1, 2, 3].includes(replicas) ? [] : [{ what: 'replicas is not valid', got: replicas, allowed: '1, 2 or 3' }]),
    ...(nodes !== undefined && failureDomain === 'host' && nodes.length < replicas
      ? [{ what: 'there are fewer nodes than copies', got: nodes.length, allowed: `at least ${replicas}` }]
      : []),
    ...(dataDirHostPath.startsWith('/')
      ? []
      : [{ what: 'dataDirHostPath is not an absolute path', got: dataDirHostPath }]),
    ...filters
      .filter((filter) => filter !== undefined && !isExpression(filter))
      .map((got) => ({ what: 'deviceFilter is not a regular expression', got })),
  ];
}

function isExpression(text: string): boolean {
  try {
    return text !== '' && new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}
