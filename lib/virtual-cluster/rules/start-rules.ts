import type { Problem } from '../../values/problem';
import { distributionOf, storeOf } from '../release';
import { isSet, type ChartValues } from '../values/chart-values';
import { admissionProblems } from './admission-rules';
import { genericSyncProblems } from './generic-sync-rules';
import { mappingProblems } from './mapping-rules';
import { networkingProblems } from './networking-rules';
import { patchProblems } from './patch-rules';
import { tolerationProblems } from './toleration-rules';

/**
 * What the control plane refuses when it starts: the chart would install it, and the pod would fail.
 * @param values - the values, defaults included
 */
export function startProblems(values: ChartValues): Problem[] {
  return [
    ...relationProblems(values),
    ...tolerationProblems(values),
    ...patchProblems(values),
    ...genericSyncProblems(values),
    ...admissionProblems(values),
    ...networkingProblems(values),
    ...mappingProblems(values),
  ];
}

interface Relation {
  readonly broken: (values: ChartValues) => boolean;
  readonly problem: (values: ChartValues) => Problem;
}

const REPLICAS = 'controlPlane.statefulSet.highAvailability.replicas';
const DATABASE = 'controlPlane.backingStore.database.external';
const SCHEDULER = 'controlPlane.advanced.virtualScheduler.enabled';

/** Settings that need or exclude one another. Source: validation of the configuration in vCluster 0.24.2. */
const RELATIONS: readonly Relation[] = [
  {
    broken: (values) => storeOf(values) === 'embedded-database' && values.number(REPLICAS) > 1,
    problem: (values) => ({
      at: REPLICAS,
      what: 'is more than one with SQLite as the backing store',
      got: values.at(REPLICAS),
      allowed: '1 with SQLite; more with etcd or an external database',
      fix: 'choose another store under controlPlane.backingStore',
    }),
  },
  {
    broken: (values) => storeOf(values) === 'external-database' && !hasDataSource(values),
    problem: () => ({
      at: `${DATABASE}.dataSource`,
      what: 'is empty, and the control plane would not know its database',
      got: '',
      allowed: 'mysql://... or postgres://..., or a connector of the vCluster platform',
      fix: 'state where the database is',
    }),
  },
  {
    broken: (values) => values.has(SCHEDULER) && !values.has('sync.fromHost.nodes.enabled'),
    problem: () => ({
      at: SCHEDULER,
      what: 'is on, but there are no nodes to schedule to',
      got: true,
      allowed: 'false, or true with sync.fromHost.nodes.enabled: true',
      fix: 'enable sync.fromHost.nodes.enabled',
    }),
  },
  {
    broken: (values) => values.has('sync.toHost.storageClasses.enabled') && takesStorageClasses(values),
    problem: () => bothWays('storageClasses'),
  },
  {
    broken: (values) => ['toHost', 'fromHost'].every((way) => values.has(`sync.${way}.priorityClasses.enabled`)),
    problem: () => bothWays('priorityClasses'),
  },
  {
    broken: (values) => snapshots(values, 'volumeSnapshotContents') && !snapshots(values, 'volumeSnapshots'),
    problem: () => oneWithoutOther('volumeSnapshotContents', 'volumeSnapshots'),
  },
  {
    broken: (values) => snapshots(values, 'volumeSnapshots') && !snapshots(values, 'volumeSnapshotContents'),
    problem: () => oneWithoutOther('volumeSnapshots', 'volumeSnapshotContents'),
  },
  {
    broken: (values) =>
      distributionOf(values) === 'k0s' &&
      Object.values(values.object('experimental.virtualClusterKubeConfig')).some(isSet),
    problem: (values) => ({
      at: 'experimental.virtualClusterKubeConfig',
      what: 'is stated for k0s, which has files of its own',
      got: values.at('experimental.virtualClusterKubeConfig'),
      allowed: 'nothing with k0s',
      fix: 'remove it, or choose another distribution',
    }),
  },
];

function relationProblems(values: ChartValues): Problem[] {
  return RELATIONS.filter(({ broken }) => broken(values)).map(({ problem }) => problem(values));
}

/** It may also come at start, in an argument that is filled from the environment, or from the platform. */
function hasDataSource(values: ChartValues): boolean {
  const args = values.list('controlPlane.statefulSet.args').map(String);
  const inArgument = args.some((argument) => argument.includes(`${DATABASE}.dataSource=`));
  const stated = values.has(`${DATABASE}.dataSource`) || values.has(`${DATABASE}.connector`);
  return stated || inArgument || isSet(values.object('external').platform);
}

/** `auto` follows the scheduler, unless classes go to the host. */
function takesStorageClasses(values: ChartValues): boolean {
  return values.text('sync.fromHost.storageClasses.enabled') === 'true';
}

function snapshots(values: ChartValues, kind: string): boolean {
  return values.has(`sync.toHost.${kind}.enabled`);
}

function bothWays(kind: string): Problem {
  return {
    at: `sync.fromHost.${kind}.enabled`,
    what: `is on together with sync.toHost.${kind}.enabled`,
    got: true,
    allowed: 'one direction',
    fix: 'turn one of the two off',
  };
}

function oneWithoutOther(kind: string, other: string): Problem {
  return {
    at: `sync.toHost.${kind}.enabled`,
    what: `is on, and sync.toHost.${other}.enabled is not`,
    got: true,
    allowed: 'both or neither',
    fix: 'enable the other one too',
  };
}
