import { existsSync, readdirSync } from 'fs';
import { basename, join, resolve } from 'path';
import type { Estate } from '../../cluster/flows/cluster-flow';
import type { PathCluster } from '../../cluster/flows/cluster-path';
import { platformAdmin } from '../../cluster/registration/platform-admin';
import { VERRAZZANO_GROUP } from '../../definition/verrazzano-api';
import { SUMS_FILE } from '../../gitops/output/sums';
import type { VerrazzanoResource } from '../../resource/merge';
import type { JsonObject } from '../../values/json';
import { isJsonObject } from '../../values/json';
import { InputError } from '../input/input-error';
import { readManifests, type Manifest, type Totals } from '../input/read-manifests';
import { StatedPlatform } from './platform';

/** A folder of one cluster. */
interface ClusterFolder {
  readonly name: string;
  readonly path: string;
  readonly manifests: readonly Manifest[];
}

/** An estate from folders of output. */
export interface ReadEstate extends Estate {
  /** All of its clusters, with the policies in their folders. */
  readonly clusters: ReadonlyMap<string, PathCluster>;
}

/**
 * Reads the clusters of an estate.
 * @param paths - folders of clusters, or of whole outputs
 * @throws InputError when a folder has no Verrazzano resource, or there is not one admin cluster
 */
export function readEstate(paths: readonly string[]): ReadEstate {
  const totals: Totals = { files: 0, bytes: 0, values: 0 };
  const folders = paths.flatMap(clusterFolders).map(({ name, path }): ClusterFolder => {
    const { manifests } = readManifests(path, totals, { empty: true });
    return { name, path, manifests };
  });
  const twice = folders.find(({ name }, index) => folders.findIndex((one) => one.name === name) < index);
  if (twice !== undefined)
    throw new InputError({ at: twice.path, what: 'a cluster of this name is given twice', got: twice.name });
  const source = adminFolder(folders);
  const admin = new StatedPlatform(resourceOf(source), 'admin');
  const apiServer = serverOf(source);
  const seen = (name: string): StatedPlatform | undefined => (name === source.name ? admin : undefined);
  const clusters = folders.map((folder) => {
    const link = platformAdmin(folder.name, { platform: admin, apiServer });
    const platform = seen(folder.name) ?? new StatedPlatform(resourceOf(folder), 'managed', link);
    return { name: folder.name, platform, policies: policiesOf(folder) };
  });
  return {
    admin: { name: source.name, platform: admin },
    managed: clusters.filter(({ name }) => name !== source.name),
    clusters: new Map(clusters.map((cluster) => [cluster.name, cluster])),
  };
}

function clusterFolders(path: string): Array<{ readonly name: string; readonly path: string }> {
  if (!existsSync(path)) throw new InputError({ at: path, what: 'the folder does not exist' });
  if (existsSync(join(path, SUMS_FILE))) return [{ name: basename(resolve(path)), path }];
  const found = readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'argocd' && existsSync(join(path, entry.name, SUMS_FILE)))
    .map(({ name }) => ({ name, path: join(path, name) }));
  if (found.length > 0) return found;
  const allowed = `folders with a ${SUMS_FILE}, or one with such folders`;
  throw new InputError({ at: path, what: 'the folder is not the output of a cluster', allowed });
}

function isOfKind({ object }: Manifest, kind: string, group: string): boolean {
  return object.kind === kind && String(object.apiVersion ?? '').startsWith(`${group}/`);
}

/** The cluster that holds registrations; where none does, the one whose profile is no managed cluster's. */
function adminFolder(folders: readonly ClusterFolder[]): ClusterFolder {
  const holders = folders.filter(({ manifests }) =>
    manifests.some((one) => isOfKind(one, 'VerrazzanoManagedCluster', 'clusters.verrazzano.io')),
  );
  const candidates =
    holders.length > 0
      ? holders
      : folders.filter((folder) => new StatedPlatform(resourceOf(folder), undefined).role === 'admin');
  const [admin, second] = candidates;
  if (admin !== undefined && second === undefined) return admin;
  throw new InputError({
    at: folders.map(({ path }) => path).join(', '),
    what: 'the folders do not have one admin cluster',
    got: candidates.map(({ name }) => name),
    allowed: 'one folder with VerrazzanoManagedClusters, and folders of managed clusters',
  });
}

function resourceOf({ path, manifests }: ClusterFolder): VerrazzanoResource {
  const [found] = manifests.filter((one) => isOfKind(one, 'Verrazzano', VERRAZZANO_GROUP));
  if (found !== undefined) return found.object as unknown as VerrazzanoResource;
  throw new InputError({
    at: path,
    what: 'the folder has no Verrazzano resource, from which the flows of its cluster follow',
    fix: 'leave the folder out; a cluster that charts install has none',
  });
}

function serverOf({ manifests }: ClusterFolder): string | undefined {
  const found = manifests.find(
    ({ object }) => object.kind === 'ConfigMap' && nameOf(object) === 'verrazzano-admin-cluster',
  );
  const data = found?.object.data;
  const server = isJsonObject(data) ? data.server : undefined;
  return typeof server === 'string' && URL.canParse(server) ? server : undefined;
}

function nameOf({ metadata }: JsonObject): unknown {
  return isJsonObject(metadata) ? metadata.name : undefined;
}

function policiesOf({ manifests }: ClusterFolder): readonly JsonObject[] {
  return manifests.filter((one) => isOfKind(one, 'NetworkPolicy', 'networking.k8s.io')).map(({ object }) => object);
}
