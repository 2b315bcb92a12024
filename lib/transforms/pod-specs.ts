import { CONTAINER_LISTS } from '../values/container-lists';
import type { JsonObject, JsonValue } from '../values/json';
import { isJsonObject } from '../values/json';
import type { Path } from '../values/path';
import { manifestGroup } from './manifests';

/** A PodSpec inside an object. */
export interface LocatedPodSpec {
  /** Where it is. */
  readonly path: Path;
  /** The PodSpec, or what a custom resource has of one. */
  readonly spec: JsonObject;
  /** Where the metadata of its pods is, whether or not it exists; undefined where the object has no place for it. */
  readonly metadata: Path | undefined;
}

/** Groups of the workloads of Kubernetes, in which a list of containers is nothing else. */
const BUILT_IN_GROUPS: ReadonlySet<string> = new Set(['', 'apps', 'batch', 'extensions']);

/** Groups whose objects hold patterns that pods are compared with, and kinds that hold schemas. */
const PATTERN_GROUPS: ReadonlySet<string> = new Set([
  'admissionregistration.k8s.io',
  'apiextensions.k8s.io',
  'constraints.gatekeeper.sh',
  'kyverno.io',
  'mutations.gatekeeper.sh',
  'policies.kubewarden.io',
  'policy.sigstore.dev',
  'templates.gatekeeper.sh',
]);

/** Fields of an object that hold no pods of it: what was observed, what describes it, and free data. */
const OTHER_FIELDS: ReadonlySet<string> = new Set(['binaryData', 'data', 'metadata', 'status', 'stringData']);

/** Custom resources whose `spec` is a PodSpec in part, with the metadata of the pods in `podMetadata`. */
const POD_METADATA_GROUP = 'monitoring.coreos.com';

/**
 * Every PodSpec in an object of any kind: an object with a list of containers, wherever it is. Pods, workloads, and custom
 * resources that embed a PodSpec, or objects that have one, count alike; policies and CustomResourceDefinitions, whose
 * containers are patterns or schemas, do not.
 * @param manifest - the object
 */
export function podSpecsOf(manifest: JsonObject): LocatedPodSpec[] {
  const isContainer = BUILT_IN_GROUPS.has(manifestGroup(manifest)) ? isJsonObject : isLikeContainer;
  return partsOf(manifest).flatMap(({ path, value }) => {
    const lists = CONTAINER_LISTS.map((key) => value[key]);
    if (!lists.some((list) => Array.isArray(list) && list.length > 0 && list.every(isContainer))) return [];
    return [{ path, spec: value, metadata: metadataOf(manifest, path, value) }];
  });
}

/**
 * Every object inside a manifest that may hold pods or claims, outermost first. Those in `status`, `metadata` and `data` are
 * left out, and all of objects that hold patterns or schemas.
 * @param manifest - the object of Kubernetes
 */
export function partsOf(manifest: JsonObject): { readonly path: Path; readonly value: JsonObject }[] {
  if (PATTERN_GROUPS.has(manifestGroup(manifest))) return [];
  const found: { path: Path; value: JsonObject }[] = [];
  const visit = (value: JsonValue | undefined, path: Path): void => {
    if (Array.isArray(value)) {
      (value as readonly JsonValue[]).forEach((item, index) => visit(item, [...path, index]));
    } else if (isJsonObject(value)) {
      found.push({ path, value });
      for (const key of Object.keys(value)) {
        if (path.length > 0 || !OTHER_FIELDS.has(key)) visit(value[key], [...path, key]);
      }
    }
  };
  visit(manifest, []);
  return found;
}

/** Custom resources have lists of the same names that hold something else. */
function isLikeContainer(item: JsonValue): boolean {
  return isJsonObject(item) && ('name' in item || 'image' in item) && !isJsonObject(item.image);
}

/** Beside `spec` where that is the one of a Pod or of a template; a custom resource of its own has metadata of its own. */
function metadataOf(manifest: JsonObject, path: Path, spec: JsonObject): Path | undefined {
  const isOwn = path.length === 1 && path[0] === 'spec';
  if (isOwn && manifest.kind === 'Pod' && manifestGroup(manifest) === '') return ['metadata'];
  if (isOwn) {
    const hasPodMetadata = 'podMetadata' in spec || manifestGroup(manifest) === POD_METADATA_GROUP;
    return hasPodMetadata ? ['spec', 'podMetadata'] : undefined;
  }
  return path.at(-1) === 'spec' ? [...path.slice(0, -1), 'metadata'] : undefined;
}
