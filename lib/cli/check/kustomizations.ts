import { basename, dirname, join, normalize } from 'path';
import { isJsonObject, type JsonObject, type JsonValue } from '../../values/json';
import { withValueAt } from '../../values/path';
import { matches } from '../../checks/walk';
import { groupVersion, type SourceObject } from '../../checks/checked-object';
import { listAt, objectAt, textAt, textsAt } from '../../connectivity/manifest';

/** A kustomization, and the file that it is in. */
export interface Kustomization {
  readonly file: string;
  readonly object: JsonObject;
}

/** Fields that name manifests, and folders with kustomizations. */
export const RESOURCES: readonly string[] = ['resources', 'bases', 'components'];

/** Whether a kustomization is a part of others, and makes nothing by itself. */
export function isComponent({ object }: Kustomization): boolean {
  return object.kind === 'Component';
}

/** Fields that name parts of objects, and settings of kustomize itself. */
const OTHER_FILES: readonly string[] = [
  'patches',
  'patchesStrategicMerge',
  'patchesJson6902',
  'replacements',
  'configurations',
  'crds',
  'generators',
  'transformers',
  'validators',
];

const WORKLOADS: readonly string[] = ['DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'];

/** Where kustomize adds labels that selectors include, by `group/kind`. Source: its default `commonLabels` configuration. */
const SELECTING_LABELS: ReadonlyMap<string, ReadonlyArray<readonly string[]>> = new Map([
  ...WORKLOADS.map((kind): [string, string[][]] => [
    `apps/${kind}`,
    [
      ['spec', 'selector', 'matchLabels'],
      ['spec', 'template', 'metadata', 'labels'],
    ],
  ]),
  ['batch/Job', [['spec', 'template', 'metadata', 'labels']]],
  ['batch/CronJob', [['spec', 'jobTemplate', 'spec', 'template', 'metadata', 'labels']]],
  ['/Service', [['spec', 'selector']]],
]);

/**
 * Files that a kustomization names and that are no manifests: patches, settings of kustomize, and what generators put into ConfigMaps.
 * @param kustomization - the kustomization
 */
export function otherFiles({ file, object }: Kustomization): string[] {
  const named = OTHER_FILES.flatMap((field) =>
    listAt(object, field).map((each) => (typeof each === 'string' ? each : textAt(each, 'path'))),
  );
  const values = listAt(object, 'helmCharts').map((each) => textAt(each, 'valuesFile'));
  const generated = ['configMapGenerator', 'secretGenerator'].flatMap((field) =>
    listAt(object, field).flatMap((each) => [...listAt(each, 'files'), ...listAt(each, 'envs')].map(sourceFile)),
  );
  // A patch that is written in place has line breaks.
  return [...named, ...values, ...generated].flatMap((name) =>
    name === undefined || name.includes('\n') ? [] : [normalize(join(dirname(file), name))],
  );
}

/** A file or a folder that is called after patches. */
const CALLED_PATCH = /(?:^|[-_.])patch(?:es)?(?:[-_.]|$)/i;

/**
 * Files that are patches by their name or that of their folder, in the folder of a kustomization or below, while no kustomization names them:
 * they are parts of objects, kept for later or for other tools, and nothing applies them.
 * @param files - the files of the input
 * @param kustomizations - the kustomizations of the input
 */
export function unusedPatches(files: readonly string[], kustomizations: readonly Kustomization[]): string[] {
  const named = parentsOf(kustomizations);
  const folders = new Set(kustomizations.map(({ file }) => normalize(dirname(file))));
  return files.map(normalize).filter((file) => {
    if (!CALLED_PATCH.test(basename(file)) && !CALLED_PATCH.test(basename(dirname(file)))) return false;
    return !named.has(file) && isBelow(dirname(file), folders);
  });
}

function isBelow(folder: string, folders: ReadonlySet<string>): boolean {
  const above = dirname(folder);
  return folders.has(folder) || (above !== folder && isBelow(above, folders));
}

/** The file of an entry of a generator, which may name the key before it: `key=file`. */
function sourceFile(entry: JsonValue): string | undefined {
  return typeof entry === 'string' ? entry.slice(entry.indexOf('=') + 1) : undefined;
}

/** Where objects name another one with its namespace, which kustomize fills in with that of the other one, by group. Source: its name references. */
const NAMESPACES: Readonly<Record<string, readonly string[]>> = {
  'rbac.authorization.k8s.io': ['subjects[]'],
  'admissionregistration.k8s.io': ['webhooks[].clientConfig.service'],
  'apiregistration.k8s.io': ['spec.service'],
  'apiextensions.k8s.io': ['spec.conversion.webhook.clientConfig.service'],
};

