import { compare } from '../values/compare';
import type { JsonObject } from '../values/json';
import { isJsonObject } from '../values/json';
import { listAt, textAt } from '../connectivity/manifest';
import type { SourceObject } from './checked-object';
import { groupVersion } from './checked-object';
import { GroupedBy } from '../values/grouped-by';

/** Where an Application of Argo CD delivers a folder. */
export interface Delivery {
  /** Name of the Application. */
  readonly application: string;
  /** The folder, with `/` between names and none at its ends. */
  readonly folder: string;
  /** Server or name of the cluster. */
  readonly cluster: string;
  /** Namespace of objects that do not state one. */
  readonly namespace: string | undefined;
}

/** A chart that an Application installs. */
export interface ElsewhereSource {
  readonly application: string;
  readonly cluster: string;
  /** Namespace that it is installed in; undefined: any. */
  readonly namespace: string | undefined;
  /** What it is, for messages. */
  readonly what: string;
}

/** Which Applications deliver which folders of the input. */
export interface Deliveries {
  readonly folders: readonly Delivery[];
  readonly elsewhere: readonly ElsewhereSource[];
}

/** Names of the cluster that Argo CD itself is in. */
const IN_CLUSTER: readonly string[] = ['https://kubernetes.default.svc', 'in-cluster'];

/** The cluster of objects that no Application delivers. */
export const OWN_CLUSTER = '';

/**
 * Reads the Applications of the input.
 * @param objects - all objects
 */
export function deliveriesOf(objects: readonly SourceObject[]): Deliveries {
  const applications = objects.filter(({ object }) => isApplication(object));
  if (applications.length === 0) return { folders: [], elsewhere: [] };
  const folders = foldersWithin(objects);
  const [found, elsewhere]: [Delivery[], ElsewhereSource[]] = [[], []];
  for (const { object, file } of applications) {
    for (const source of sourcesOf(object)) {
      const application = textAt(object, 'metadata', 'name') ?? '';
      const cluster = clusterOf(object);
      const namespace = textAt(object, 'spec', 'destination', 'namespace');
      const path = (textAt(source, 'path') ?? '').replace(/^(?:\.?\/)+|\/+$/g, '');
      const chart = textAt(source, 'chart');
      const own = chart === undefined && path !== '' ? nearest(sameFolders(folders, path), file) : [];
      for (const folder of own) found.push({ application, folder, cluster, namespace });
      // A folder of manifests that is not in the input may be the input itself under another name.
      if (own.length === 0 && (chart !== undefined || isJsonObject(source.helm))) {
        elsewhere.push({ application, cluster, namespace, what: `Application ${application}` });
      }
    }
  }
  return {
    folders: found.sort((a, b) => b.folder.length - a.folder.length || compare(a.application, b.application)),
    elsewhere,
  };
}

/** Whether an object is an Application of Argo CD. */
export function isApplication(object: JsonObject): boolean {
  return object.kind === 'Application' && groupVersion(object)[0] === 'argoproj.io';
}

/** The sources of an Application. */
export function sourcesOf(application: JsonObject): readonly JsonObject[] {
  const { spec } = application;
  const several = listAt(spec, 'sources').filter(isJsonObject);
  const single = isJsonObject(spec) ? spec.source : undefined;
  return several.length > 0 ? several : isJsonObject(single) ? [single] : [];
}

/** The cluster that an Application delivers to. */
function clusterOf(application: JsonObject): string {
  const server = textAt(application, 'spec', 'destination', 'server');
  const name = textAt(application, 'spec', 'destination', 'name');
  const cluster = name ?? server ?? OWN_CLUSTER;
  return IN_CLUSTER.includes(cluster) ? OWN_CLUSTER : cluster;
}

const byFolder = new GroupedBy<Delivery>(({ folder }) => [folder]);

/** The Application that delivers a file: the one with the longest path. */
export function deliveryOf(file: string | undefined, { folders }: Deliveries): Delivery | undefined {
  if (file === undefined || folders.length === 0) return undefined;
  return foldersOf(file)
    .reverse()
    .flatMap((folder) => byFolder.of(folders, folder))
    .at(0);
}

/** The folders of the input: those above it say nothing about the repository, as they are called by who checked it out. */
function foldersWithin(objects: readonly SourceObject[]): readonly string[] {
  const roots = [...new Set(objects.map(({ root }) => `${root.replace(/\\/g, '/').replace(/\/+$/, '')}/`))];
  const isAbove = (folder: string): boolean =>
    roots.some((root) => root !== `${folder}/` && root.startsWith(`${folder}/`));
  return [...new Set(objects.flatMap(({ file }) => foldersOf(file)))].filter((folder) => !isAbove(folder));
}

/** Of several folders those that are nearest to the file of the Application, as copies of a repository have it beside them. */
function nearest(folders: readonly string[], file: string): string[] {
  const names = file.replace(/\\/g, '/').split('/').slice(0, -1);
  const common = folders.map((folder) => {
    const other = folder.split('/').slice(0, -1);
    const end = names.findIndex((name, index) => name !== other[index]);
    return end < 0 ? names.length : end;
  });
  const most = common.reduce((a, b) => Math.max(a, b), 0);
  return folders.filter((_, index) => common[index] === most);
}

function foldersOf(file: string): string[] {
  const names = file.replace(/\\/g, '/').split('/').slice(0, -1);
  return names.map((_, index) => names.slice(0, index + 1).join('/')).filter((folder) => folder !== '');
}

/** Folders by the last name, and the last two names, of their paths. */
const byEnd = new GroupedBy<string>((folder) => new Set([endOf(folder, 1), endOf(folder, 2)]));

/**
 * The folders of the input that a path in the repository means: those that end with it; or else those that share the most names at
 * the end, at least two, or one that no other folder shares.
 */
function sameFolders(folders: readonly string[], path: string): readonly string[] {
  const near = byEnd.of(folders, endOf(path, 2));
  const whole = near.filter((folder) => folder === path || folder.endsWith(`/${path}`));
  if (whole.length > 0) return whole;
  if (near.length === 0) {
    const last = byEnd.of(folders, endOf(path, 1));
    return last.length === 1 ? last : [];
  }
  const shared = near.map((folder) => sharedEnd(folder.split('/'), path.split('/')));
  const most = shared.reduce((a, b) => (a > b ? a : b), 0);
  return near.filter((_, index) => shared[index] === most);
}

function endOf(path: string, names: number): string {
  return path.split('/').slice(-names).join('/');
}

function sharedEnd(a: readonly string[], b: readonly string[]): number {
  let length = 0;
  while (length < a.length && length < b.length && a[a.length - 1 - length] === b[b.length - 1 - length]) length++;
  return length;
}
