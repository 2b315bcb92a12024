import { existsSync } from 'fs';
import { basename, join, resolve } from 'path';
import type { Estate } from '../../cluster/flows/cluster-flow';
import type { PathCluster } from '../../cluster/flows/cluster-path';
import { adminApiServer } from '../../cluster/registration/admin-api-server';
import { platformAdmin } from '../../cluster/registration/platform-admin';
import type { Platform, PlatformAdmin } from '../../definition/platform';
import { VERRAZZANO_GROUP } from '../../definition/verrazzano-api';
import { StatedPlatform } from '../../profile/stated-platform';
import { SUMS_FILE } from '../../gitops/output/sums';
import type { VerrazzanoResource } from '../../resource/merge';
import { CLUSTERS_GROUP } from '../../resource/multicluster/names';
import type { JsonObject } from '../../values/json';
import { isJsonObject } from '../../values/json';
import { InputError } from '../input/input-error';
import { readClusterFolders } from '../input/cluster-folders';
import { readManifests, type FileManifest } from '../input/read-manifests';
import type { Totals } from '../input/totals';
import { writeLines, type Io } from '../io';
import { oneLine } from '../../values/escape/visible';

/** A folder of one cluster. */
interface ClusterFolder {
  readonly name: string;
  readonly path: string;
  readonly manifests: readonly FileManifest[];
}

/** Estates from folders of output. */
export interface ReadEstates {
  /** Each admin cluster with its managed clusters. */
  readonly estates: readonly Estate[];
  /** All clusters, with the policies in their folders. */
  readonly clusters: ReadonlyMap<string, PathCluster>;
  /** Folders without a Verrazzano resource, from which the flows of a cluster follow: charts install these clusters. */
  readonly leftOut: readonly string[];
}

/**
 * Reads the clusters of one or several estates.
 * @param paths - folders of clusters, or of whole outputs
 * @throws InputError when a path is not such a folder, a cluster occurs twice, or its admin cluster is not known
 */
export function readEstates(paths: readonly string[]): ReadEstates {
  const totals: Totals = { files: 0, bytes: 0, values: 0 };
  const found = paths.flatMap((path) => readClusterFolders(path, folderOf, `a ${SUMS_FILE}`));
  const all = found.map(({ name, path }): ClusterFolder => {
    const { manifests } = readManifests(path, totals, { empty: true });
    return { name, path, manifests };
  });
  const twice = all.find(({ name }, index) => all.findIndex((one) => one.name === name) < index);
  if (twice !== undefined) {
    throw new InputError({ at: twice.path, what: 'a cluster of this name is given twice', got: twice.name });
  }
  const folders = all.filter((folder) => resourceOf(folder) !== undefined);
  const clusters = new Map<string, PathCluster>();
  const estates = groupsOf(folders).map(({ admin: source, managed }): Estate => {
    const admin = clusterOf(source, 'admin');
    const apiServer = adminApiServer(source.manifests);
    const members = managed.map((folder) =>
      clusterOf(folder, 'managed', platformAdmin(folder.name, { platform: admin.platform, apiServer })),
    );
    for (const cluster of [admin, ...members]) clusters.set(cluster.name, cluster);
    return { admin, managed: members };
  });
  const leftOut = all.filter((folder) => !folders.includes(folder)).map(({ path }) => path);
  return { estates, clusters, leftOut };
}

/** Stands for a folder that has been left out before. */
const NOTHING: VerrazzanoResource = { apiVersion: '', kind: 'Verrazzano' };

function clusterOf(folder: ClusterFolder, role: Platform['role'], admin?: PlatformAdmin): PathCluster {
  const platform = new StatedPlatform(resourceOf(folder) ?? NOTHING, role, admin);
  return { name: folder.name, platform, policies: policiesOf(folder) };
}

interface Group {
  readonly admin: ClusterFolder;
  readonly managed: readonly ClusterFolder[];
}

/** Registrations say which cluster manages which; where there are none, one cluster must be an admin cluster by its profile. */
function groupsOf(folders: readonly ClusterFolder[]): readonly Group[] {
  const registered = new Map(folders.map((folder) => [folder, registeredBy(folder)]));
  const holders = folders.filter((folder) => (registered.get(folder) ?? []).length > 0);
  const admins =
    holders.length > 0
      ? holders
      : folders.filter((folder) => new StatedPlatform(resourceOf(folder) ?? NOTHING, undefined).role === 'admin');
  const [only, second] = admins;
  if (only === undefined || (second !== undefined && holders.length === 0)) {
    throw new InputError({
      at: folders.map(({ path }) => path).join(', '),
      what: 'the folders do not have one admin cluster',
      got: admins.map(({ name }) => name),
      allowed: 'folders with VerrazzanoManagedClusters, and folders of the clusters that these register',
    });
  }
  const isOf = (admin: ClusterFolder, { name }: ClusterFolder): boolean =>
    second === undefined || (registered.get(admin) ?? []).includes(name);
  return admins.map((admin) => ({
    admin,
    managed: folders.filter((folder) => !admins.includes(folder) && isOf(admin, folder)),
  }));
}

function registeredBy({ manifests }: ClusterFolder): readonly unknown[] {
  return manifests
    .filter((one) => isOfKind(one, 'VerrazzanoManagedCluster', CLUSTERS_GROUP))
    .map(({ object }) => nameOf(object));
}

function folderOf(path: string): { readonly name: string; readonly path: string } | undefined {
  return existsSync(join(path, SUMS_FILE)) ? { name: basename(resolve(path)), path } : undefined;
}

function isOfKind({ object }: FileManifest, kind: string, group: string): boolean {
  return object.kind === kind && typeof object.apiVersion === 'string' && object.apiVersion.startsWith(`${group}/`);
}

function resourceOf({ manifests }: ClusterFolder): VerrazzanoResource | undefined {
  const found = manifests.find((one) => isOfKind(one, 'Verrazzano', VERRAZZANO_GROUP));
  return found?.object as unknown as VerrazzanoResource | undefined;
}

function nameOf({ metadata }: JsonObject): unknown {
  return isJsonObject(metadata) ? metadata.name : undefined;
}

function policiesOf({ manifests }: ClusterFolder): readonly JsonObject[] {
  return manifests.filter((one) => isOfKind(one, 'NetworkPolicy', 'networking.k8s.io')).map(({ object }) => object);
}

/**
 * Says which folders are left out of an answer.
 * @param read - the estates
 * @param io - where it goes: to standard error
 */
export function noteLeftOut({ leftOut }: ReadEstates, io: Io): void {
  const lines = leftOut.map((path) =>
    oneLine(`${path} is left out: it has no Verrazzano resource, from which the flows of a cluster follow`),
  );
  writeLines((text) => io.err(text), lines);
}
