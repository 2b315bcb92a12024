import { ARGO_FOLDER, HOSTS_FOLDER } from '../gitops/names';
import { relative, sep } from 'node:path';
import { groupOf, kindOf, listAt, nameOf, namespaceOf, textAt } from '../connectivity/manifest';
import { VERRAZZANO_GROUP } from '../definition/verrazzano-api';
import { CLUSTERS_GROUP, LOCAL_CLUSTER, MULTICLUSTER_NAMESPACE } from '../resource/multicluster';
import { compare } from '../values/compare';
import type { JsonObject } from '../values/json';
import { pushTo } from '../values/push-to';

/** A cluster as far as files tell. */
export interface EstateCluster {
  /** Name: that of its folder, or of its VerrazzanoManagedCluster. */
  readonly name: string;
  /** Its place in the estate; `unknown` where no file says it. */
  readonly role: 'admin' | 'managed' | 'single' | 'unknown';
  /** Profile of its Verrazzano resource; undefined where there is none. */
  readonly profile: string | undefined;
  /** Admin cluster that it is registered with; undefined for none. */
  readonly admin: string | undefined;
  /** What files say of its registration. */
  readonly registration: string;
  /** Ring; undefined for none. */
  readonly ring: string | undefined;
  /** Branch, tag or commit that Argo CD delivers; undefined where no Application says it. */
  readonly revision: string | undefined;
  /** Projects that are placed on it, by name. */
  readonly projects: readonly string[];
  /** Whether the directory has a folder for it. */
  readonly hasFolder: boolean;
}

/** An object and the file it is in. */
export interface ClusterManifest {
  /** The file. */
  readonly file: string;
  /** The object. */
  readonly object: JsonObject;
}

/** Folders of an output that are not clusters: the root of Argo CD, and files for hosts. */
export const OTHER_FOLDERS: readonly string[] = [ARGO_FOLDER, HOSTS_FOLDER];

/** Part of the files of one cluster. */
interface Folder {
  readonly name: string;
  readonly objects: readonly JsonObject[];
}

/**
 * The clusters of a directory, by name: one for each of its folders, and one for each VerrazzanoManagedCluster without folder.
 * @param directory - what `synth` wrote, or a folder with a dump for each cluster
 * @param manifests - what is in its files
 */
export function estateOf(directory: string, manifests: readonly ClusterManifest[]): readonly EstateCluster[] {
  const folders = new Map<string, JsonObject[]>();
  for (const { file, object } of manifests) {
    const [folder = '', ...rest] = relative(directory, file).split(sep);
    const name = rest.length === 0 ? folder.replace(/\.(?:ya?ml|json)$/, '') : folder;
    pushTo(folders, name, object);
  }
  const all = [...folders].map(([name, objects]): Folder => ({ name, objects }));
  const clusters = all.filter(({ name }) => !OTHER_FOLDERS.includes(name));
  const delivery = deliveries(all.filter(({ name }) => name === 'argocd').flatMap(({ objects }) => objects));
  const registered = clusters.flatMap(({ name: admin, objects }) =>
    of(objects, 'VerrazzanoManagedCluster').map((object) => ({ name: nameOf(object), admin, object })),
  );
  const names = new Set([...clusters.map(({ name }) => name), ...registered.map(({ name }) => name)]);
  return [...names].sort(compare).map((name): EstateCluster => {
    const folder = clusters.find((each) => each.name === name);
    const managed = registered.find((each) => each.name === name);
    const isAdmin = registered.some(({ admin }) => admin === name);
    const admin = managed?.admin ?? (isAdmin ? name : undefined);
    const objects = folder?.objects ?? [];
    return {
      name,
      role: roleOf(objects, isAdmin, managed !== undefined),
      profile: profileOf(objects),
      admin: managed?.admin,
      registration: isAdmin ? '-' : registrationOf(managed?.object, objects),
      ring: delivery.get(name)?.ring,
      revision: delivery.get(name)?.revision,
      projects: projectsOn(clusters.find((each) => each.name === admin)?.objects ?? [], isAdmin ? LOCAL_CLUSTER : name),
      hasFolder: folder !== undefined,
    };
  });
}

function of(objects: readonly JsonObject[], kind: string): JsonObject[] {
  return objects.filter(
    (each) => kindOf(each) === kind && groupOf(each) === CLUSTERS_GROUP && namespaceOf(each) === MULTICLUSTER_NAMESPACE,
  );
}

function profileOf(objects: readonly JsonObject[]): string | undefined {
  const platform = objects.find((each) => kindOf(each) === 'Verrazzano' && groupOf(each) === VERRAZZANO_GROUP);
  return platform === undefined ? undefined : (textAt(platform, 'spec', 'profile') ?? 'prod');
}

function roleOf(objects: readonly JsonObject[], isAdmin: boolean, isManaged: boolean): EstateCluster['role'] {
  if (isManaged) return 'managed';
  if (isAdmin) return 'admin';
  const profile = profileOf(objects);
  if (profile === 'managed-cluster' || hasSecret(objects, 'verrazzano-cluster-registration')) return 'managed';
  return profile === undefined ? 'unknown' : 'single';
}

/** State and time as the status of a dump says them; without status, what is declared. */
function registrationOf(managed: JsonObject | undefined, objects: readonly JsonObject[]): string {
  if (managed === undefined) {
    return hasSecret(objects, 'verrazzano-cluster-registration') ? 'registered with a cluster that is not here' : '-';
  }
  const ready = listAt(managed, 'status', 'conditions').find((each) => textAt(each, 'type') === 'Ready');
  const state = textAt(managed, 'status', 'state');
  const contact = textAt(managed, 'status', 'lastAgentConnectTime');
  if (ready === undefined && state === undefined) return 'declared';
  if (textAt(ready, 'status') === 'False') return `not ready: ${textAt(ready, 'message') ?? 'no message'}`;
  if (state === undefined) return 'ready on the admin cluster, no contact yet';
  return contact === undefined ? state : `${state}, last contact ${contact}`;
}

function hasSecret(objects: readonly JsonObject[], name: string): boolean {
  return objects.some(
    (each) => kindOf(each) === 'Secret' && nameOf(each) === name && namespaceOf(each) === 'verrazzano-system',
  );
}

function projectsOn(objects: readonly JsonObject[], cluster: string): string[] {
  return of(objects, 'VerrazzanoProject')
    .filter((project) =>
      listAt(project, 'spec', 'placement', 'clusters').some((each) => textAt(each, 'name') === cluster),
    )
    .map(nameOf)
    .sort(compare);
}

/** What Argo CD delivers to each cluster: of Applications, or of the list of an ApplicationSet. */
function deliveries(
  objects: readonly JsonObject[],
): ReadonlyMap<string, { readonly ring?: string; readonly revision?: string }> {
  const applications = objects
    .filter((each) => kindOf(each) === 'Application')
    .map(
      (each) =>
        [
          nameOf(each),
          textAt(each, 'metadata', 'labels', 'ring'),
          textAt(each, 'spec', 'source', 'targetRevision'),
        ] as const,
    );
  const elements = objects
    .filter((each) => kindOf(each) === 'ApplicationSet')
    .flatMap((each) => listAt(each, 'spec', 'generators').flatMap((generator) => listAt(generator, 'list', 'elements')))
    .map((each) => [textAt(each, 'name') ?? '', textAt(each, 'ring'), textAt(each, 'revision')] as const);
  return new Map(
    [...applications, ...elements].map(([name, ring, revision]) => [
      name,
      { ...(ring !== undefined && { ring }), ...(revision !== undefined && { revision }) },
    ]),
  );
}
