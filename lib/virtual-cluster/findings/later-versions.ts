import { isJsonObject, type JsonObject, type JsonValue } from '../../values/json';
import { valueAtPath } from '../../values/path';

/** What a later release no longer has. Source: schemas of the values, vCluster 0.25 to 0.36. */
interface Removal {
  /** The first release without it: minor part of 0.x. */
  readonly minor: number;
  /** The fields, as paths; what is below them too. */
  readonly paths: readonly string[];
  /** What is there in its place. */
  readonly instead: string;
}

const component = (name: string): string[] =>
  ['image', 'imagePullPolicy'].map((field) => `controlPlane.distro.k8s.${name}.${field}`);

const REMOVALS: readonly Removal[] = [
  {
    minor: 25,
    paths: ['apiServer', 'controllerManager', 'scheduler'].flatMap(component),
    instead: 'one image for all of Kubernetes: controlPlane.distro.k8s.image',
  },
  {
    minor: 25,
    paths: ['experimental.reuseNamespace'],
    instead: 'nothing: give each virtual cluster its own namespace',
  },
  { minor: 26, paths: ['controlPlane.distro.k0s'], instead: 'controlPlane.distro.k8s, in another virtual cluster' },
  {
    minor: 26,
    paths: ['experimental.multiNamespaceMode'],
    instead: 'sync.toHost.namespaces, which only the paid edition has',
  },
  { minor: 26, paths: ['experimental.syncSettings.disableSync'], instead: 'sync.toHost.namespaces or separate nodes' },
  {
    minor: 28,
    paths: ['experimental.genericSync'],
    instead: 'sync.toHost.customResources and sync.fromHost.customResources',
  },
  { minor: 28, paths: ['experimental.isolatedControlPlane'], instead: 'nothing' },
  {
    minor: 29,
    paths: ['experimental.syncSettings.targetNamespace'],
    instead: 'nothing: workloads are in the namespace of the virtual cluster',
  },
  {
    minor: 31,
    paths: ['policies.networkPolicy.outgoingConnections'],
    instead: 'policies.networkPolicy.controlPlane and policies.networkPolicy.workload',
  },
  { minor: 32, paths: ['external'], instead: 'platform' },
  { minor: 32, paths: ['sleepMode'], instead: 'sleep and deletion' },
  {
    minor: 33,
    paths: ['controlPlane.distro.k3s'],
    instead:
      'controlPlane.distro.k8s: migrate with a release from 0.25 to 0.32, before this one; SQLite and embedded etcd are kept',
  },
];

/** A stated option that a later release no longer has. */
export interface UpgradeFinding {
  /** The option, as a path in the values. */
  readonly option: string;
  /** The first release without it, such as `0.26`. */
  readonly removedIn: string;
  /** What replaces it. */
  readonly instead: string;
}

/**
 * Options in use that are gone in a later release, by release.
 * @param values - what is stated, without defaults
 * @param version - the later release, such as `0.33` or `v0.33.1`
 * @throws Error when the version is not one of 0.x
 */
export function upgradeFindingsOf(values: JsonObject, version: string): readonly UpgradeFinding[] {
  const minor = /^v?0\.(\d+)(?:\.|$)/.exec(version)?.[1];
  if (minor === undefined) {
    throw new Error(`[vCluster] is not a release; got ${JSON.stringify(version)}; allowed such as 0.33`);
  }
  return REMOVALS.filter((removal) => removal.minor <= Number(minor)).flatMap(({ minor: first, paths, instead }) =>
    paths
      .filter((path) => isUsed(valueAtPath(values, path.split('.'))))
      .map((option) => ({ option, removedIn: `0.${first}`, instead })),
  );
}

/** Whether an option does something: a switch that is off, or an object without fields, does not. */
function isUsed(value: JsonValue | undefined): boolean {
  if (value === undefined || value === null || value === false || value === '') return false;
  if (Array.isArray(value)) return value.length > 0;
  if (!isJsonObject(value)) return true;
  if (value.enabled === false) return false;
  return Object.values(value).some((field) => field !== undefined && field !== null);
}
