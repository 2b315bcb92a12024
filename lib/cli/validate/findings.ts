import { withoutSecrets } from '../../gitops/secrets';
import { kindOf, namespaceOf, textAt, groupOf } from '../../connectivity/manifest';
import { ExistingObjects, isMulticlusterObject, isNamed, validateMulticluster } from '../../resource/multicluster';
import { validateVerrazzano, type ClusterFacts, type Finding } from '../../resource/rules';
import type { JsonObject } from '../../values/json';
import { InputError } from '../input/input-error';
import type { KnownCluster } from '../input/read-cluster';
import { readFile, shortened, type FileResource } from '../input/read-resources';

/** A finding and the file it is in. */
export interface FileFinding extends Finding {
  /** The file. */
  readonly file: string;
  /** The object, such as `VerrazzanoProject verrazzano-mc/shop`. @default - the Verrazzano resource */
  readonly object?: string;
}

/** What the objects of all files are compared with. */
export interface ValidationContext {
  /** What exists. @default - unknown */
  readonly cluster?: KnownCluster;
  /** What is stored, of the file of `--previous`. @default - nothing */
  readonly previous?: StoredObjects;
  /** What will exist: `Secret <namespace>/<name>` or `ConfigMap <namespace>/<name>`. */
  readonly expected: readonly string[];
}

/** Objects that are stored. */
export interface StoredObjects {
  readonly resource?: FileResource['resource'];
  readonly objects: ExistingObjects;
}

/** The objects of one file that are validated. */
export interface ValidatedFile {
  readonly file: string;
  readonly resources: readonly FileResource[];
  /** All other objects in the order of the file. */
  readonly others: readonly JsonObject[];
}

const ALLOWED =
  'kinds Verrazzano, VerrazzanoManagedCluster, VerrazzanoProject, MultiClusterApplicationConfiguration, MultiClusterComponent, MultiClusterConfigMap, MultiClusterSecret, OCNEOCIQuickCreate and OKEQuickCreate, or a List of them';

/**
 * Reads a file to be validated.
 * @param file - path of a YAML or JSON file
 * @throws InputError when it is refused, or holds nothing whose admission is known
 */
export function readValidated(file: string): ValidatedFile {
  const { resources, others, kinds } = readFile(file);
  if (resources.length > 0 || others.some(isMulticlusterObject)) return { file, resources, others };
  const what = kinds.length === 0 ? 'is empty' : 'holds no Verrazzano resource, and none of a multicluster kind';
  const fix = 'pass what `kubectl get -o yaml` prints, or the file that you apply';
  throw new InputError({ at: file, what, got: shortened(kinds), allowed: ALLOWED, fix });
}

/**
 * The stored objects of a file.
 * @param file - path of a YAML or JSON file
 * @throws InputError when it is refused, holds none, or several Verrazzano resources
 */
export function readStored(file: string): StoredObjects {
  const { resources, others } = readValidated(file);
  const [first, ...more] = resources;
  if (more.length > 0) {
    const fix = 'pass a file with the intended one';
    const what = 'holds several Verrazzano resources';
    throw new InputError({ at: file, what, got: more.length + 1, allowed: 'one', fix });
  }
  const objects = new ExistingObjects(others.filter(isNamed));
  return first === undefined ? { objects } : { resource: first.resource, objects };
}

/**
 * The findings about the objects of one file.
 * @param file - the file
 * @param files - all files: what they hold is applied together, in this order
 * @param surroundings - what exists
 */
export function findingsOf(
  file: ValidatedFile,
  files: readonly ValidatedFile[],
  surroundings: ValidationContext,
): FileFinding[] {
  const platform = file.resources.flatMap((found) => platformFindings(found, surroundings));
  const beside = appliedObjects(files);
  const before = new ExistingObjects(appliedBefore(file, files));
  const others = file.others.flatMap((object) => {
    const found = isMulticlusterObject(object) ? multiclusterFindings(object, { beside, before, ...surroundings }) : [];
    if (isNamed(object)) before.add(object);
    return found;
  });
  return [...platform, ...others].map((finding) => ({ file: file.file, ...withHidden(finding) }));
}

function platformFindings(
  { resource: found }: FileResource,
  { cluster, previous, expected }: ValidationContext,
): readonly Finding[] {
  // Rules for updates read the status of the stored resource only.
  const { status: _, ...resource } = found;
  const stored = previous?.resource ?? storedResource(found, cluster);
  return validateVerrazzano({
    resource,
    ...(stored !== undefined && { previous: stored }),
    ...(cluster !== undefined && { cluster: withExpected(cluster.facts, expected) }),
    ...(cluster === undefined && expected.length > 0 && { expected }),
  });
}

/** The resource of that name among the manifests of the cluster: it is updated. */
function storedResource(
  { apiVersion, kind, metadata }: FileResource['resource'],
  cluster: KnownCluster | undefined,
): FileResource['resource'] | undefined {
  const object = { apiVersion, kind, metadata } as JsonObject;
  const name = textAt(object, 'metadata', 'name') ?? '';
  return cluster?.objects.get(groupOf(object), kind, namespaceOf(object), name) as FileResource['resource'] | undefined;
}

function multiclusterFindings(
  object: JsonObject,
  { cluster, previous, expected, ...applied }: ValidationContext & Record<'beside' | 'before', ExistingObjects>,
): readonly (Finding & { readonly object: string })[] {
  const name = textAt(object, 'metadata', 'name') ?? '';
  const stored = previous?.objects.get(groupOf(object), kindOf(object), namespaceOf(object), name);
  return validateMulticluster({
    object,
    ...applied,
    ...(stored !== undefined && { previous: stored }),
    ...(cluster !== undefined && { cluster: cluster.objects, unknownKinds: cluster.unknownKinds }),
    expected: [...expected, ...(cluster?.withoutContent ?? [])],
  });
}

function appliedObjects(files: readonly ValidatedFile[]): ExistingObjects {
  const resources = files.flatMap((each) => each.resources.map(({ resource }) => resource as unknown as JsonObject));
  return new ExistingObjects([...resources, ...files.flatMap(({ others }) => others)].filter(isNamed));
}

function appliedBefore(file: ValidatedFile, files: readonly ValidatedFile[]): JsonObject[] {
  return files.slice(0, files.indexOf(file)).flatMap(({ others }) => others.filter(isNamed));
}

/** An object may hold a credential, which belongs in no log. */
function withHidden<T extends Finding>(finding: T): T {
  return 'value' in finding ? { ...finding, value: withoutSecrets(finding.path, finding.value) } : finding;
}

/** Cluster facts in which the expected objects exist too, with unknown content. */
function withExpected(facts: ClusterFacts, expected: readonly string[]): ClusterFacts {
  const objects = (kind: string) =>
    expected
      .filter((text) => text.startsWith(`${kind} `))
      .map((text) => {
        const [namespace = '', name = ''] = text.slice(kind.length + 1).split('/');
        return { metadata: { namespace, name } };
      });
  return {
    ...facts,
    Secrets: [...(facts.Secrets ?? []), ...objects('Secret')],
    ConfigMaps: [...(facts.ConfigMaps ?? []), ...objects('ConfigMap')],
  };
}