/**
 * Gives objects what the kustomizations above their files add so that they are whole: labels that selectors include, the name of a
 * Namespace, which the namespace of a kustomization replaces, and the namespace of the ServiceAccounts and Services that they name.
 * @param objects - the objects
 * @param kustomizations - the kustomizations of the input
 */
export function kustomized(
  objects: readonly SourceObject[],
  kustomizations: readonly Kustomization[],
): readonly SourceObject[] {
  const parents = parentsOf(kustomizations);
  const known = new Map<string, readonly JsonObject[]>();
  return objects.map((source) => {
    const above = known.get(source.file) ?? kustomizationsAbove(normalize(source.file), parents);
    known.set(source.file, above);
    const object = withLabels(withNamespaces(withNamespaceName(source.object, above), above), above);
    return object === source.object ? source : { ...source, object };
  });
}

type Parents = ReadonlyMap<string, readonly Kustomization[]>;

/** Which kustomizations name a file or a folder. */
function parentsOf(kustomizations: readonly Kustomization[]): Parents {
  const parents = new Map<string, Kustomization[]>();
  for (const each of kustomizations) {
    for (const entry of RESOURCES.flatMap((field) => listAt(each.object, field))) {
      if (typeof entry !== 'string' || entry.includes('\n')) continue;
      const path = normalize(join(dirname(each.file), entry)).replace(/[/\\]$/, '');
      const others = parents.get(path);
      if (others === undefined) parents.set(path, [each]);
      else others.push(each);
    }
  }
  return parents;
}

/** The kustomizations that bring a file, the nearest first. */
function kustomizationsAbove(path: string, parents: Parents): JsonObject[] {
  const found = new Set<Kustomization>();
  const paths = [path];
  for (let next = paths.shift(); next !== undefined; next = paths.shift()) {
    for (const parent of parents.get(next) ?? []) {
      if (found.has(parent)) continue;
      found.add(parent);
      paths.push(normalize(dirname(parent.file)));
    }
  }
  return [...found].map(({ object }) => object);
}

function withNamespaceName(object: JsonObject, above: readonly JsonObject[]): JsonObject {
  if (object.apiVersion !== 'v1' || object.kind !== 'Namespace') return object;
  const name = above.map((each) => textAt(each, 'namespace')).find((each) => each !== undefined);
  return name === undefined ? object : withValueAt(object, ['metadata', 'name'], name);
}

function withNamespaces(object: JsonObject, above: readonly JsonObject[]): JsonObject {
  const namespace = above.map((each) => textAt(each, 'namespace')).find((each) => each !== undefined);
  if (namespace === undefined) return object;
  const patterns = NAMESPACES[groupVersion(object)[0]] ?? [];
  const isOpen = (each: JsonObject): boolean =>
    patterns.some((pattern) => matches(each, pattern).some(({ value }) => lacksNamespace(value)));
  if (!isOpen(object)) return object;
  const copy = structuredClone(object);
  for (const { value } of patterns.flatMap((pattern) => matches(copy, pattern))) {
    if (lacksNamespace(value)) Object.assign(value, { namespace });
  }
  return copy;
}

function lacksNamespace(value: JsonValue): value is JsonObject {
  return isJsonObject(value) && value.namespace === undefined && isNamespaced(value);
}

/** Of the subjects of a binding, only ServiceAccounts have a namespace. */
function isNamespaced({ kind }: JsonObject): boolean {
  return kind === undefined || kind === 'ServiceAccount';
}

/** Alternatives may give one label several values; that of the nearest kustomization counts. */
function withLabels(object: JsonObject, above: readonly JsonObject[]): JsonObject {
  const paths = SELECTING_LABELS.get(`${groupVersion(object)[0]}/${textAt(object, 'kind')}`) ?? [];
  const labels = Object.fromEntries([...above].reverse().flatMap(selectingLabels));
  if (Object.keys(labels).length === 0) return object;
  return paths.reduce((whole, path) => withValueAt(whole, path, { ...objectAt(whole, ...path), ...labels }), object);
}

/** Labels of a kustomization that become part of selectors. */
function selectingLabels(kustomization: JsonObject): Array<[key: string, value: string]> {
  const included = listAt(kustomization, 'labels').filter(
    (each) => isJsonObject(each) && each.includeSelectors === true,
  );
  const sets = [textsAt(kustomization, 'commonLabels'), ...included.map((each) => textsAt(each, 'pairs'))];
  return sets.flatMap((labels) => Object.entries(labels));
}
